import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Correspondence, messages } from '../../../test/support/correspondence.js';

const post = new Correspondence();
const MINUTES = 180_000;

beforeAll(() => post.opens({ MAIL_AUTHENTICATED_BY: 'mx.parley.example' }));
afterAll(() => post.closes());

describe('Where a mail server looks at the sender before us', () => {
  it('its topmost word counts, and nobody else’s', async () => {
    const { buyer, buyerMail } = await post.opened();
    const to = await post.replyTo(buyerMail);
    const mail = (lines: readonly string[], text: string): Buffer => {
      const head = [...lines.map((said) => `Authentication-Results: ${said}`), `From: ${buyerMail}`, `To: ${to}`, `Message-ID: <${randomUUID()}@x>`];
      return Buffer.from([...head, '', text, ''].join('\r\n'));
    };
    const OURS = 'mx.parley.example; spf=pass smtp.mailfrom=mail.example;';
    // What stands below was there when the mail came in: its sender can have written it.
    const refused: [string, string[]][] = [
      ['failed', [`${OURS} dmarc=fail header.from=mail.example`]],
      ['failed, and said otherwise below', [`${OURS} dmarc=fail header.from=mail.example`, `${OURS} dmarc=pass header.from=mail.example`]],
      ['failed, and passed in a remark', [`${OURS} dmarc=fail (dmarc=pass) header.from=mail.example`]],
      ['could not be found out', [`${OURS} dmarc=temperror header.from=mail.example`]],
      ['was looked at by somebody else', ['mx.evil.example; dmarc=pass header.from=mail.example']],
      ['was looked at by somebody of a similar name', ['mx.parley.example.evil.example; dmarc=pass header.from=mail.example']],
      ['was looked at by nobody', []],
    ];
    for (const [what, lines] of refused) expect([what, await post.outcomeOf(mail(lines, `It ${what}.`))]).toEqual([what, 'sender_forged']);
    const taken: [string, string[]][] = [
      ['passed', [`${OURS} dmarc=pass (p=reject) header.from=mail.example`]],
      ['passed, whatever stands below', [`MX.Parley.Example 1; dmarc=pass header.from=mail.example`, `${OURS} dmarc=fail header.from=mail.example`]],
      ['has no rule to pass', [`${OURS} dmarc=none header.from=mail.example`]],
    ];
    for (const [what, lines] of taken) expect([what, await post.outcomeOf(mail(lines, `It ${what}.`))]).toEqual([what, 'taken']);
    expect((await messages(buyer)).map(({ text }) => text).reverse()).toEqual(taken.map(([what]) => `It ${what}.`));
  }, MINUTES);
});
