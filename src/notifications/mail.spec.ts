import { describe, expect, it } from '@jest/globals';
import { rulingFor } from '../../test/support/cases.js';
import { eventually } from '../../test/support/eventually.js';
import { headerOf, MailHouse } from '../../test/support/mail-house.js';
import { openDispute, verifiedPieces } from '../../test/support/opened.js';
import { people } from '../../test/support/people.js';
import type { Person } from '../../test/support/person.js';

const house = MailHouse.opens();

const PREFERENCES = '/v1/me/notification-preferences';

interface Choice {
  notification: string;
  enabled: boolean;
  mandatory: boolean;
}

const choiceOf = async (who: Person, wanted: string): Promise<Choice | undefined> => {
  const { preferences } = await who.asks<{ preferences: Choice[] }>('get', PREFERENCES);
  return preferences.find(({ notification }) => notification === wanted);
};

describe('A dispute by e-mail', () => {
  it('is told to each side in their language, with the next step, in one thread, and to nobody twice', async () => {
    const all = await house.told();
    await house.openDispute(all);
    const [toSeller] = await house.arrives(all.sellerMail);
    expect(toSeller?.email.subject).toMatch(/^A buyer complains about Brass lamp \(D-\d{4}-\d{6}\)$/);
    expect(toSeller?.email.from).toMatchObject({ address: 'disputes@parley.example' });
    expect(toSeller?.email.html).toMatch(/<html lang="en"/);
    expect(toSeller?.email.text).toMatch(/- accept the claim\n[\s\S]*Please answer by .* You have 5 days left\.[\s\S]*If you do nothing: The dispute goes to the platform/);
    const [toBuyer] = await house.arrives(all.buyerMail);
    expect(toBuyer?.email.subject).toMatch(/^Hemos recibido su reclamación/);
    await all.seller.offers(60, 'Six euros <b>more</b>?');
    const [, offered] = await house.arrives(all.buyerMail, 2);
    expect(offered?.email.subject).toMatch(/^El vendedor ofrece un reembolso de 60,00\s€/);
    expect(offered?.email.text).toMatch(/El vendedor escribió:\n> Six euros <b>more<\/b>\?/);
    expect(offered?.email.html).toContain('Six euros &lt;b&gt;more&lt;/b&gt;?');
    expect(offered?.email.text).toMatch(/Puede:\n- hacer una oferta\n- aceptar la oferta\n/);
    const threads = [toBuyer, offered].map((mail) => [headerOf(mail!, 'in-reply-to'), headerOf(mail!, 'references')].join(' '));
    expect(threads[0]).toBe(`<${all.scene.disputeId}.buyer@parley.example> <${all.scene.disputeId}.buyer@parley.example>`);
    expect(threads[1]).toBe(threads[0]);
    expect(headerOf(toBuyer!, 'message-id')).toMatch(/^<ml_\w{26}@parley\.example>$/);
    expect(headerOf(offered!, 'auto-submitted')).toBe('auto-generated');
    expect(house.mailsTo(all.sellerMail)).toHaveLength(1);
  });

  it.each([['JPY', '¥12,000', '12.000 JPY'], ['KWD', 'KWD 12.000', '12,000 KWD']])('says amounts in %s with its own decimals', async (currency, en, es) => {
    const all = await house.told({ currency, shippingPaid: 0 });
    await house.openDispute(all);
    const [[toSeller], [toBuyer]] = await Promise.all([house.arrives(all.sellerMail), house.arrives(all.buyerMail)]);
    const plain = (text: string | undefined) => text?.replace(/[\u00A0\u202F]/g, ' ');
    expect([plain(toSeller?.email.text), plain(toBuyer?.email.text)]).toEqual([expect.stringContaining(en), expect.stringContaining(es)]);
  });

  it('says that somebody looks at the case when that is news, and nothing of why it was given to whom', async () => {
    const all = await house.told();
    await house.openDispute(all);
    const { arbitrator, secondArbitrator, lead, buyer, seller, scene } = all;
    await seller.rejectsClaim();
    await buyer.escalates();
    await arbitrator.takes();
    await lead.does('reassign', { to: secondArbitrator.sub, reason: 'Inés is on leave.' });
    await lead.does('reassign', { reason: 'Nobody has time but Inés.' });
    await lead.does('reassign', { to: arbitrator.sub, reason: 'Inés is back.' });
    await buyer.withdraws();
    const written = () => house.parley.sql.query<{ template: string; role: string; plain: string; html: string }>(
      'SELECT template, recipient_role AS role, plain, html FROM mail WHERE dispute_id = $1 ORDER BY event_seq', [scene.disputeId]);
    const mails = await eventually(async () => {
      const found = await written();
      if (!found.some(({ template }) => template === 'dispute_withdrawn')) throw new Error('that the buyer withdrew was not written yet');
      return found;
    });
    for (const side of ['buyer', 'seller']) expect(mails.filter(({ role, template }) => role === side && template === 'case_taken')).toHaveLength(2);
    expect(mails.filter(({ plain, html }) => /Inés|has time/.test(plain + html))).toEqual([]);
  });

  it('lets nothing that people write begin a header, another part or markup', async () => {
    const attack = 'Lamp\u2028Bcc: all@example.com" <script>alert(1)</script> =?utf-8?q?=0D=0ABcc:_all=40example.com?=';
    const all = await house.told({ lines: [{ id: 'lamp', title: attack, quantity: 1, paid: 12_000 }] });
    await house.openDispute(all);
    await all.seller.says('--boundary\n\nContent-Type: text/html\n\n.\n<img src=x onerror=alert(2)>\nBcc: all@example.com');
    const mails = [...(await house.arrives(all.sellerMail)), ...(await house.arrives(all.buyerMail, 2))];
    expect(mails.map(({ email }) => [email.bcc ?? [], email.attachments.length, email.to?.length])).toEqual(mails.map(() => [[], 0, 1]));
    for (const { email, raw } of mails) {
      expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^bcc:/im);
      expect(email.html).not.toMatch(/<script|<img/);
    }
    expect(mails[0]?.email.subject).toContain('Lamp Bcc: all@example.com');
  });

  it('names nobody’s address to anybody else, nor in a log', async () => {
    const all = await house.told();
    await house.openDispute(all);
    await all.seller.says('Hello.');
    const mails = [...(await house.arrives(all.buyerMail, 2)), ...(await house.arrives(all.sellerMail))];
    for (const { to, raw } of mails) {
      const [own, other] = to === all.buyerMail ? [all.buyerMail, all.sellerMail] : [all.sellerMail, all.buyerMail];
      expect(raw).toContain(own);
      expect(raw).not.toContain(other);
    }
    for (const who of [all.seller, all.buyer, all.lead]) expect(JSON.stringify(await who.sees())).not.toContain('mail.example');
    const { rows } = { rows: await house.parley.sql.query<{ text: string }>(`SELECT m::text AS text FROM mail m`) };
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ text }) => text.includes('mail.example'))).toEqual([]);
  });

  it('may be stopped with one click where it may be stopped, and says so in its head', async () => {
    const all = await house.told();
    await house.openDispute(all);
    await all.buyer.says('Are you there?');
    const [opened, said] = await house.arrives(all.sellerMail, 2);
    expect(headerOf(opened!, 'list-unsubscribe')).toBe('');
    expect(headerOf(said!, 'list-unsubscribe')).toMatch(/^<http.*\/v1\/unsubscribe\?token=[\w.-]+>$/);
    expect(headerOf(said!, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const link = /<([^>]+)>/.exec(headerOf(said!, 'list-unsubscribe'))![1]!.replace(/^https?:\/\/[^/]+/, house.parley.url);
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' };
    // Programs that look through mails follow links: that alone must not stop anything.
    const asked = await fetch(link, { headers: { 'accept-language': 'es' } });
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringMatching(/<html lang="es">[\s\S]*«Mensajes»[\s\S]*<form method="post">/)]);
    expect(await choiceOf(all.seller, 'message_received')).toMatchObject({ enabled: true, mandatory: false });
    for (const times of ['once', 'twice']) expect([times, (await fetch(link, form)).status]).toEqual([times, 200]);
    expect(await choiceOf(all.seller, 'message_received')).toMatchObject({ enabled: false });
    expect((await fetch(link.slice(0, -3), form)).status).toBe(404);
    expect((await fetch(`${house.parley.url}/v1/disputes`, form)).status).toBe(415);
    await all.buyer.says('Still there?');
    await all.buyer.withdraws();
    const later = await house.arrives(all.sellerMail, 3);
    expect(later[2]?.email.subject).toMatch(/^The buyer withdrew the complaint/);
    await all.seller.asks('put', PREFERENCES, { preferences: [] });
    expect(await choiceOf(all.seller, 'message_received')).toMatchObject({ enabled: true });
  });

  it('asks people what they want, and not about rulings, money and deadlines', async () => {
    const { stranger, anonymous } = await people(house.parley);
    for (const notification of ['ruling_made', 'deadline_near', 'refund_succeeded']) {
      expect(await choiceOf(stranger, notification)).toMatchObject({ mandatory: true, enabled: true });
      const refused = await stranger.request('put', PREFERENCES, { preferences: [{ notification: 'case_taken', channel: 'email', enabled: false }, { notification, channel: 'email', enabled: false }] });
      expect([refused.status, (refused.body as { errors: object[] }).errors]).toEqual([422, [expect.objectContaining({ pointer: '/preferences/1', code: 'mandatory' })]]);
    }
    expect(await choiceOf(stranger, 'case_taken')).toMatchObject({ enabled: true });
    const unknown = await stranger.request('put', PREFERENCES, { preferences: [{ notification: 'singing', channel: 'email', enabled: false }] });
    expect([unknown.status, (unknown.body as { errors: object[] }).errors]).toEqual([422, [expect.objectContaining({ code: 'unknown' })]]);
    await stranger.asks('put', PREFERENCES, { preferences: [{ notification: 'case_taken', channel: 'email', enabled: false }] });
    expect(await choiceOf(stranger, 'case_taken')).toMatchObject({ enabled: false });
    expect((await anonymous.request('get', PREFERENCES)).status).toBe(401);
  });
});

describe('Letters that could be many or short', () => {
  it('about evidence are one for what one person shows within minutes', async () => {
    const all = await house.told();
    await house.openDispute(all);
    await house.arrives(all.buyerMail);
    await verifiedPieces(house.parley, all, 'seller', ['photo', 'photo', 'video']);
    await all.clock.passes('PT4M');
    await verifiedPieces(house.parley, all, 'seller', ['document']);
    await all.clock.passes('PT30S');
    await eventually(async () => (await house.parley.sql.query(`SELECT 1 FROM mail_gathered WHERE dispute_id = $1`, [all.scene.disputeId])).length === 4);
    expect(house.mailsTo(all.buyerMail)).toHaveLength(1);
    await all.clock.passes('PT31S');
    const [, letter] = await house.arrives(all.buyerMail, 2);
    expect(letter?.email.subject).toMatch(/^Nuevas pruebas del vendedor/);
    expect(letter?.email.text).toContain('El vendedor añadió 2 fotos, 1 vídeo y 1 documento a la disputa sobre Brass lamp.');
    await verifiedPieces(house.parley, all, 'seller', ['photo']);
    await all.clock.passes('PT6M');
    expect((await house.arrives(all.buyerMail, 3))[2]?.email.text).toContain('El vendedor añadió 1 foto a la disputa');
    await all.clock.passes('PT1H');
    expect([house.mailsTo(all.buyerMail).length, house.mailsTo(all.sellerMail).length]).toEqual([3, 1]);
    expect(await house.parley.sql.query('SELECT 1 FROM mail_gathered')).toEqual([]);
  });

  it('about a ruling say what was decided and why, to each side in its own language and words', async () => {
    const all = await house.told();
    await house.openDispute(all);
    await all.seller.rejectsClaim();
    await all.buyer.escalates();
    await all.arbitrator.takes();
    const { evidence } = await all.buyer.sees();
    const facts = [{ text: 'The photo shows a <b>broken</b> shade.', evidenceIds: [evidence[1]!.id] }];
    await all.arbitrator.doesHavingSeen('rulings', rulingFor(6_000, { facts, evidenceSetAside: [{ evidenceId: evidence[0]!.id, why: 'It shows another lamp.' }] }));
    const decided = async (address: string) => (await eventually(() => house.mailsTo(address).find(({ email }) => /decidió|resolvió|decided/.test(email.subject ?? '')))).email;
    const [toBuyer, toSeller] = [await decided(all.buyerMail), await decided(all.sellerMail)];
    for (const words of ['EN PALABRAS SENCILLAS\nSe le devuelve una parte.', 'The photo shows a <b>broken</b> shade. Se apoya en: foto 2 del comprador.', 'foto 1 del comprador: It shows another lamp.', 'Se perdió una parte del valor.', 'Puede apelar la resolución']) {
      expect(toBuyer.text).toContain(words);
    }
    for (const words of ['IN PLAIN WORDS\nA part of the price is paid back.', 'Rests on photo 2 by the buyer.', 'Seller 100%']) expect(toSeller.text).toContain(words);
    expect(toSeller.html).toContain('The photo shows a &lt;b&gt;broken&lt;/b&gt; shade.');
    expect(toSeller.text).not.toMatch(/Se le devuelve|sha-256|ev_/);
    expect(toBuyer.text).not.toContain('A part of the price');
  });
});

describe('The desk', () => {
  it('gets one summary a day of all that happened', async () => {
    const all = await openDispute(house.parley);
    await all.seller.rejectsClaim();
    await all.buyer.escalates();
    await all.buyer.says('Please look at the photo.', { audience: 'staff' });
    // The summary tells what was planned for it by then; the worker reads events a moment after they happened.
    await eventually(async () => (await house.parley.sql.query(`SELECT 1 FROM mail_desk_item WHERE dispute_id = $1`, [all.scene.disputeId])).length === 2);
    const summaries = async () => {
      const { data } = await all.clock.asks<{ data: { kind: string; role: string; subject: string; text: string }[] }>('get', '/v1/sandbox/mailbox?limit=100');
      return data.filter(({ kind }) => kind === 'digest');
    };
    // Whatever passed before may have held the hour of a summary, too; a day holds it once.
    const before = await summaries();
    await all.clock.passes('PT24H');
    const digests = await summaries();
    expect(digests).toHaveLength(before.length + 1);
    expect(digests[0]).toMatchObject({ role: 'staff', to: 'desk' });
    expect(digests[0]?.text).toMatch(/- A case waits to be taken up\.\n- A party wrote to the platform\./);
  });
});
