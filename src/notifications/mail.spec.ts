import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../test/support/app.js';
import { eventually } from '../../test/support/eventually.js';
import { MailServer, type ReceivedMail } from '../../test/support/mail-server.js';
import { openDispute, verifiedPhotos } from '../../test/support/opened.js';
import { people, type People } from '../../test/support/people.js';
import type { Person } from '../../test/support/person.js';
import { MailSendingRepository } from './store/mail-sending.repository.js';

const server = new MailServer();
let parley: TestApp;
let second: TestApp;

beforeAll(async () => {
  const env = { SMTP_URL: await server.opens(), MAIL_FROM: 'disputes@parley.example' };
  parley = await bootApp({ env });
  second = await bootApp({ roles: 'worker', database: parley.database, env });
});
afterAll(async () => {
  await second.close();
  await parley.close();
  await server.closes();
});

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

let story = 0;

/** Everybody of an open dispute, both with an address of their own. */
async function told(otherwise: Record<string, unknown> = {}): Promise<People & { buyerMail: string; sellerMail: string }> {
  story += 1;
  const [buyerMail, sellerMail] = [`ana-${story}@mail.example`, `lumen-${story}@mail.example`];
  const everybody = await people(parley);
  await everybody.marketplace.pushesOrder({
    buyerEmail: buyerMail, sellerEmail: sellerMail, buyerLocale: 'es-ES', sellerLocale: 'en-GB', buyerTimeZone: noon(), sellerTimeZone: noon(), ...otherwise,
  });
  return { ...everybody, buyerMail, sellerMail };
}

/** Where it is noon now, so that nothing waits for a morning. */
function noon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

const mailsTo = (address: string): ReceivedMail[] => server.received.filter(({ to }) => to === address);
const header = ({ email }: ReceivedMail, name: string): string => email.headers.find(({ key }) => key === name)?.value ?? '';

const arrives = (address: string, count = 1): Promise<ReceivedMail[]> =>
  eventually(() => (mailsTo(address).length >= count ? mailsTo(address) : null)).catch(() => {
    throw new Error(`${address} got ${mailsTo(address).map(({ email }) => email.subject).join(' | ')}`);
  });

const statusOf = async (recipient: string, disputeId: string): Promise<{ status: string; tries: number; failure: string | null }[]> =>
  parley.sql.query(`SELECT status, tries, failure FROM mail WHERE recipient_id = $1 AND dispute_id = $2 ORDER BY id`, [recipient, disputeId]);

/** Real time that tests need not wait for. */
const itIsTimeToTryAgain = () => parley.sql.query(`UPDATE mail SET next_try = now() WHERE status = 'waiting'`);

async function opens(all: People): Promise<void> {
  await all.buyer.drafts();
  await verifiedPhotos(parley, all);
  await all.buyer.opens();
}

describe('A dispute by e-mail', () => {
  it('is told to each side in their language, with the next step, in one thread, and to nobody twice', async () => {
    const all = await told();
    await opens(all);
    const [toSeller] = await arrives(all.sellerMail);
    expect(toSeller?.email.subject).toMatch(/^A buyer complains about Brass lamp \(D-\d{4}-\d{6}\)$/);
    expect(toSeller?.email.from).toMatchObject({ address: 'disputes@parley.example' });
    expect(toSeller?.email.html).toMatch(/<html lang="en"/);
    expect(toSeller?.email.text).toMatch(/- accept the claim\n[\s\S]*Please answer by .* You have 5 days left\.[\s\S]*If you do nothing: The dispute goes to the platform/);
    const [toBuyer] = await arrives(all.buyerMail);
    expect(toBuyer?.email.subject).toMatch(/^Hemos recibido su reclamación/);
    await all.seller.offers(60, 'Six euros <b>more</b>?');
    const [, offered] = await arrives(all.buyerMail, 2);
    expect(offered?.email.subject).toMatch(/^El vendedor ofrece un reembolso de 60,00\s€/);
    expect(offered?.email.text).toMatch(/El vendedor escribió:\n> Six euros <b>more<\/b>\?/);
    expect(offered?.email.html).toContain('Six euros &lt;b&gt;more&lt;/b&gt;?');
    expect(offered?.email.text).toMatch(/Puede:\n- hacer una oferta\n- aceptar la oferta\n/);
    const threads = [toBuyer, offered].map((mail) => [header(mail!, 'in-reply-to'), header(mail!, 'references')].join(' '));
    expect(threads[0]).toBe(`<${all.scene.disputeId}.buyer@parley.example> <${all.scene.disputeId}.buyer@parley.example>`);
    expect(threads[1]).toBe(threads[0]);
    expect(header(toBuyer!, 'message-id')).toMatch(/^<ml_\w{26}@parley\.example>$/);
    expect(header(offered!, 'auto-submitted')).toBe('auto-generated');
    expect(mailsTo(all.sellerMail)).toHaveLength(1);
  });

  it('names nobody’s address to anybody else, nor in a log', async () => {
    const all = await told();
    await opens(all);
    await all.seller.says('Hello.');
    const mails = [...(await arrives(all.buyerMail, 2)), ...(await arrives(all.sellerMail))];
    for (const { to, raw } of mails) {
      const [own, other] = to === all.buyerMail ? [all.buyerMail, all.sellerMail] : [all.sellerMail, all.buyerMail];
      expect(raw).toContain(own);
      expect(raw).not.toContain(other);
    }
    for (const who of [all.seller, all.buyer, all.lead]) expect(JSON.stringify(await who.sees())).not.toContain('mail.example');
    const { rows } = { rows: await parley.sql.query<{ text: string }>(`SELECT m::text AS text FROM mail m`) };
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ text }) => text.includes('mail.example'))).toEqual([]);
  });

  it('may be stopped with one click where it may be stopped, and says so in its head', async () => {
    const all = await told();
    await opens(all);
    await all.buyer.says('Are you there?');
    const [opened, said] = await arrives(all.sellerMail, 2);
    expect(header(opened!, 'list-unsubscribe')).toBe('');
    expect(header(said!, 'list-unsubscribe')).toMatch(/^<http.*\/v1\/unsubscribe\?token=[\w.-]+>$/);
    expect(header(said!, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const link = /<([^>]+)>/.exec(header(said!, 'list-unsubscribe'))![1]!.replace(/^https?:\/\/[^/]+/, parley.url);
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' };
    // Programs that look through mails follow links: that alone must not stop anything.
    const asked = await fetch(link, { headers: { 'accept-language': 'es' } });
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringMatching(/<html lang="es">[\s\S]*«Mensajes»[\s\S]*<form method="post">/)]);
    expect(await choiceOf(all.seller, 'message_received')).toMatchObject({ enabled: true, mandatory: false });
    for (const times of ['once', 'twice']) expect([times, (await fetch(link, form)).status]).toEqual([times, 200]);
    expect(await choiceOf(all.seller, 'message_received')).toMatchObject({ enabled: false });
    expect((await fetch(link.slice(0, -3), form)).status).toBe(404);
    expect((await fetch(`${parley.url}/v1/disputes`, form)).status).toBe(415);
    await all.buyer.says('Still there?');
    await all.buyer.withdraws();
    const later = await arrives(all.sellerMail, 3);
    expect(later[2]?.email.subject).toMatch(/^The buyer withdrew the complaint/);
    await all.seller.asks('put', PREFERENCES, { preferences: [] });
    expect(await choiceOf(all.seller, 'message_received')).toMatchObject({ enabled: true });
  });

  it('asks people what they want, and not about rulings, money and deadlines', async () => {
    const { stranger, anonymous } = await people(parley);
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

describe('A mail server', () => {
  it('that refuses for now gets the same letter again', async () => {
    const all = await told();
    server.moods.push({ refuses: 451, at: 'recipient' }, { refuses: 421, at: 'data' });
    await opens(all);
    await eventually(async () => (await statusOf(all.seller.sub, all.scene.disputeId!)).concat(await statusOf(all.buyer.sub, all.scene.disputeId!)).filter(({ failure }) => failure !== null).length === 2);
    const waiting = (await statusOf(all.seller.sub, all.scene.disputeId!)).concat(await statusOf(all.buyer.sub, all.scene.disputeId!));
    expect(waiting.map(({ status, tries, failure }) => `${status} ${tries} ${failure}`).sort()).toEqual(['waiting 1 421', 'waiting 1 451']);
    await itIsTimeToTryAgain();
    await arrives(all.sellerMail);
    await arrives(all.buyerMail);
  });

  it('that takes a letter and dies before it says so gets it again under the same Message-ID', async () => {
    const all = await told();
    server.moods.push('takesAndDrops', 'drops');
    await opens(all);
    await eventually(async () => (await parley.sql.query(`SELECT 1 FROM mail WHERE dispute_id = $1 AND failure IS NOT NULL`, [all.scene.disputeId])).length === 2);
    await itIsTimeToTryAgain();
    await eventually(() => mailsTo(all.sellerMail).length + mailsTo(all.buyerMail).length === 3);
    const ids = [...mailsTo(all.sellerMail), ...mailsTo(all.buyerMail)].map((mail) => header(mail, 'message-id'));
    expect([ids.length, new Set(ids).size]).toEqual([3, 2]);
    // The server has a letter before its sender knows.
    const sent = () => statusOf(all.seller.sub, all.scene.disputeId!);
    await eventually(async () => (await sent()).every(({ status }) => status === 'sent'));
    expect((await sent()).map(({ status, failure }) => [status, failure])).toEqual([['sent', null]]);
  });

  it('that knows no such person ends it: the letter is parked, counted and shown, and its address is told to nobody', async () => {
    const all = await told();
    server.moods.push({ refuses: 550, at: 'recipient' }, { refuses: 554, at: 'data' });
    await opens(all);
    const parked = await eventually(async () => {
      const mails = await parley.sql.query<{ failure: string }>(`SELECT failure FROM mail WHERE dispute_id = $1 AND status = 'parked'`, [all.scene.disputeId]);
      return mails.length === 2 ? mails : null;
    });
    expect(parked.map(({ failure }) => failure).sort()).toEqual(['550', '554']);
    expect((await parley.http.get('/metrics')).text).toMatch(/parley_mails\{status="parked"\} 2/);
    const { data } = await all.clock.asks<{ data: { disputeId?: string; status: string; failure?: string }[] }>('get', '/v1/sandbox/mailbox?limit=100');
    expect(data.filter(({ disputeId, status }) => disputeId === all.scene.disputeId && status === 'parked')).toHaveLength(2);
    await itIsTimeToTryAgain();
    await all.seller.says('Hello?');
    await arrives(all.buyerMail);
    expect(mailsTo(all.buyerMail)).toHaveLength(1);
  });

  it('that is slow holds up nobody else, and nothing is sent twice meanwhile', async () => {
    const [slow, other] = [await told(), await told()];
    await eventually(async () => (await parley.app.get(MailSendingRepository).count()).waiting === 0);
    server.moods.push({ delays: 1_500 }, { delays: 1_500 });
    await opens(slow);
    await eventually(() => server.moods.length === 0);
    await opens(other);
    await arrives(other.sellerMail);
    expect(mailsTo(slow.sellerMail)).toHaveLength(0);
    await arrives(slow.sellerMail);
    await arrives(slow.buyerMail);
    await eventually(async () => (await parley.app.get(MailSendingRepository).count()).waiting === 0);
    expect([mailsTo(slow.sellerMail).length, mailsTo(other.sellerMail).length]).toEqual([1, 1]);
  });

  it('may be gone for an hour: a worker that was killed with letters in hand loses none', async () => {
    const all = await told();
    server.moods.push({ refuses: 451, at: 'recipient' }, { refuses: 451, at: 'recipient' });
    await opens(all);
    await eventually(async () => (await parley.sql.query(`SELECT 1 FROM mail WHERE dispute_id = $1 AND failure = '451'`, [all.scene.disputeId])).length === 2);
    // As a killed worker leaves them: claimed, with a lease that nobody gives back.
    await parley.sql.query(`UPDATE mail SET leased_until = clock_timestamp() + interval '300 ms', next_try = now() WHERE dispute_id = $1`, [all.scene.disputeId]);
    await arrives(all.sellerMail);
    await arrives(all.buyerMail);
    const left = await parley.sql.query<{ early: boolean }>(`SELECT 1 FROM mail WHERE dispute_id = $1 AND status <> 'sent'`, [all.scene.disputeId]);
    await eventually(async () => (await statusOf(all.seller.sub, all.scene.disputeId!)).every(({ status }) => status === 'sent'));
    expect(left.length).toBeLessThanOrEqual(2);
  });
});

describe('The desk', () => {
  it('gets one summary a day of all that happened', async () => {
    const all = await openDispute(parley);
    await all.seller.rejectsClaim();
    await all.buyer.escalates();
    await all.buyer.says('Please look at the photo.', { audience: 'staff' });
    await all.clock.passes('PT24H');
    const { data } = await all.clock.asks<{ data: { kind: string; role: string; subject: string; text: string }[] }>('get', '/v1/sandbox/mailbox?limit=100');
    const digests = data.filter(({ kind }) => kind === 'digest');
    expect(digests).toHaveLength(1);
    expect(digests[0]).toMatchObject({ role: 'staff', to: 'desk' });
    expect(digests[0]?.text).toMatch(/- A case waits to be taken up\.\n- A party wrote to the platform\./);
  });
});
