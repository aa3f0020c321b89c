import { setTimeout as rest } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bootApp, type TestApp } from '../../test/support/app.js';
import { eventually } from '../../test/support/eventually.js';
import { openDispute } from '../../test/support/opened.js';
import { people, type People } from '../../test/support/people.js';
import type { Person } from '../../test/support/person.js';
import { newId } from '../foundation/ids.js';
import { FeedRepository } from './store/feed.repository.js';

interface SeenEvent {
  id: string;
  disputeId: string;
  seq: number;
  type: string;
  actor: { role: string; id?: string };
  state: string;
  data: Record<string, unknown>;
  cursor: string;
}
interface SeenPage {
  data: SeenEvent[];
  hasMore: boolean;
  nextCursor: string;
}

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

const page = (who: Person, query = ''): Promise<SeenPage> => who.asks<SeenPage>('get', `/v1/events?limit=100${query}`);

/** Everything after a cursor, page by page. */
async function all(who: Person, query = '', after?: string): Promise<SeenEvent[]> {
  const events: SeenEvent[] = [];
  for (let cursor = after; ; ) {
    const { data, hasMore, nextCursor } = await page(who, `${query}${cursor === undefined ? '' : `&after=${cursor}`}`);
    events.push(...data);
    if (!hasMore) return events;
    cursor = nextCursor;
  }
}

/** Waits until the relay has placed everything that was written; a transaction in any database of the server can hold it up. */
const settled = ({ sql } = parley) =>
  eventually(async () => (await sql.query<{ done: boolean }>('SELECT position = (SELECT count(*) FROM dispute_event) AS done FROM feed_head'))[0]?.done, 30_000);

const typesFor = async (who: Person, { scene }: People): Promise<string[]> => {
  const events = await all(who, `&disputeId=${scene.disputeId}`);
  return events.map(({ type }) => type);
};

describe('The events feed', () => {
  it('shows each reader what they may know of, in the order it happened', async () => {
    const told = await openDispute(parley);
    const { buyer, seller, stranger, arbitrator, lead, marketplace } = told;
    await settled();
    expect(await typesFor(buyer, told)).toEqual(['buyerStarted', 'evidenceAdded', 'evidenceAdded', 'buyerOpened']);
    for (const who of [seller, lead, marketplace]) expect([who.name, await typesFor(who, told)]).toEqual([who.name, ['buyerOpened']]);
    await seller.rejectsClaim();
    await buyer.escalates();
    await buyer.says('For the platform only.', { audience: 'staff' });
    await arbitrator.takes();
    await arbitrator.says('Only for the seller.', { audience: 'seller' });
    await settled();
    const common = ['buyerOpened', 'sellerRejected', 'buyerEscalated'];
    expect((await typesFor(buyer, told)).slice(3)).toEqual([...common, 'messageSent', 'caseTaken']);
    expect(await typesFor(seller, told)).toEqual([...common, 'caseTaken', 'messageSent']);
    expect(await typesFor(lead, told)).toEqual([...common, 'messageSent', 'caseTaken', 'messageSent']);
    expect(await typesFor(marketplace, told)).toEqual([...common, 'caseTaken']);
    expect(await typesFor(stranger, told)).toEqual([]);
  });

  it('names staff to staff only, and tells no text and no commitment', async () => {
    const told = await openDispute(parley);
    await told.seller.offers(60, 'For a new shade.');
    await told.buyer.rejectsOffer();
    await told.buyer.escalates('Six euros do not repair it.').catch(() => told.seller.escalates('Six euros do not repair it.'));
    await told.arbitrator.takes();
    await settled();
    for (const who of [told.buyer, told.seller, told.marketplace, told.lead]) {
      const events = await all(who, `&disputeId=${told.scene.disputeId}`);
      const taken = events.find(({ type }) => type === 'caseTaken');
      expect([who.name, taken?.actor]).toEqual([who.name, who === told.lead ? { role: 'arbitrator', id: told.arbitrator.sub } : { role: 'arbitrator' }]);
      expect(JSON.stringify(events)).not.toMatch(/shade|repair|[0-9a-f]{64}/);
      expect(events.find(({ type }) => type === 'sellerOffered')?.data).toMatchObject({ remedy: { kind: 'refund', amount: 6_000 } });
    }
  });

  it('hides the parties from arbitrators where the house does, not from leads', async () => {
    const hiding = await bootApp({ roles: 'api', database: parley.database, env: { DESK_HIDES_PARTIES: '1' } });
    const told = await openDispute(hiding);
    await settled();
    const opened = async (who: Person) => (await all(who, `&disputeId=${told.scene.disputeId}`)).find(({ type }) => type === 'buyerOpened')?.actor;
    expect(await opened(told.arbitrator)).toEqual({ role: 'buyer' });
    for (const who of [told.lead, told.seller, told.marketplace]) expect([who.name, await opened(who)]).toEqual([who.name, { role: 'buyer', id: told.buyer.sub }]);
    await hiding.close();
  });

  it('keeps a ruling that waits for approval inside the house', async () => {
    const told = await people(parley);
    await told.marketplace.pushesOrder({ lines: [{ id: 'lamp', title: 'Brass lamp', quantity: 1, paid: 90_000 }] });
    await told.buyer.opensDispute();
    await told.seller.rejectsClaim();
    await told.buyer.escalates();
    await told.arbitrator.takes();
    await told.arbitrator.rules({ remedy: { kind: 'refund', amount: { amount: 90_000, currency: 'EUR' } } });
    await settled();
    expect(await typesFor(told.lead, told)).toContain('arbitratorRuled');
    for (const who of [told.buyer, told.seller, told.marketplace]) {
      const events = await all(who, `&disputeId=${told.scene.disputeId}`);
      expect(events.at(-1)).toMatchObject({ type: 'caseTaken', state: 'escalated.underReview' });
    }
    await told.secondArbitrator.asks('post', `/v1/disputes/${told.scene.disputeId}/messages`, { text: 'Hello.', audience: 'parties' });
    await settled();
    expect((await all(told.buyer, `&disputeId=${told.scene.disputeId}`)).at(-1)).toMatchObject({ type: 'messageSent', state: 'escalated.underReview', actor: { role: 'arbitrator' } });
  });

  it('goes on after a cursor, filters, and refuses what is no cursor', async () => {
    const told = await openDispute(parley);
    await settled();
    const { nextCursor } = await page(told.seller, `&disputeId=${told.scene.disputeId}`);
    expect((await page(told.seller, `&after=${nextCursor}`)).data).toEqual([]);
    await told.seller.offers(60);
    await told.buyer.rejectsOffer();
    await settled();
    const after = await page(told.seller, `&after=${nextCursor}&disputeId=${told.scene.disputeId}`);
    expect(after.data.map(({ type }) => type)).toEqual(['sellerOffered', 'buyerRejectedOffer']);
    const offers = await page(told.seller, `&after=${nextCursor}&types=sellerOffered&disputeId=${told.scene.disputeId}`);
    expect(offers.data.map(({ type }) => type)).toEqual(['sellerOffered']);
    expect(offers.nextCursor).toBe(after.nextCursor);
    const first = await told.seller.asks<SeenPage>('get', `/v1/events?limit=1&after=${nextCursor}&disputeId=${told.scene.disputeId}`);
    expect(first).toMatchObject({ hasMore: true, data: [after.data[0]], nextCursor: after.data[0]?.cursor });
    for (const [query, status, code] of [
      ['after=nonsense', 400, 'malformed'], ['after=%00', 400, 'malformed'], ['types=sellerSang', 422, 'invalid'], ['limit=0', 400, 'malformed'], ['disputeId=x', 422, 'invalid'],
    ] as const) {
      const refused = await told.seller.request('get', `/v1/events?${query}`);
      expect([query, refused.status, (refused.body as { code: string }).code]).toEqual([query, status, code]);
    }
    expect((await told.anonymous.request('get', '/v1/events')).status).toBe(401);
  });

  it('takes one statement, whoever reads', async () => {
    const api = await bootApp({ roles: 'api', database: parley.database });
    const told = await people(api);
    for (const who of [told.buyer, told.lead, told.marketplace]) {
      const before = api.sql.statements;
      await page(who);
      expect(api.sql.statements - before).toBe(1);
    }
    await api.close();
  });

  it('says so when a cursor is older than what is kept', async () => {
    const apart = await bootApp();
    const told = await openDispute(apart);
    await settled(apart);
    const [first] = await all(told.buyer);
    await apart.sql.query(`UPDATE event_feed SET recorded_at = recorded_at - interval '91 days' WHERE position <= 2`);
    expect(await apart.app.get(FeedRepository).purge(1)).toBe(1);
    expect(await apart.app.get(FeedRepository).purge(1_000)).toBe(1);
    expect(await apart.app.get(FeedRepository).purge(1_000)).toBe(0);
    const refused = await told.buyer.request('get', `/v1/events?after=${first?.cursor}`);
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([410, 'cursor_expired']);
    expect((await told.buyer.request('get', `/v1/events/stream?after=${first?.cursor}`)).status).toBe(410);
    expect((await all(told.buyer)).map(({ type }) => type)).toEqual(['evidenceAdded', 'buyerOpened']);
    await apart.close();
  });
});

describe('The feed under ten writers that commit out of order', () => {
  const WRITERS = 10;
  const EACH = 25;
  const EVENT = `INSERT INTO dispute_event (dispute_id, seq, id, type, actor, from_state, to_state, version, input, audience, law_version, policy, occurred_at, canonical, prev_hash, hash)
    SELECT dispute_id, (SELECT max(seq) FROM dispute_event WHERE dispute_id = $1) + 1, $2, 'evidenceRemoved', actor, to_state, to_state, version, '{}', audience, law_version, policy,
      now(), canonical, prev_hash, hash FROM dispute_event WHERE dispute_id = $1 AND type = 'buyerOpened'`;

  /** Every transaction takes its number at once and commits when it likes. */
  async function writes(url: string, disputeId: string): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (let index = 0; index < EACH; index += 1) {
      await client.query('BEGIN');
      await client.query('SELECT pg_current_xact_id()');
      await client.query(EVENT, [disputeId, newId('evt')]);
      await rest(Math.random() * 25);
      await client.query('COMMIT');
    }
    await client.end();
  }

  it('misses nothing and repeats nothing, where a cursor on ids misses some', async () => {
    const apart = await bootApp();
    const second = await bootApp({ roles: 'worker', database: apart.database });
    const disputes = await Promise.all(Array.from({ length: WRITERS }, async () => (await openDispute(apart)).scene.disputeId!));
    const { lead } = await people(apart);
    await settled(apart);
    let { nextCursor: cursor } = await page(lead);
    while ((await page(lead, `&after=${cursor}`)).hasMore) ({ nextCursor: cursor } = await page(lead, `&after=${cursor}`));
    const [newest] = await apart.sql.query<{ id: string }>('SELECT max(id) AS id FROM dispute_event');
    const [read, naive] = [[] as SeenEvent[], [] as string[]];
    let [writing, naiveAt] = [true, newest!.id];
    const done = Promise.all(disputes.map((disputeId) => writes(apart.database.url, disputeId))).then(() => (writing = false));
    for (let last = false; !last; ) {
      last = !writing;
      if (last) await settled(apart);
      const found = await page(lead, `&after=${cursor}`);
      read.push(...found.data);
      cursor = found.nextCursor;
      if (found.hasMore) last = false;
      const rows = await apart.sql.query<{ id: string }>('SELECT id FROM dispute_event WHERE id > $1 ORDER BY id', [naiveAt]);
      naive.push(...rows.map(({ id }) => id));
      naiveAt = rows.at(-1)?.id ?? naiveAt;
    }
    await done;
    const [written] = await apart.sql.query<{ n: number; placed: number; distinct: number }>(
      `SELECT (SELECT count(*) FROM dispute_event WHERE type = 'evidenceRemoved') AS n, count(*) AS placed, count(DISTINCT position) AS distinct FROM event_feed WHERE type = 'evidenceRemoved'`);
    expect(written).toEqual({ n: WRITERS * EACH, placed: WRITERS * EACH, distinct: WRITERS * EACH });
    console.log(`feed: ${read.length} read by the cursor, ${naive.length} of ${WRITERS * EACH} by the naive one`);
    expect(naive.length).toBeLessThan(WRITERS * EACH);
    expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
    expect(read).toHaveLength(WRITERS * EACH);
    for (const disputeId of disputes) {
      const seqs = read.filter((event) => event.disputeId === disputeId).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    }
    await second.close();
    await apart.close();
  });
});
