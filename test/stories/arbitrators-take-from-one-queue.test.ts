import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openDispute } from '../support/opened.js';
import { queuedCase as queued, staffMember } from '../support/desk.js';
import { type Person } from '../support/person.js';
import { Arbitrator } from '../support/staff.js';
import type { SeenDispute } from '../support/seen.js';

const MOST_HELD = 8;

interface Case {
  disputeId: string;
  state: string;
  holder?: string;
  priority: { level: number; because: { code: string; text: string }[] };
}

let parley: TestApp;
const queuedCase = (order?: Record<string, unknown>) => queued(parley, order);

const takesNext = (who: Person, headers?: Record<string, string>) => who.asks<SeenDispute>('post', '/v1/cases/take-next', undefined, headers);
const lists = async (who: Person, query = '') => (await who.asks<{ data: Case[] }>('get', `/v1/cases?limit=100${query}`)).data;

describe('One queue and one arbitrator', () => {
  beforeAll(async () => {
    parley = await bootApp({ env: { DESK_MOST_HELD: String(MOST_HELD) } });
  });
  afterAll(() => parley.close());

  it('the most urgent case comes first, and says why in the reader’s language', async () => {
    const plain = await queuedCase();
    const dear = await queuedCase({ lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }], buyerLocale: 'es-MX' });
    await plain.clock.passes('P1D');
    const fresh = await queuedCase();
    const { arbitrator } = plain;
    const seen = await lists(arbitrator);
    expect(seen.map(({ disputeId }) => disputeId)).toEqual([dear, plain, fresh].map(({ scene }) => scene.disputeId));
    expect(seen.map(({ priority }) => priority.level)).toEqual([2, 1, 0]);
    expect(seen[0]!.priority.because.map(({ code }) => code)).toEqual(['pickup_missed', 'high_amount']);
    expect(seen[0]!.priority.because[1]!.text).toBe('It is about a high amount: €900.00.');
    const spanish = await arbitrator.asks<{ data: Case[] }>('get', '/v1/cases?limit=1', undefined, { 'accept-language': 'es' });
    expect(spanish.data[0]!.priority.because[0]!.text).toBe('Nadie lo asumió a tiempo.');
    expect((await lists(arbitrator, '&language=es')).map(({ disputeId }) => disputeId)).toEqual([dear.scene.disputeId]);
    expect((await lists(arbitrator, '&amountFrom=50000&currency=EUR')).map(({ disputeId }) => disputeId)).toEqual([dear.scene.disputeId]);
    expect((await lists(arbitrator, '&youngerThan=PT12H')).map(({ disputeId }) => disputeId)).toEqual([fresh.scene.disputeId]);
    expect(await takesNext(arbitrator)).toMatchObject({ id: dear.scene.disputeId, state: 'escalated.underReview' });
    expect(await takesNext(arbitrator)).toMatchObject({ id: plain.scene.disputeId });
    expect(await lists(dear.secondArbitrator, `&holder=${arbitrator.sub}`)).toHaveLength(2);
    expect(await dear.buyer.sees()).not.toHaveProperty('holder');
    const counts = await arbitrator.asks('get', '/v1/cases/counts');
    expect(counts).toEqual({ overdue: 0, dueSoon: 0, mine: 2, unassigned: 1, countedUpTo: 1000 });
    await arbitrator.releases();
    for (const told of [plain, dear, fresh]) await told.buyer.withdraws();
  });

  it('cases are found by seller, reason, amount, age and holder, and by all of it together', async () => {
    const small = await queuedCase();
    await small.clock.passes('P1D');
    const dear = await queuedCase({ lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }] });
    const { arbitrator, seller, secondArbitrator } = small;
    await arbitrator.takes();
    const [one, other] = [small, dear].map(({ scene }) => scene.disputeId!);
    const found: [string, (string | undefined)[]][] = [
      [`&seller=${seller.sub}`, [one, other]], ['&seller=seller-nobody', []],
      ['&reason=other', [one, other]], ['&reason=damaged', []],
      ['&amountFrom=50000&currency=EUR', [other]], ['&amountTo=50000&currency=EUR', [one]], ['&amountTo=50000&currency=USD', []],
      ['&olderThan=PT20H', [one]], ['&youngerThan=PT20H', [other]],
      ['&holder=me', [one]], ['&holder=none', [other]], [`&holder=${arbitrator.sub}`, [one]],
      [`&seller=${seller.sub}&reason=other&currency=EUR&amountTo=50000&olderThan=PT20H&holder=me&state=escalated.underReview`, [one]],
      [`&seller=${seller.sub}&reason=other&currency=EUR&amountTo=50000&olderThan=PT20H&holder=none`, []],
    ];
    for (const [query, ids] of found) expect([query, (await lists(arbitrator, query)).map(({ disputeId }) => disputeId).sort()]).toEqual([query, [...ids].sort()]);
    expect(await lists(secondArbitrator, '&holder=me')).toEqual([]);
    const faulty = await arbitrator.request('get', '/v1/cases?amountTo=5', undefined, { 'accept-language': 'es' });
    expect([faulty.status, (faulty.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([422, '/currency']);
    for (const told of [small, dear]) await told.buyer.withdraws();
  });

  it('a case that nobody decides in time goes back to the queue, more urgent, and the parties are told no name', async () => {
    const held = await queuedCase();
    const { arbitrator, secondArbitrator, buyer, seller, clock, scene } = held;
    await arbitrator.takes();
    const due = await buyer.sees<SeenDispute & { deadlines: { kind: string }[] }>();
    expect(due.deadlines.map(({ kind }) => kind)).toEqual(['decision']);
    await clock.passes('P6D');
    await eventually(async () => (await lists(arbitrator)).some(({ disputeId, state }) => disputeId === scene.disputeId && state === 'escalated.queued'));
    const [back] = await lists(arbitrator, '&holder=none');
    expect(back).toMatchObject({ disputeId: scene.disputeId, priority: { level: 1 } });
    expect(back!.priority.because[0]!.text).toMatch(/in time/);
    expect(await lists(arbitrator, '&holder=me')).toEqual([]);
    await expect(arbitrator.rules()).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    for (const party of [buyer, seller]) {
      const seen = await party.sees();
      expect(seen.state).toBe('escalated.queued');
      expect(JSON.stringify(seen)).not.toContain(arbitrator.sub);
    }
    expect(await takesNext(secondArbitrator)).toMatchObject({ id: scene.disputeId, state: 'escalated.underReview' });
    await buyer.withdraws();
  });

  it('an answer is repeated under its key, and a case that left the desk is in no list', async () => {
    const { arbitrator, scene, buyer, seller } = await queuedCase();
    const key = { 'idempotency-key': randomUUID() };
    const first = await takesNext(arbitrator, key);
    expect(first.id).toBe(scene.disputeId);
    const again = await arbitrator.request('post', '/v1/cases/take-next', undefined, key);
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([200, 'true', first]);
    await expect(takesNext(arbitrator)).rejects.toMatchObject({ status: 409, code: 'no_case_to_take' });
    await expect(arbitrator.does('take', undefined, key)).rejects.toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    await seller.acceptsClaim();
    expect((await buyer.sees()).state).toBe('refunding.pending');
    expect(await lists(arbitrator)).toEqual([]);
  });

  it('nobody holds more cases than one person may, however many are asked for at once', async () => {
    const told: Awaited<ReturnType<typeof queuedCase>>[] = [];
    for (let number = 0; number < MOST_HELD + 3; number += 1) told.push(await queuedCase());
    const [first] = told;
    const answers = await Promise.all(told.map((each) => first!.arbitrator.request('post', `/v1/disputes/${each.scene.disputeId}/take`)));
    const refused = answers.filter(({ status }) => status === 409);
    expect([answers.filter(({ status }) => status === 200).length, refused.length]).toEqual([MOST_HELD, 3]);
    expect(refused[0]!.body).toMatchObject({ code: 'workload_limit_reached', detail: expect.stringContaining(String(MOST_HELD)) });
    await expect(takesNext(first!.arbitrator)).rejects.toMatchObject({ status: 409, code: 'workload_limit_reached' });
    const held = told.filter((_each, index) => answers[index]!.status === 200);
    await held[0]!.arbitrator.releases();
    expect((await takesNext(first!.arbitrator)).state).toBe('escalated.underReview');
    for (const each of told) await each.buyer.withdraws();
  });

  it('a case counts as held whatever it waits for, also while a bank looks into it: what comes back finds its place', async () => {
    const told: Awaited<ReturnType<typeof queuedCase>>[] = [];
    for (let number = 0; number < MOST_HELD + 1; number += 1) told.push(await queuedCase());
    const [asked, proposed, suspended] = told;
    const { arbitrator, secondArbitrator } = asked!;
    for (const each of told.slice(0, MOST_HELD)) await each.arbitrator.takes();
    await asked!.arbitrator.does('information-requests', { addressees: ['buyer'], questions: [{ text: 'How loud is it?' }] });
    await proposed!.arbitrator.does('settlements', { remedy: { kind: 'refund' } });
    await suspended!.marketplace.reportsChargeback('opened', 'cb-held');
    expect((await lists(arbitrator)).map(({ disputeId }) => disputeId)).not.toContain(suspended!.scene.disputeId);
    const last = told.at(-1)!;
    const takeOf = async () => (await lists(arbitrator, '&holder=none')).map((row) => (row as Case & { take: object }).take);
    for (const refused of [takesNext(arbitrator), last.arbitrator.takes()]) await expect(refused).rejects.toMatchObject({ status: 409, code: 'workload_limit_reached' });
    expect(await takeOf()).toEqual([{ available: false, reason: 'workload_limit_reached' }]);
    expect((await last.arbitrator.sees()).unavailableActions).toContainEqual(expect.objectContaining({ action: 'take', reason: 'workload_limit_reached' }));
    await suspended!.marketplace.reportsChargeback('ended', 'cb-held');
    expect(await suspended!.secondArbitrator.sees()).toMatchObject({ state: 'escalated.underReview', holder: arbitrator.sub });
    expect(await lists(secondArbitrator, `&holder=${arbitrator.sub}`)).toHaveLength(MOST_HELD);
    await expect(takesNext(arbitrator)).rejects.toMatchObject({ code: 'workload_limit_reached' });
    // A chargeback that is lost ends the case: there is room for another.
    await suspended!.marketplace.reportsChargeback('opened', 'cb-lost');
    await expect(takesNext(arbitrator)).rejects.toMatchObject({ code: 'workload_limit_reached' });
    await suspended!.marketplace.reportsChargeback('lost', 'cb-lost');
    expect(await takesNext(arbitrator)).toMatchObject({ id: last.scene.disputeId });
    expect(await parley.sql.query('SELECT * FROM suspended_case')).toEqual([]);
    for (const each of told.filter((one) => one !== suspended)) await each.buyer.withdraws();
  });

  it('passes over the disputes of the one who asks', async () => {
    const told = await queuedCase();
    const ownCase = await staffMember(told, told.seller.sub);
    await expect(takesNext(ownCase)).rejects.toMatchObject({ code: 'no_case_to_take' });
    expect(await lists(ownCase)).toEqual([]);
    await expect(told.buyer.request('post', '/v1/cases/take-next')).resolves.toMatchObject({ status: 403 });
    await told.buyer.withdraws();
  });
});

describe('Fifty arbitrators and five hundred cases', () => {
  it('take from one queue at once: no case is held twice, nobody holds more than they may', async () => {
    parley = await bootApp({ roles: 'api', env: { DESK_MOST_HELD: String(MOST_HELD) } });
    const other = await bootApp({ roles: 'api', database: parley.database, env: { DESK_MOST_HELD: String(MOST_HELD) } });
    const told = await openDispute(parley);
    await told.seller.rejectsClaim();
    await told.buyer.escalates();
    await copyCase(told.scene.disputeId!, 500);
    const arbitrators = await Promise.all(Array.from({ length: 50 }, (_, index) => staffMember(told, `arbitrator-${index}`)));
    const elsewhere = new Map(arbitrators.map((each) => [each, new Arbitrator({ http: other.http }, each.name, each.sub, each.token)]));
    const outcomes = await Promise.all(arbitrators.map((each) => takesAll([each, elsewhere.get(each)!])));
    expect(outcomes.flat().filter((code) => code !== 'workload_limit_reached')).toEqual([]);
    const held = await parley.sql.query<{ holder: string; cases: number }>(
      `SELECT facts ->> 'holder' AS holder, count(*)::integer AS cases FROM dispute WHERE state = 'escalated.underReview' GROUP BY 1`,
    );
    expect(held.map(({ cases }) => cases)).toEqual(Array.from({ length: 50 }, () => MOST_HELD));
    const [taken] = await parley.sql.query<{ most: number; all: number }>(`SELECT max(times)::integer AS most, count(*)::integer AS all
      FROM (SELECT count(*) AS times FROM dispute_event WHERE type = 'caseTaken' GROUP BY dispute_id) each`);
    expect(taken).toEqual({ most: 1, all: 50 * MOST_HELD });
    await other.close();
    await parley.close();
  }, 120_000);

  /** Two windows of one person, side by side, until each was refused; how the refusals were called. */
  async function takesAll(windows: readonly Person[]): Promise<string[]> {
    return Promise.all(windows.map(async (window) => {
      for (;;) {
        const { status, body } = await window.request('post', '/v1/cases/take-next');
        if (status !== 200) return (body as { code: string }).code;
      }
    }));
  }

  /** The same case again and again, as rows: five hundred stories would tell nothing more. */
  async function copyCase(id: string, count: number): Promise<void> {
    const copy = (table: string, column: string, own: string) =>
      parley.sql.query(`INSERT INTO ${table} SELECT r.* FROM generate_series(2, ${count}) g, ${table} x,
        LATERAL jsonb_populate_record(x, jsonb_build_object(${own})) r WHERE x.${column} = $1`, [id]);
    await copy('dispute', 'id', `'id', x.id || g, 'number', x.number || g`);
    await copy('deadline', 'dispute_id', `'dispute_id', x.dispute_id || g`);
    await copy('case_queue', 'dispute_id', `'dispute_id', x.dispute_id || g, 'due_at', x.due_at + g * interval '1 second'`);
    await parley.sql.query('ANALYZE');
  }
});
