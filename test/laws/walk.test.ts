import { describe, expect, it } from '@jest/globals';
import { EVENT_TYPES } from '../../src/disputes/domain/events.js';
import { STATES } from '../../src/disputes/domain/states.js';
import { PROBLEM_CODES } from '../../src/foundation/problems/problem-codes.js';
import type { ClaimWish } from '../support/dispute-story.js';
import { FAULTS } from './faults.js';
import { walk } from './walk.js';

const FULL = process.env.PARLEY_FULL_WALK === '1';

/** Claims at the limits of standard-1: of automatic acceptance (5000) and of four eyes (50000). */
const SMALL: ClaimWish = { amount: 5000 };
const LARGE: ClaimWish = { amount: 50_001, requested: { kind: 'return_and_refund', amount: null } };
const MIDDLE: ClaimWish = { amount: 5001, requested: { kind: 'replacement', amount: null } };

/** The least that must be seen: a walk that is cut short would find nothing wrong. */
const FLOORS = FULL
  ? [
      { wish: SMALL, doubling: { everyRemedy: true, secondChargeback: true }, configurations: 17_500, transitions: 200_000 },
      { wish: MIDDLE, doubling: { secondChargeback: true, otherReason: true }, configurations: 17_000, transitions: 179_000 },
      { wish: LARGE, doubling: { everyRemedy: true }, configurations: 23_000, transitions: 311_000 },
    ]
  : [
      { wish: SMALL, doubling: {}, configurations: 5400, transitions: 54_800 },
      { wish: LARGE, doubling: {}, configurations: 8400, transitions: 88_700 },
    ];

describe(`everything that can happen to a dispute (${FULL ? 'all' : 'some'} of what can be tried)`, () => {
  const states = new Set<string>();
  const events = new Set<string>();
  const codes = new Set<string>();

  it.each(FLOORS)('keeps the laws for a claim of $wish.amount', ({ wish, doubling, ...floor }) => {
    const report = walk(wish, { extent: FULL ? 'all' : 'some', doubling });
    const { configurations, transitions, refusals } = report;
    console.log(`walk of a claim of ${wish.amount}: ${configurations} configurations, ${transitions} transitions, ${refusals} refusals`);
    expect(report.violations).toEqual([]);
    expect(configurations).toBeGreaterThan(floor.configurations);
    expect(transitions).toBeGreaterThan(floor.transitions);
    report.states.forEach((state) => states.add(state));
    report.events.forEach((event) => events.add(event));
    report.codes.forEach((code) => codes.add(code));
  }, 600_000);

  it('passes through every state, by every event that can steer', () => {
    expect(STATES.filter((state) => !states.has(state))).toEqual([]);
    // Evidence is judged before a dispute opens and steers nothing after; the rest begins or reclassifies.
    const elsewhere = ['buyerStarted', 'evidenceAdded', 'evidenceRemoved', 'evidenceRedacted', 'evidenceErased', ...(FULL ? [] : ['claimReclassified'])];
    expect(EVENT_TYPES.filter((type) => !events.has(type) && !elsewhere.includes(type))).toEqual([]);
  });

  it('is refused only with codes that are explained', () => {
    expect(codes.size).toBeGreaterThan(20);
    expect([...codes].filter((code) => !(code in PROBLEM_CODES))).toEqual([]);
  });
});

describe('a planted fault is found', () => {
  it.each(FAULTS)('$name', ({ breaks, decide }) => {
    const { violations } = walk(LARGE, { extent: 'some', decide, mostViolations: 1 });
    expect(violations.map(({ law }) => law)).toEqual([breaks]);
    expect(violations[0]?.path.length).toBeGreaterThan(1);
  }, 120_000);
});
