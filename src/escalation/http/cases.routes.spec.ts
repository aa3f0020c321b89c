import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../../foundation/clock/clock.js';
import { bootApp, type TestApp } from '../../../test/support/app.js';
import { people, type People } from '../../../test/support/people.js';

const HOUR = 3_600_000;

let parley: TestApp;
let staff: People;
const ids: string[] = [];

interface Case {
  disputeId: string;
  state: string;
  holder?: string;
  dueAt: string;
}

/** Seven cases; the second arbitrator holds the last two, which are due days later than those in the queue. */
beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  staff = await people(parley);
  for (let number = 0; number < 7; number += 1) {
    const { marketplace, buyer, seller, secondArbitrator, scene } = await people(parley);
    await marketplace.pushesOrder();
    await buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
    await buyer.opens();
    await seller.rejectsClaim();
    await buyer.escalates();
    if (number >= 5) await secondArbitrator.takes();
    ids.push(scene.disputeId ?? '');
  }
});
afterAll(() => parley.close());

const list = (query = '') => staff.arbitrator.asks<{ data: Case[]; hasMore: boolean; nextCursor: string | null }>('get', `/v1/cases${query}`);
const refused = async (query: string) => {
  const { status, body } = await staff.arbitrator.request('get', `/v1/cases${query}`);
  return [status, body.code];
};

describe('The desk’s queue', () => {
  it('lists what is due first first, in one statement', async () => {
    const before = parley.sql.statements;
    const { data, hasMore, nextCursor } = await list('?sort=dueAt');
    expect(parley.sql.statements - before).toBe(1);
    expect([data.map(({ disputeId }) => disputeId), hasMore, nextCursor]).toEqual([ids, false, null]);
    expect([...data].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))).toEqual(data);
    expect(data[0]).toEqual({
      disputeId: ids[0], number: expect.stringMatching(/^D-\d{4}-\d{6}$/), state: 'escalated.queued', priority: { level: 0, because: [] }, take: { available: true }, dueAt: expect.any(String),
      escalatedAt: expect.any(String), reason: 'other', amount: { amount: 12_000, currency: 'EUR' }, buyerId: staff.buyer.sub, sellerId: staff.seller.sub,
    });
    expect(data[6]).toMatchObject({ state: 'escalated.underReview', holder: staff.secondArbitrator.sub });
  });

  it('comes in pages that neither repeat nor leave out a case', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 9; pages += 1) {
      const page = await list(`?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.data.map(({ disputeId }) => disputeId));
      expect(page.hasMore).toBe(page.nextCursor !== null);
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  });

  it('goes on where it stopped when several cases are due at the same moment', async () => {
    await parley.sql.query(`UPDATE case_queue SET due_at = (SELECT max(due_at) FROM case_queue)`);
    const first = await list('?limit=4');
    const second = await list(`?limit=4&cursor=${first.nextCursor}`);
    expect([...first.data, ...second.data].map(({ disputeId }) => disputeId)).toEqual([...ids].sort());
  });

  it('is narrowed by state, holder and priority', async () => {
    const listed = async (query: string) => (await list(query)).data.map(({ disputeId }) => disputeId);
    expect(await listed('?state=escalated.underReview')).toEqual(ids.slice(5));
    expect(await listed(`?holder=${staff.secondArbitrator.sub}`)).toEqual(ids.slice(5));
    expect(await listed(`?holder=${staff.secondArbitrator.sub}&state=escalated.queued&priority=0`)).toEqual([]);
    expect(await listed('?priority=0')).toHaveLength(7);
    expect(await listed('?priority=1')).toEqual([]);
  });

  it('loses a case that is decided by its parties', async () => {
    const { data } = await list('?limit=1');
    staff.scene.disputeId = data[0]?.disputeId ?? '';
    await staff.buyer.withdraws();
    expect((await list()).data).toHaveLength(6);
  });

  it('is the staff’s alone', async () => {
    for (const other of [staff.buyer, staff.seller, staff.stranger, staff.marketplace]) expect((await other.request('get', '/v1/cases')).status).toBe(403);
    expect((await staff.anonymous.request('get', '/v1/cases')).status).toBe(401);
    expect((await staff.lead.request('get', '/v1/cases')).status).toBe(200);
  });

  it.each([
    ['?state=closed.ruled', 422, 'invalid'], ['?state=escalated.queued&state=decided', 422, 'invalid'], ['?priority=-1', 422, 'invalid'],
    ['?sort=priority', 422, 'invalid'], ['?amountFrom=5', 422, 'invalid'], ['?amountFrom=-1&currency=EUR', 422, 'invalid'], ['?olderThan=P1M', 422, 'invalid'],
    ['?holder=a%00b', 400, 'malformed'], ['?colour=red', 422, 'invalid'], ['?limit=0', 400, 'malformed'], ['?limit=101', 400, 'malformed'],
    ['?cursor=nonsense', 400, 'malformed'],
  ])('refuses %s', async (query, status, code) => {
    expect(await refused(query)).toEqual([status, code]);
  });

  it('refuses the cursor of another list, and one that was made up', async () => {
    const { nextCursor } = await list('?limit=1&sort=dueAt');
    expect(await refused(`?limit=1&priority=0&cursor=${nextCursor}`)).toEqual([400, 'malformed']);
    expect(await refused(`?limit=1&sort=urgency&cursor=${nextCursor}`)).toEqual([400, 'malformed']);
    const [mark] = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString()) as string[];
    for (const place of [['soon', 'dp_1'], [1, 2], ['2026-99-99T00:00:00.000Z', 'dp_1'], ['2026-02-31T00:00:00.000Z', 'dp_1'], ['0000-01-01T00:00:00.000Z', 'dp_1'], ['2026-01-01T00:00:00.000Z']]) {
      const forged = Buffer.from(JSON.stringify([mark, ...place])).toString('base64url');
      expect(await refused(`?sort=dueAt&cursor=${forged}`)).toEqual([400, 'malformed']);
    }
  });
});

interface Told {
  disputeId: string;
  priority: { level: number; because: { code: string; text: string }[] };
}

describe('What does not wait', () => {
  it('is called due soon, then overdue, in the reader’s words, and counted for whoever is no party', async () => {
    const { marketplace, buyer, seller, lead, scene } = await people(parley);
    await marketplace.pushesOrder();
    await buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
    await buyer.opens();
    await seller.rejectsClaim();
    await buyer.escalates();
    const told = async (language: string) => {
      const { data } = await lead.asks<{ data: Told[] }>('get', '/v1/cases?limit=100', undefined, { 'accept-language': language });
      return data.find(({ disputeId }) => disputeId === scene.disputeId)?.priority;
    };
    const counts = async (who: Pick<People['lead'], 'asks'> = lead) => who.asks<Record<string, number>>('get', '/v1/cases/counts');
    // The others of this file are due days later.
    expect([await told('en'), await counts()]).toMatchObject([{ level: 0, because: [] }, { overdue: 0, dueSoon: 0 }]);
    await parley.app.get(Clock).moveForward(13 * HOUR);
    expect([await told('en'), await counts()]).toMatchObject([{ level: 0, because: [{ code: 'due_soon', text: expect.stringMatching(/^Its time is over soon, on /) }] }, { overdue: 0, dueSoon: 1 }]);
    await parley.app.get(Clock).moveForward(12 * HOUR);
    // Nobody swept: it is overdue, and its level is for the clock to raise.
    expect([await told('es'), await counts()]).toMatchObject([{ level: 0, because: [{ code: 'overdue', text: expect.stringMatching(/^Su plazo/) }] }, { overdue: 1, dueSoon: 0 }]);
    const { body } = await parley.http.post('/v1/sandbox/tokens').send({ sub: seller.sub, roles: ['arbitrator'] }).expect(201);
    const asParty = await seller.request('get', '/v1/cases/counts', undefined, { authorization: `Bearer ${(body as { token: string }).token}` });
    expect(asParty.body).toMatchObject({ overdue: 0, unassigned: 0 });
    await buyer.withdraws();
    expect(await counts()).toMatchObject({ overdue: 0 });
  });

  it('is an appeal among what nobody has judged: listed, with the reason why it goes first', async () => {
    const { marketplace, buyer, seller, arbitrator, lead, scene } = await people(parley);
    await marketplace.pushesOrder();
    await buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
    await buyer.opens();
    await seller.rejectsClaim();
    await buyer.escalates();
    await arbitrator.takes();
    await arbitrator.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }] });
    // Held until it was ruled, and not at the desk while only the parties may do something.
    expect((await list('?limit=100')).data.map(({ disputeId }) => disputeId)).not.toContain(scene.disputeId);
    expect(await arbitrator.asks('get', '/v1/cases/counts')).toMatchObject({ mine: 0 });
    await seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
    const { data: [first] } = await lead.asks<{ data: Told[] }>('get', '/v1/cases?limit=1', undefined, { 'accept-language': 'en' });
    expect(first).toMatchObject({
      disputeId: scene.disputeId, state: 'appealed.queued', priority: { level: 1, because: [{ code: 'appealed', text: 'It was appealed: it is judged a second time.' }] },
    });
    expect((await list('?state=appealed.queued')).data.map(({ disputeId }) => disputeId)).toEqual([scene.disputeId]);
  });
});
