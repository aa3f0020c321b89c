import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Correspondence, countOf, type Story } from '../../../test/support/correspondence.js';
import { eventually } from '../../../test/support/eventually.js';
import { composed } from '../../../test/support/inbound.js';
import { newId } from '../../foundation/ids.js';

interface Parked {
  id: string;
  status: string;
  reason: string | null;
  disputeId: string | null;
  role: string | null;
  tries: number;
  headers?: { name: string; value: string }[];
}

const PATH = '/v1/parked-inbound-mails';
const post = new Correspondence();
/** Mails are read in threads of their own, on a machine that does other things as well. */
const MINUTES = 180_000;

beforeAll(async () => {
  await post.opens();
  await post.parley.sql.query(`CREATE FUNCTION nobody_speaks() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'of ana@mail.example'; END $$`);
});
afterAll(() => post.closes());

/** A house in which nothing that anybody says can be kept. */
const breaks = () => post.parley.sql.query('CREATE TRIGGER nobody_speaks BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION nobody_speaks()');
const mends = () => post.parley.sql.query('DROP TRIGGER IF EXISTS nobody_speaks ON message');

/** Delivers a mail that fails until it is given up: the rests between its tries are over at once. */
async function givenUp(all: Story, subject = 'Re: your lamp'): Promise<{ id: string; to: string }> {
  const to = await post.replyTo(all.buyerMail);
  await breaks();
  const id = await post.delivers(await composed({ from: `Ana <${all.buyerMail}>`, to, subject: `${subject} ${to}`, text: 'Said once.', messageId: `<${randomUUID()}@mail.example>`, headers: { 'X-Mailer': 'Paloma 3' } }));
  await eventually(async () => (await post.parley.sql.query(`SELECT 1 FROM inbound_mail WHERE id = $1 AND tries = 1 AND leased_until IS NULL`, [id])).length > 0, MINUTES / 2);
  await post.parley.sql.query('UPDATE inbound_mail SET tries = 8, next_try = clock_timestamp() WHERE id = $1', [id]);
  expect((await post.becameOf(id)).status).toBe('parked');
  await mends();
  return { id, to };
}

/** A mail as it lies there when it was given up. */
async function lies(): Promise<string> {
  const id = newId('im');
  const raw = Buffer.from('From: a@b.example\r\nSubject: =?utf-8?Q?L=C3=A1mpara?=\r\nDate: Fri, 6 Mar 2026 10:00:00 +0000\r\n\r\nSecret words of mine.\r\n');
  await post.parley.sql.query(
    `INSERT INTO inbound_mail (id, way, size, raw, envelope_from, envelope_to, status, reason, tries, done_at) VALUES ($1, 'smtp', $2, $3, 'a@b.example', 'reply+x@y.example', 'parked', 'failed', 9, clock_timestamp())`,
    [id, raw.length, raw]);
  return id;
}

const listed = async ({ lead }: Story): Promise<Parked[]> => (await lead.asks<{ data: Parked[] }>('get', `${PATH}?limit=100`)).data;

describe('An answer that was given up', () => {
  it('is listed for leads with why, shown with the headers that matter, and says nothing of what was written or of an address', async () => {
    const all = await post.opened();
    const { id, to } = await givenUp(all);
    const [found] = (await listed(all)).filter((mail) => mail.id === id);
    expect(found).toMatchObject({ id, status: 'parked', reason: 'P0001', disputeId: all.scene.disputeId, role: 'buyer', tries: 9, doneAt: expect.any(String) });
    const shown = await all.lead.asks<Parked>('get', `${PATH}/${id}`);
    expect(Object.fromEntries(shown.headers!.map(({ name, value }) => [name, value]))).toMatchObject({
      subject: 'Re: your lamp …@reply.parley.example', 'x-mailer': 'Paloma 3', 'content-type': expect.stringMatching(/^text\/plain/), date: expect.any(String),
    });
    for (const secret of [to, to.slice(6, 61), all.buyerMail, 'Said once', 'Ana']) expect(JSON.stringify([found, shown])).not.toContain(secret);
    expect((await post.parley.http.get('/metrics')).text).toMatch(/parley_inbound_mails\{status="parked"\} [1-9]/);
  }, MINUTES);

  it('is tried again once, however many ask at the same time, and says what it says once', async () => {
    const all = await post.opened();
    const { id } = await givenUp(all);
    const both = await Promise.all([0, 1].map(() => all.lead.request('post', `${PATH}/${id}/retry`)));
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'mail_not_parked' });
    expect((await post.becameOf(id)).status).toBe('taken');
    expect(await countOf(all.seller)).toBe(1);
    expect(await all.lead.asks('get', `${PATH}/${id}`)).toMatchObject({ status: 'taken', reason: null, headers: [] });
    expect((await all.lead.request('post', `${PATH}/${id}/dismiss`)).status).toBe(409);
    expect(await countOf(all.seller)).toBe(1);
  }, MINUTES);

  it('is dismissed once, forgotten, and counted', async () => {
    const all = await post.opened();
    const id = await lies();
    const both = await Promise.all(['dismiss', 'dismiss'].map((what) => all.lead.request('post', `${PATH}/${id}/${what}`)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 200)?.body).toMatchObject({ id, status: 'refused', reason: 'dismissed' });
    expect(await post.parley.sql.query('SELECT 1 FROM inbound_mail WHERE id = $1 AND raw IS NULL AND envelope_from IS NULL AND envelope_to IS NULL', [id])).toHaveLength(1);
    expect((await all.lead.request('post', `${PATH}/${id}/retry`)).body).toMatchObject({ code: 'mail_not_parked' });
    expect((await listed(all)).map((mail) => mail.id)).not.toContain(id);
    expect((await post.parley.http.get('/metrics')).text).toMatch(/parley_inbound_mails_total\{way="smtp",outcome="dismissed"\} 1/);
  }, MINUTES);

  it('is either tried again or dismissed, where two leads want different things', async () => {
    const all = await post.opened();
    const id = await lies();
    const both = await Promise.all(['retry', 'dismiss'].map((what) => all.lead.request('post', `${PATH}/${id}/${what}`)));
    expect(both.filter(({ status }) => status < 300)).toHaveLength(1);
    expect(both.map(({ status }) => status)).toContain(409);
  }, MINUTES);

  it('comes in pages, newest first, with headers that are read as they are meant', async () => {
    const all = await post.opened();
    const ids = [await lies(), await lies(), await lies()];
    const first = await all.lead.asks<{ data: Parked[]; hasMore: boolean; nextCursor: string }>('get', `${PATH}?limit=2`);
    expect([first.data.map(({ id }) => id), first.hasMore]).toEqual([[ids[2], ids[1]], true]);
    const second = await all.lead.asks<{ data: Parked[] }>('get', `${PATH}?limit=2&cursor=${first.nextCursor}`);
    expect(second.data[0]?.id).toBe(ids[0]);
    expect((await all.lead.request('get', `/v1/parked-mails?cursor=${first.nextCursor}`)).status).toBe(400);
    expect((await all.lead.asks<Parked>('get', `${PATH}/${ids[0]}`)).headers).toEqual([{ name: 'subject', value: 'Lámpara' }, { name: 'date', value: expect.stringContaining('2026') }]);
  }, MINUTES);

  it('is nobody’s business but a lead’s', async () => {
    const all = await post.opened();
    const id = await lies();
    for (const who of [all.buyer, all.seller, all.arbitrator, all.marketplace, all.stranger]) {
      for (const [method, path] of [['get', PATH], ['get', `${PATH}/${id}`], ['post', `${PATH}/${id}/retry`], ['post', `${PATH}/${id}/dismiss`]] as const) {
        expect([who.name, path, (await who.request(method, path)).status]).toEqual([who.name, path, 403]);
      }
    }
    for (const [method, path] of [['get', `${PATH}/im_none`], ['post', `${PATH}/im_none/retry`], ['post', `${PATH}/im_none/dismiss`]] as const) {
      expect((await all.lead.request(method, path)).status).toBe(404);
    }
    expect((await post.parley.sql.query(`SELECT status FROM inbound_mail WHERE id = $1`, [id]))).toEqual([{ status: 'parked' }]);
  }, MINUTES);
});
