import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Correspondence, countOf } from '../../../test/support/correspondence.js';
import { composed, handsIn, INBOUND_SECRET, REPLY_DOMAIN, signed } from '../../../test/support/inbound.js';

const post = new Correspondence();
/** A dozen mails, each read in a thread of its own, on a machine that does other things as well. */
const MINUTES = 180_000;

beforeAll(() => post.opens());
afterAll(() => post.closes());

describe('Nobody', () => {
  it('answers for somebody else', async () => {
    const [one, other] = [await post.opened(), await post.opened()];
    const [buyers, sellers] = [await post.replyTo(one.buyerMail), await post.replyTo(one.sellerMail)];
    const text = 'I accept everything.';
    // Another's address in the same dispute, one's own in a dispute that is another's, and two senders at once.
    expect(await post.outcomeOf({ from: one.sellerMail, to: buyers, text })).toBe('sender_unknown');
    expect(await post.outcomeOf({ from: other.buyerMail, to: buyers, text })).toBe('sender_unknown');
    expect(await post.outcomeOf({ from: [one.buyerMail, other.buyerMail] as never, to: buyers, text })).toBe('sender_unknown');
    expect(await post.outcomeOf(Buffer.from(`From: ${one.buyerMail}\r\nFrom: ${other.buyerMail}\r\nTo: ${buyers}\r\n\r\n${text}\r\n`))).toBe('sender_unknown');
    // Parts of two addresses, another letter, another dispute.
    const [token, sellersToken] = [buyers.slice(6, 61), sellers.slice(6, 61)];
    const otherName = other.scene.disputeId!.slice(3);
    for (const forged of [token.slice(0, 26) + sellersToken.slice(26, 27) + token.slice(27), otherName + token.slice(26), token.slice(0, -1), `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`, '']) {
      expect([forged, await post.outcomeOf({ from: one.buyerMail, to: `reply+${forged}@${REPLY_DOMAIN}`, text })]).toEqual([forged, 'unknown_address']);
    }
    expect(await post.outcomeOf({ from: one.buyerMail, to: buyers.replace('@', '@evil.'), text })).toBe('unknown_address');
    expect([await countOf(one.buyer), await countOf(other.buyer)]).toEqual([0, 0]);
    // What was tried is told to whom the address belongs, at their own address only.
    expect(post.mailsTo(one.buyerMail).concat(await post.arrives(one.buyerMail, 2)).some(({ raw }) => raw.includes(one.sellerMail) || raw.includes(other.buyerMail))).toBe(false);
    expect(await post.outcomeOf({ from: one.buyerMail.toUpperCase(), to: buyers.toUpperCase(), text: 'This is me.' })).toBe('taken');
  }, MINUTES);

  it('hears anything back from a robot’s mail', async () => {
    const all = await post.opened();
    const to = await post.replyTo(all.buyerMail);
    const from = all.buyerMail;
    const head = (lines: string): Buffer => Buffer.from(`From: ${from}\r\nTo: ${to}\r\nMessage-ID: <${randomUUID()}@x>\r\n${lines}\r\n\r\nI am on holiday.\r\n`);
    for (const lines of [
      'Auto-Submitted: auto-replied', 'Precedence: bulk', 'X-Autoreply: yes', 'List-Id: <a.b>', 'Return-Path: <>', 'X-Loop: a', 'Subject: Automatic reply: Re: An offer', 'Subject: Respuesta =?utf-8?Q?autom=C3=A1tica?=: hola',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    ]) expect([lines, await post.outcomeOf(head(lines))]).toEqual([lines, 'automatic']);
    expect(await post.outcomeOf({ from, to, text: 'round and round', messageId: '<ml_01kaz3m7x0e4n8v2r6t9w1c5hy@parley.example>' })).toBe('automatic');
    expect(await post.outcomeOf(head('Auto-Submitted: no'))).toBe('taken');
    expect(post.mailsTo(from).filter(({ email }) => email.subject?.startsWith('Su correo'))).toEqual([]);
  }, MINUTES);

  it('hands mails in without the secret, twice as large as agreed, or where none are taken', async () => {
    const raw = await composed({ from: 'a@b.example', to: 'c@d.example', text: 'x' });
    const status = async (headers: Record<string, string>, body = raw): Promise<[number, string]> => {
      const response = await handsIn(post.parley, body, headers);
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await status({ 'content-type': 'message/rfc822' })).toEqual([401, 'unauthenticated']);
    expect(await status(signed(raw, `whsec_${Buffer.alloc(32, 8).toString('base64')}`))).toEqual([401, 'unauthenticated']);
    expect(await status(signed(raw, INBOUND_SECRET, Date.now() - 400_000))).toEqual([401, 'unauthenticated']);
    expect(await status(signed(raw), Buffer.concat([raw, Buffer.from('.')]))).toEqual([401, 'unauthenticated']);
    expect(await status({ ...signed(raw), 'content-type': 'application/json' })).toEqual([400, 'malformed']);
    expect(await status({ ...signed(raw), 'content-type': 'text/plain' })).toEqual([415, 'unsupported_media_type']);
    const large = Buffer.alloc(2 * 1024 * 1024 + 1, 'a');
    expect(await status(signed(large), large)).toEqual([413, 'body_too_large']);
    expect(await status(signed(Buffer.alloc(0)), Buffer.alloc(0))).toEqual([400, 'malformed']);
    const elsewhere = await fetch(`${post.parley.url}/v1/disputes`, { method: 'POST', headers: signed(raw), body: new Uint8Array(raw) });
    expect(elsewhere.status).toBe(415);
    expect((await post.parley.sql.query(`SELECT 1 FROM inbound_mail WHERE envelope_to IS NOT NULL OR (status <> 'waiting' AND raw IS NOT NULL)`))).toEqual([]);
  }, MINUTES);

  it('is lost with a worker that was killed: whoever comes next goes on, and says it once', async () => {
    const all = await post.opened();
    const to = await post.replyTo(all.buyerMail);
    const id = await post.delivers(await composed({ from: all.buyerMail, to, text: 'Said once.', messageId: '<once@mail.example>' }));
    await post.becameOf(id);
    // As a worker leaves it that died after the message was written and before it could note that.
    const raw = await composed({ from: all.buyerMail, to, text: 'Said once.', messageId: '<once@mail.example>' });
    await post.parley.sql.query(`UPDATE inbound_mail SET status = 'waiting', raw = $2, done_at = NULL, leased_until = clock_timestamp() + interval '200 ms' WHERE id = $1`, [id, raw]);
    expect((await post.becameOf(id)).status).toBe('taken');
    expect(await countOf(all.seller)).toBe(1);
  }, MINUTES);
});

describe('What came in', () => {
  it('is counted', async () => {
    const { text } = await post.parley.http.get('/metrics');
    expect(text).toMatch(/parley_inbound_mails_total\{way="webhook",outcome="taken"\} [1-9]/);
    expect(text).toMatch(/parley_inbound_mails_total\{way="webhook",outcome="unsigned"\} [1-9]/);
    expect(text).toMatch(/parley_inbound_mails\{status="waiting"\} 0/);
  }, MINUTES);

  it('that is no mail at all is refused, and does not stop the others', async () => {
    const nested = Array.from({ length: 200 }, (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n`).join('');
    expect(await post.outcomeOf(Buffer.from(`From: a@b.example\r\n${nested}x`))).toBe('unreadable');
    const endless = ['Op x\r\nschreef a@b.example \r\n', 'Am um um um schrieb a@b.example \r\n', '> > > a@b.example: \r\n', 'From: a\r\n', 'On 1 a@b.example\r\n'];
    const mails = endless.map((line) => Buffer.from(`From: a@b.example\r\nTo: x@y.example\r\n\r\n${line.repeat(20_000)}`));
    const deep = `From: a@b.example\r\nContent-Type: text/html\r\n\r\n${'<div>'.repeat(100_000)}x`;
    for (const raw of [...mails, Buffer.from(deep)]) expect(['unknown_address', 'unreadable']).toContain(await post.outcomeOf(raw));
  }, MINUTES);
});
