import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Metrics } from '../../src/foundation/metrics/metrics.js';
import { DeadlineSweep } from '../../src/disputes/deadline.sweep.js';
import { DeadlinesRepository } from '../../src/disputes/store/deadlines.repository.js';
import { bootApp, type TestApp } from '../support/app.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { House } from './house.js';
import { REACH } from './reach.js';
import { expectHistory, logOf } from './written.js';

const MANY = 500;

let database: TestDatabase;
let parley: TestApp;
let house: House;

// A database for each story: a worker fires whatever is due, of this story or another.
beforeEach(async () => {
  database = await createTestDatabase();
  parley = await bootApp({ roles: 'api', database });
  house = new House(parley);
});
afterEach(async () => {
  await parley.close();
  await database.drop();
});

/** Disputes that the seller has not answered, built a few at a time. */
async function opened(count: number): Promise<string[]> {
  const ids: string[] = [];
  const build = async () => {
    while (ids.length < count) {
      const place = ids.push('') - 1;
      ids[place] = await house.lived(REACH.opened);
    }
  };
  await Promise.all(Array.from({ length: 8 }, build));
  return ids;
}

/** The seller's time to answer is over, everybody's. */
async function sellersTimePasses(ids: readonly string[]): Promise<void> {
  const due = await Promise.all(ids.map(async (id) => (await house.read(id)).deadlines.find(({ kind }) => kind === 'sellerResponse')!.dueAt));
  await house.untilClock(Math.max(...due));
}

const firings = () =>
  house.sql.query<{ id: string; fired: number; state: string; seq: number }>(
    `SELECT d.id, d.state, d.seq, count(e.seq) FILTER (WHERE e.type = 'deadlinePassed')::integer AS fired
    FROM dispute d JOIN dispute_event e ON e.dispute_id = d.id GROUP BY d.id`,
  );
const firedBy = async ({ app }: TestApp): Promise<number> => {
  const metric = await app.get(Metrics).commandSeconds.get();
  const counts = metric.values.filter(({ metricName, labels }) => metricName?.endsWith('_count') === true && labels.event === 'deadlinePassed' && labels.outcome === 'accepted');
  return counts.reduce((sum, { value }) => sum + value, 0);
};

describe('A deadline and an answer at the same moment', () => {
  it('one of them happens, whichever is first', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 40; index += 1) ids.push(await house.lived(REACH['closed.expired'].slice(0, -1)));
    const { deadlines } = await house.read(ids.at(-1)!);
    await house.untilClock(deadlines.find(({ kind }) => kind === 'buyerResponse')!.dueAt);
    const seen = { accepted: 0, expired: 0 };
    for (const [index, id] of ids.entries()) {
      const passes = () => house.tries(id, { type: 'deadlinePassed', deadline: 'buyerResponse' });
      const accepts = () => house.tries(id, { type: 'buyerAcceptedOffer' });
      const [first, second] = index % 2 === 0 ? [passes, accepts] : [accepts, passes];
      const attempts = await Promise.all([first(), second()]);
      expect(attempts.filter(({ outcome }) => outcome?.decision === 'accepted')).toHaveLength(1);
      const after = await house.read(id);
      expect(['refunding.pending', 'closed.expired']).toContain(after.state);
      seen[after.state === 'closed.expired' ? 'expired' : 'accepted'] += 1;
      await expectHistory(house.sql, after);
    }
    console.log(`deadlines: of 40 acceptances against the clock ${seen.accepted} came first, ${seen.expired} did not`);
  });
});

describe('Deadlines that are due', () => {
  it(`fire once each with two workers on ${MANY} of them`, async () => {
    const ids = await opened(MANY);
    await sellersTimePasses(ids);
    const workers = await Promise.all([1, 2].map(() => bootApp({ roles: 'worker', database })));
    await eventually(async () => (await firings()).every(({ fired }) => fired > 0), 60_000);
    const shares = await Promise.all(workers.map(firedBy));
    console.log(`deadlines: two workers fired ${shares.join(' + ')} of ${MANY}`);
    expect(shares[0]! + shares[1]!).toBe(MANY);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    await Promise.all(workers.map((worker) => worker.close()));
    const after = await firings();
    expect(after.filter(({ fired, state, seq }) => fired !== 1 || state !== 'escalated.queued' || seq !== 4)).toEqual([]);
    expect(after).toHaveLength(MANY);
  }, 120_000);

  it('are fired by another worker when one died holding them', async () => {
    const ids = await opened(20);
    await sellersTimePasses(ids);
    const dead = await parley.app.get(DeadlinesRepository).lease();
    expect(dead.map(({ disputeId }) => disputeId).sort()).toEqual(ids.toSorted());
    const worker = await bootApp({ roles: 'api', database });
    const sweep = worker.app.get(DeadlineSweep);
    expect(await sweep.sweep()).toBe(0);
    await house.sql.query(`UPDATE deadline SET leased_until = clock_timestamp() - interval '1 second' WHERE leased_until IS NOT NULL`);
    expect(await sweep.sweep()).toBe(20);
    expect((await firings()).map(({ fired }) => fired)).toEqual(ids.map(() => 1));
    await worker.close();
  });

  it('fire once when a worker comes late with a lease that somebody else has used', async () => {
    const [id] = (await opened(1)) as [string];
    await sellersTimePasses([id]);
    const [first, second] = await Promise.all([1, 2].map(() => house.tries(id, { type: 'deadlinePassed', deadline: 'sellerResponse' })));
    expect([first!.outcome?.decision, second!.outcome?.decision].sort()).toEqual(['accepted', 'unchanged']);
    expect((await logOf(house.sql, id)).filter(({ type }) => type === 'deadlinePassed')).toHaveLength(1);
  });

  it('wait while they are paused, with the time they had left', async () => {
    const id = await house.lived([...REACH['escalated.underReview'], { type: 'chargebackOpened' }]);
    const paused = (await house.read(id)).deadlines.find(({ kind }) => kind === 'decision')!;
    expect(paused.pausedLeft).toBeGreaterThan(0);
    await house.untilClock(paused.dueAt + 86_400_000);
    expect(await parley.app.get(DeadlineSweep).sweep()).toBe(0);
    await house.does(id, { type: 'chargebackEnded' });
    const { deadlines, updatedAt } = await house.read(id);
    expect(deadlines.find(({ kind }) => kind === 'decision')).toMatchObject({ pausedLeft: null, dueAt: updatedAt + paused.pausedLeft! });
  });
});
