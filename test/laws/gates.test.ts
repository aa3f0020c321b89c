import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from '../../src/foundation/http/index.js';
import { isStage, type State } from '../../src/disputes/index.js';
import { listStatement, type ListFilter, type Whose } from '../../src/disputes/store/dispute-list.sql.js';
import { DeadlinesRepository } from '../../src/disputes/store/deadlines.repository.js';
import { ReadingService } from '../../src/disputes/reading.service.js';
import { casesQuery } from '../../src/escalation/store/case-queue.sql.js';
import { FeedRepository } from '../../src/notifications/store/feed.repository.js';
import { bootApp, type TestApp } from '../support/app.js';
import { queuedCase } from '../support/desk.js';
import { people } from '../support/people.js';
import { copies, type Original } from './copies.js';
import { House, type Step } from './house.js';
import { slowPartsOf, statementsDuring, type Sent } from './plans.js';
import { ALSO, REACH } from './reach.js';

const ROWS = 100_000;

/** Everything that the desk keeps of a dispute. */
const ALL_AT_THE_DESK: readonly Step[] = [
  ...REACH['escalated.awaitingInformation'], { type: 'informationGiven' }, { type: 'informationGiven' }, { type: 'settlementProposed' }, { type: 'settlementRejected' },
  { type: 'arbitratorRuled' }, { type: 'partyAppealed' },
];

/** Every list there is: whose, with which filters, the first page and the next. */
function lists(): Sent[] {
  const filters: ListFilter[] = [{}, { stage: 'negotiation' }, { states: ['negotiation.awaitingBuyer'] }, { waitingOn: 'buyer' }, { reason: 'other' }];
  const callers: [Whose, string][] = [['own', 'b-busy'], ['own', 's-busy'], ['buyer', 'b-busy'], ['seller', 's-busy'], ['all', 'lea']];
  const pages = callers.flatMap(([whose, caller]) => filters.flatMap((filter) => [null, 'dp_5'].map((before) => listStatement(whose, caller, filter, before, 50))));
  const cases = [{}, { state: 'escalated.queued' }, { holder: 'h-10' }, { unheld: true as const }, { priority: 0 }].flatMap((filter) =>
    [undefined, ['2026-01-01T00:00:00Z', 'dp_5'] as const].map((after) => casesQuery({ filter, sort: 'dueAt', reader: 'arturo', mostHeld: 10, after, most: 51 })));
  return [...pages, ...cases];
}

describe('Statements', () => {
  let parley: TestApp;
  beforeAll(async () => {
    parley = await bootApp({ roles: 'api' });
  });
  afterAll(() => parley.close());

  /** How many statements it takes. Nothing else runs: there is no worker. */
  async function statements(doing: () => Promise<unknown>): Promise<number> {
    const before = parley.sql.statements;
    await doing();
    return parley.sql.statements - before;
  }

  it('are two to open, two to offer or answer, two to take the next case, one to read and one to list, through HTTP', async () => {
    const { buyer, seller } = await people(parley);
    await buyer.drafts({ reason: 'other', statement: 'The shade is broken and the foot is bent.' });
    const taken = {
      open: await statements(() => buyer.opens()),
      offer: await statements(() => seller.offers(20)),
      message: await statements(() => seller.says('Is that all right?')),
      counterOffer: await statements(() => buyer.offers(100)),
      read: await statements(() => buyer.sees()),
      list: await statements(() => buyer.asks('get', '/v1/disputes?limit=50')),
      draft: await statements(() => buyer.drafts({ reason: 'other', statement: 'The shade is broken and the foot is bent.' })),
    };
    const { arbitrator } = await queuedCase(parley);
    const next = await statements(() => arbitrator.asks('post', '/v1/cases/take-next'));
    expect(next).toBe(2);
    expect(taken).toEqual({ open: 2, offer: 2, message: 2, counterOffer: 2, read: 1, list: 1, draft: 2 });
  });
});

describe('Updates inside negotiation', () => {
  it('stay heap-only for nine in ten, after a thousand offers, rejections and messages', async () => {
    // Few connections, so that each can be asked for its counters when it is done.
    const parley = await bootApp({ roles: 'api', env: { DB_POOL: '2' } });
    const house = new House(parley);
    const updates = async () => {
      await Promise.all([1, 2].map(() => house.sql.query('SELECT pg_stat_force_next_flush(), pg_sleep(0.05)')));
      const [row] = await house.sql.query<{ all: number; hot: number }>(`SELECT n_tup_upd::integer AS all, n_tup_hot_upd::integer AS hot FROM pg_stat_user_tables WHERE relname = 'dispute'`);
      return row!;
    };
    const talk: Step[] = [
      { type: 'buyerRejectedOffer' }, { type: 'messageSent', role: 'seller' }, { type: 'buyerOffered' }, { type: 'messageSent', role: 'buyer' },
      { type: 'sellerRejectedOffer' }, { type: 'buyerOffered' }, { type: 'sellerOffered' }, { type: 'messageSent', role: 'buyer' },
      { type: 'buyerRejectedOffer' }, { type: 'messageSent', role: 'seller' },
    ];
    const freshOnes = async () => {
      const ids: string[] = [];
      for (let index = 0; index < 100; index += 1) ids.push(await house.lived(REACH['negotiation.awaitingBuyer']));
      return ids;
    };
    const talkedAbout = async (ids: readonly string[]) => {
      const before = await updates();
      for (const step of talk) for (const id of ids) await house.does(id, step);
      expect(isStage((await house.read(ids[0]!)).state, 'negotiation')).toBe(true);
      const after = await updates();
      return [after.all - before.all, after.hot - before.hot] as const;
    };
    // An automatic ANALYZE holds a snapshot, and on a busy machine for long: pages cannot be pruned meanwhile.
    const first = await freshOnes();
    await house.sql.query(`DO $$ DECLARE t regclass; BEGIN
      FOR t IN SELECT c.oid FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace LOOP
        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', t);
      END LOOP; END $$`);
    let [all, hot] = await talkedAbout(first);
    // The catalogues' own ANALYZE cannot be turned off; it does not come twice.
    if (hot / all < 0.9) [all, hot] = await talkedAbout(await freshOnes());
    console.log(`gates: ${hot} of ${all} updates of dispute inside negotiation were heap-only`);
    expect(all).toBe(1_000);
    expect(hot / all).toBeGreaterThanOrEqual(0.9);
    await parley.close();
  });
});

describe(`The plans of hot statements on ${ROWS} rows`, () => {
  let parley: TestApp;
  let house: House;
  const looked = new Map<string, string[]>();

  beforeAll(async () => {
    parley = await bootApp({ roles: 'api', env: { SWEEP_INTERVAL_MS: '60000' } });
    house = new House(parley);
    await seed();
  }, 120_000);
  afterAll(() => parley.close());

  /** Most disputes are over, some are negotiated, a tenth is at the desk. */
  async function seed(): Promise<void> {
    const shares: [State, number, (readonly Step[])?][] = [
      ['closed.settled', 0.6], ['negotiation.awaitingBuyer', 0.15], ['escalated.queued', 0.1], ['refunding.pending', 0.05], ['appealed.queued', 0.1, ALL_AT_THE_DESK],
    ];
    const originals = await Promise.all(shares.map(async ([state, share, way]): Promise<Original> => {
      const id = await house.lived(way ?? REACH[state]);
      const idempotency = { caller: 'ana', key: `seed-${state}`, fingerprint: 'f' };
      await house.tries(id, { type: 'messageSent', role: 'buyer' }, { idempotency, answer: () => new Answer(200, {}) });
      return { id, orderId: (await house.read(id)).orderId, key: idempotency.key, count: ROWS * share };
    }));
    await copies(parley.database.url, originals);
    await house.sql.query(`INSERT INTO event_feed SELECT row_number() OVER (ORDER BY e.id), e.dispute_id, e.seq, e.type, d.buyer_id, d.seller_id, true, true, true, true, now()
      FROM dispute_event e JOIN dispute d ON d.id = e.dispute_id`);
    // A table of a few rows is read whole, whatever indexes it has.
    await house.sql.query(`INSERT INTO arbitrator_conflict (id, arbitrator, party_id, reason, declared_at)
      SELECT 'coi_' || g, 'h-' || g % 50, 's-' || g, 'They are related.', now() FROM generate_series(1, 5000) g`);
    await house.sql.query(`INSERT INTO case_recusal (dispute_id, arbitrator, seq, recused_at)
      SELECT q.dispute_id, 'h-1', 9, now() FROM case_queue q LIMIT 5000`);
    await house.sql.query(`INSERT INTO suspended_case (dispute_id, holder) SELECT q.dispute_id, 'h-' || right(q.dispute_id, 2) FROM case_queue q LIMIT 5000`);
    await house.sql.query('ANALYZE event_feed, arbitrator_conflict, case_recusal, suspended_case');
  }

  async function look(sent: readonly Sent[]): Promise<void> {
    for (const statement of sent) looked.set(statement.name, await slowPartsOf(house.sql, statement));
  }

  const slow = () => Object.fromEntries([...looked].filter(([, parts]) => parts.length > 0));

  it('has so many rows', async () => {
    const [count] = await house.sql.query('SELECT (SELECT count(*) FROM dispute) AS disputes, (SELECT count(*) FROM deadline) > 30000 AS deadlines');
    expect(count).toEqual({ disputes: ROWS + 5, deadlines: true });
  });

  it('read no table whole and sort nothing: every decision on every way', async () => {
    looked.clear();
    for (const way of [...Object.values(REACH), ...ALSO.map(([, steps]) => steps)]) await look(await statementsDuring(house.sql, () => house.lived(way)));
    console.log(`gates: the plans of ${looked.size} statements of decisions`);
    expect(looked.size).toBeGreaterThan(30);
    expect(slow()).toEqual({});
  }, 120_000);

  it('read no table whole and sort nothing: timelines, messages, what was read of them, chains, sweeps', async () => {
    looked.clear();
    const reading = parley.app.get(ReadingService);
    const [caller, staff] = [{ sub: 'b-1', roles: [] }, { sub: 'lea', roles: ['lead' as const] }];
    await look(await statementsDuring(house.sql, async () => {
      await reading.timeline('dp_1', caller, 0, 50);
      await reading.messages('dp_1', caller, null, 50);
      await reading.chain('dp_1', staff);
      await reading.markRead('dp_1', caller, 5);
      await reading.unreadOf(caller);
      await parley.app.get(DeadlinesRepository).lease();
      await parley.app.get(DeadlinesRepository).nextDue();
    }));
    console.log(`gates: the plans of ${[...looked.keys()].join(', ')}`);
    expect(looked.size).toBe(9);
    expect(slow()).toEqual({});
  });

  it('read no table whole and sort nothing: the feed, whoever reads, and what fills it', async () => {
    looked.clear();
    const feed = parley.app.get(FeedRepository);
    const readers = [['b-busy', false, false], ['s-busy', false, false], ['b-7', false, false], ['lea', true, false], ['h-1', true, false], ['shop', false, true]] as const;
    for (const [sub, isStaff, isMarketplace] of readers) {
      for (const after of [0, ROWS / 2, ROWS]) {
        await look(await statementsDuring(house.sql, async () => {
          await feed.page({ reader: { sub, isStaff, isMarketplace, knowsParties: true }, after, types: null, disputeId: null, limit: 50 });
          await feed.page({ reader: { sub, isStaff, isMarketplace, knowsParties: true }, after, types: ['buyerOpened'], disputeId: 'dp_5', limit: 50 });
          await feed.news(after, 500, ['h-1', 'lea']);
          await feed.purge(1_000);
          await feed.unplaced(500);
        }));
        // The head is one row, and tables of one row are read whole.
        for (const [name, parts] of looked) looked.set(name, parts.filter((part) => part !== 'Seq Scan on feed_head'));
        expect([sub, after, slow()]).toEqual([sub, after, {}]);
      }
    }
    console.log(`gates: the plans of ${[...looked.keys()].join(', ')}`);
    expect(looked.size).toBe(9);
  });

  it('read no table whole, sort nothing and count nothing: every list', async () => {
    looked.clear();
    await look(lists());
    console.log(`gates: the plans of ${looked.size} lists`);
    expect(lists().filter(({ text }) => /count\s*\(/i.test(text))).toEqual([]);
    expect(slow()).toEqual({});
  });
});
