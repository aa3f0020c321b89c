import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Simulation } from '../../src/escalation/simulation.js';
import { fingerprints } from '../laws/rows.js';
import { bootApp, type TestApp } from '../support/app.js';
import { queuedCase } from '../support/desk.js';
import { people, type People } from '../support/people.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

type Document = Record<string, unknown> & { deadlines: Record<string, string>; autoAcceptCap: Record<string, number>; fourEyesAbove: Record<string, number> };

/** Has no worker of its own: while a policy is tried, nothing else writes. */
let parley: TestApp;
let folder: string;
let standard: Document;

async function opened(paid: number): Promise<People> {
  const told = await people(parley);
  await told.marketplace.pushesOrder({ lines: [{ id: 'lamp', title: 'Brass lamp', quantity: 1, paid }] });
  await told.buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
  await told.buyer.opens();
  return told;
}

/** One silent seller of a cheap lamp, one of a dear lamp, one who accepts, and one case that an arbitrator rules. */
beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  const working = await bootApp({ database: parley.database });
  folder = await mkdtemp(join(tmpdir(), 'parley-'));
  standard = JSON.parse(await readFile(join(PROJECT, 'policies/standard-1.json'), 'utf8')) as Document;
  await opened(3_000);
  const dear = await opened(9_000);
  const accepted = await opened(2_000);
  await accepted.seller.acceptsClaim();
  const ruled = await queuedCase(parley);
  await ruled.arbitrator.takes();
  await ruled.arbitrator.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }] });
  await dear.clock.passes('P6D');
  await dear.arbitrator.takes();
  await dear.arbitrator.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }], remedy: { kind: 'refund', amount: { amount: 9_000, currency: 'EUR' } } });
  await dear.clock.passes('P12D');
  for (const told of [dear, accepted, ruled]) await told.buyer.waitsUntil(told === accepted ? 'closed.settled' : 'closed.ruled');
  await working.close();
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
  await parley.close();
});

async function simulate(candidate: object | string, env: Record<string, string> = {}): Promise<{ stdout: string; stderr: string; code: number }> {
  const file = join(folder, 'candidate.json');
  await writeFile(file, typeof candidate === 'string' ? candidate : JSON.stringify(candidate));
  const options = { cwd: PROJECT, env: { PATH: process.env['PATH'], DATABASE_URL: parley.database.url, ...env } };
  const done = run(process.execPath, ['dist/src/simulate.js', file], options);
  return done.then((told) => ({ ...told, code: 0 }), (error: { stdout: string; stderr: string; code: number }) => error);
}

/** For stories that go on. */
function whileSomebodyWorks(): void {
  let working: TestApp;
  beforeAll(async () => {
    working = await bootApp({ database: parley.database });
  });
  afterAll(() => working.close());
}

const simulated = async (candidate: object): Promise<Simulation> => JSON.parse((await simulate(candidate)).stdout) as Simulation;

describe('Another policy, tried on the closed disputes', () => {
  it('that is the same changes nothing, and neither does trying it', async () => {
    const before = await fingerprints(parley.sql);
    const same = await simulated({ ...standard, id: 'same' });
    expect(same).toMatchObject({ candidate: 'same', disputes: 4, notReproduced: [], changed: 0, dropped: {}, examples: [] });
    expect(same.outcomes.reduce((sum, { disputes }) => sum + disputes, 0)).toBe(4);
    expect(same.money).toEqual({ EUR: { before: 26_000, after: 26_000 } });
    expect(same.desk.visits).toEqual({ before: 2, after: 2 });
    expect(same.daysToClose.before).toBe(same.daysToClose.after);
    expect(same.deadlinesPassed).toEqual({ appealWindow: { before: 2, after: 2 }, sellerResponse: { before: 2, after: 2 } });
    expect(await fingerprints(parley.sql)).toEqual(before);
  });

  it('with a higher cap pays by itself what came to the desk: the ruling has nothing left to decide', async () => {
    const generous = await simulated({ ...standard, id: 'generous', autoAcceptCap: { ...standard.autoAcceptCap, EUR: 10_000 } });
    expect(generous).toMatchObject({ changed: 1, desk: { visits: { before: 2, after: 1 } }, endedBySilence: { before: 1, after: 2 } });
    expect(generous.examples).toEqual([{ number: expect.any(String), from: 'closed.ruled', to: 'closed.settled', paid: { before: 9_000, after: 9_000 } }]);
  });

  it('without a cap sends silence to the desk, where nobody has ruled yet', async () => {
    const strict = await simulated({ ...standard, id: 'strict', autoAcceptCap: {} });
    expect(strict).toMatchObject({ changed: 1, desk: { visits: { before: 2, after: 3 }, undecided: 1 }, endedBySilence: { before: 1, after: 0 } });
    expect(strict.deadlinesPassed['appealWindow']).toEqual({ before: 2, after: 2 });
    expect(strict.money).toEqual({ EUR: { before: 26_000, after: 23_000 } });
  });

  it('with four eyes for everything keeps the rulings, and counts who must look twice', async () => {
    const careful = await simulated({ ...standard, id: 'careful', fourEyesAbove: {} });
    expect(careful).toMatchObject({ changed: 0, desk: { secondPersons: { before: 0, after: 2 }, undecided: 0 } });
  });

  it('with other times moves the ends, not the rulings', async () => {
    const slow = await simulated({ ...standard, id: 'slow', deadlines: { ...standard.deadlines, appealWindow: 'P30D', sellerResponse: 'P10D' } });
    expect(slow.changed).toBe(0);
    expect(slow.money).toEqual({ EUR: { before: 26_000, after: 26_000 } });
    expect(slow.daysToClose.after).toBeGreaterThan(slow.daysToClose.before ?? 0);
  });

  it.each<[string, () => object | string, RegExp]>([
    ['no JSON', () => '{', /not JSON/], ['no policy', () => ({ id: 'x' }), /deadlines/],
    ['one with a wrong duration', () => ({ ...standard, minNegotiation: 'P1M' }), /minNegotiation: "P1M" is not/],
  ])('is refused where it is %s', async (_what, candidate, words) => {
    const { code, stderr, stdout } = await simulate(candidate());
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(words);
  });

  it('says what it needs', async () => {
    expect((await simulate(standard, { DATABASE_URL: '' })).code).toBe(2);
  });
});

describe('What was appealed', () => {
  whileSomebodyWorks();

  it('is approved by one second person and, on appeal, by another: nobody approves twice', async () => {
    const told = await queuedCase(parley);
    const facts = [{ text: 'It hums.', evidenceIds: [] }];
    await told.arbitrator.takes();
    await told.arbitrator.rules({ facts });
    await told.seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
    await told.secondArbitrator.takes();
    await told.secondArbitrator.rules({ facts, onAppeal: 'modify', outcome: 'split', remedy: { kind: 'refund', amount: { amount: 6_000, currency: 'EUR' } } });
    await told.buyer.waitsUntil('closed.ruled');
    const careful = await simulated({ ...standard, id: 'careful', fourEyesAbove: {} });
    expect(careful).toMatchObject({ disputes: 5, changed: 0, desk: { secondPersons: { before: 0, after: 4 }, undecided: 0 }, money: { EUR: { before: 32_000, after: 32_000 } } });
  });
});

describe('A log that was damaged', () => {
  whileSomebodyWorks();

  it.each([
    ['loses what happened', `UPDATE dispute_event SET type = 'constructor' WHERE dispute_id = $1 AND seq = 3`],
    ['loses what was judged', `UPDATE dispute_event SET input = '[]' WHERE dispute_id = $1 AND seq = 2`],
    ['loses its beginning', `DELETE FROM dispute_event WHERE dispute_id = $1 AND seq = 1`],
    ['is gone', `DELETE FROM dispute_event WHERE dispute_id = $1`],
    ['lived under a policy that is gone', `UPDATE dispute SET policy = 'standard-0' WHERE id = $1`],
  ])('is named and left out, and all others are looked at: one that %s', async (_what, damage) => {
    const told = await opened(2_000);
    await told.seller.acceptsClaim();
    const { number } = await told.buyer.waitsUntil('closed.settled') as unknown as { number: string };
    const { disputes } = await simulated({ ...standard, id: 'same' });
    await parley.sql.query('ALTER TABLE dispute_event DISABLE TRIGGER USER');
    await parley.sql.query(damage, [told.scene.disputeId]);
    await parley.sql.query('ALTER TABLE dispute_event ENABLE TRIGGER USER');
    const after = await simulated({ ...standard, id: 'same' });
    expect(after).toMatchObject({ disputes: disputes - 1, changed: 0 });
    expect(after.notReproduced).toContain(number);
  });
});
