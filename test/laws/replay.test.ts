import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTORS_OF, EVENT_TYPES, type DisputeEvent, type EventType } from '../../src/disputes/domain/events.js';
import type { Actor, ActorRole } from '../../src/disputes/domain/facts.js';
import { replay, type LoggedEvent } from '../../src/disputes/domain/replay.js';
import type { Dispute } from '../../src/disputes/index.js';
import { bootApp, type TestApp } from '../support/app.js';
import { House } from './house.js';
import type { Wish } from './plausible.js';
import { REACH } from './reach.js';
import { mayLeadTo } from './table.js';
import { expectBooks, expectHistory, logOf, type LogRow } from './written.js';

const WALKS = 500;
const SIDE_BY_SIDE = 4;
const SEED = Number(process.env['WALK_SEED'] ?? Date.now() % 1_000_000);

let parley: TestApp;
let house: House;
const walked = new Map<string, number>();

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  house = new House(parley);
});
afterAll(() => parley.close());

const loggedFrom = ({ actor: { role, id }, seq, type, input, occurredAt }: LogRow): LoggedEvent =>
  ({ seq, event: { ...input, type } as DisputeEvent, at: occurredAt.getTime(), actor: { role, id } as Actor });

/** On its way for ever, so that no walk is too late because others have moved the clock. */
const shipments = [{ id: 's-1', carrier: 'DHL', trackingNumber: 'JD014', shippedAt: '2020-01-01T00:00:00.000Z' }];

/** One stride: which of the events that may lead on, by whom, with what in mind. */
interface Stride {
  readonly pick: number;
  readonly role: number;
  readonly wish: Wish;
}

const stride: fc.Arbitrary<Stride> = fc.record({
  pick: fc.nat(1_000),
  role: fc.nat(10),
  wish: fc.record({
    kind: fc.constantFrom('refund', 'refund', 'return_and_refund', 'replacement'),
    share: fc.constantFrom(0.01, 0.5, 0.79, 0.8, 0.99, 1),
    hasAddress: fc.boolean(),
    outcome: fc.constantFrom('uphold', 'modify', 'overturn'),
    addressees: fc.constantFrom(['buyer'], ['seller'], ['buyer', 'seller']),
  }),
});
/** Walks begin where the interesting streets are; the way there is part of the log. */
const beginnings = fc.constantFrom(...(['draft', 'opened', 'negotiation.awaitingBuyer', 'escalated.underReview', 'decided', 'returning.inTransit', 'suspended'] as const));
const walks = fc.record({ from: beginnings, paid: fc.constantFrom(4_000, 60_000, 90_000), strides: fc.array(stride, { minLength: 4, maxLength: 14 }) });

const choices = ({ state }: Dispute): EventType[] => EVENT_TYPES.filter((type) => type !== 'messageSent' && mayLeadTo(type, state).length > 0);

/** Whatever is tried, the model must have allowed it: it is workflow.md's table, and knows no machine. */
async function take(id: string, { pick, role, wish }: Stride): Promise<void> {
  const before = await house.read(id, true);
  const possible = choices(before);
  const type = possible[pick % possible.length];
  if (type === undefined) return;
  const roles = ACTORS_OF[type] as readonly ActorRole[];
  if (type === 'deadlinePassed') await house.untilNextDeadline(before);
  const { outcome } = await house.tries(id, { type, role: roles[role % roles.length]!, ...wish });
  if (outcome?.decision !== 'accepted') return;
  expect(mayLeadTo(type, before.state)).toContain(outcome.dispute.state);
  walked.set(type, (walked.get(type) ?? 0) + 1);
}

/** The log, judged again, is the row: state, facts, deadlines, numbers. And the books agree with both. */
async function expectReplayed(id: string): Promise<void> {
  const row = await house.read(id);
  const log = (await logOf(house.sql, id)).map(loggedFrom);
  const { state, facts, version, seq, deadlines } = replay(id, house.policy, log);
  expect({ state, facts, version, seq }).toEqual({ state: row.state, facts: row.facts, version: row.version, seq: row.seq });
  const byKind = (all: Dispute['deadlines']) => all.toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  expect(byKind(deadlines)).toEqual(byKind(row.deadlines));
  await expectHistory(house.sql, row);
  await expectBooks(house.sql, row);
}

describe('The log of a dispute, judged again, gives its row', () => {
  it(`for ${WALKS} random walks`, async () => {
    console.log(`replay: seeds ${Array.from({ length: SIDE_BY_SIDE }, (_, lane) => SEED + lane).join(' ')} (repeat with WALK_SEED=${SEED})`);
    const walk = fc.asyncProperty(walks, async ({ from, paid, strides }) => {
      const id = await house.lived(REACH[from], { lines: [{ id: 'lamp', title: 'Brass lamp', quantity: 1, paid }], shipments });
      for (const one of strides) await take(id, one);
      await expectReplayed(id);
    });
    const lane = (_: unknown, index: number) => fc.assert(walk, { numRuns: WALKS / SIDE_BY_SIDE, seed: SEED + index, endOnFailure: true });
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
    const accepted = [...walked.values()].reduce((sum, count) => sum + count, 0);
    console.log(`replay: ${WALKS} walks, ${accepted} events of ${walked.size} kinds accepted beyond their beginnings`);
    expect(accepted).toBeGreaterThan(WALKS * 2);
    expect(walked.size).toBeGreaterThan(35);
  }, 180_000);
});
