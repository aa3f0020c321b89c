import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { begin, decide, type Accepted, type Decision, type Situation } from '../../src/disputes/domain/decide.js';
import type { DisputeEvent, EventOf } from '../../src/disputes/domain/events.js';
import type { Actor } from '../../src/disputes/domain/facts.js';
import { claimForm, PEOPLE, POLICY, START, type ClaimWish } from '../support/dispute-story.js';
import { told as retell } from './abstraction.js';
import { movesFor, type Move } from './moves.js';
import { firstMemory, running, type Memory } from './replay-memory.js';
import { follow, isPossible } from './replay-follow.js';

const WISHES: readonly ClaimWish[] = [
  { amount: 5000 },
  { amount: 5001, requested: { kind: 'replacement', amount: null } },
  { amount: 50_001, requested: { kind: 'return_and_refund', amount: null } },
];
const STAFF = ['ada', 'abe', 'amy', 'ann'];
const FEWEST_STEPS = 5000;

/** What the walker does next: which of the moves that are possible (or, now and then, of all), by whom, how much later. */
interface Choice {
  readonly pick: number;
  readonly variant: number;
  readonly person: number;
  /** Zero: any move at all, possible or not. */
  readonly blind: number;
  readonly hours: number;
}

const choices = fc.array(
  fc.record({ pick: fc.nat(), variant: fc.nat(), person: fc.nat(3), blind: fc.nat(9), hours: fc.constantFrom(0, 0, 1, 30) }),
  { minLength: 30, maxLength: 60 },
);

interface Told {
  readonly event: DisputeEvent;
  readonly actor: Actor;
  readonly now: number;
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function startOf(wish: ClaimWish): { event: EventOf<'buyerStarted'>; situation: Situation } {
  const event = { type: 'buyerStarted', claim: claimForm(wish), orderId: 'order', sellerId: 'sol', currency: 'EUR', statement: 'sha' } as const;
  const setting = { disputeId: 'dp_1', now: START, policy: POLICY };
  return { event, situation: { ...setting, ...begin(setting, event, PEOPLE.buyer) } };
}

const becomes = (situation: Situation, { state, facts, deadlines }: Accepted): Situation => ({ ...situation, ...throughJson({ state, facts, deadlines }) });

/** Everything that may be tried at this moment, with the people and the provider key of this walk. */
function movesAt(all: readonly Move[], m: Memory, situation: Situation, person: number): Move[] {
  const who = { role: 'arbitrator', id: STAFF[person] ?? 'ada' } as const;
  const ours = all.map((move) => {
    const actor = move.actor.role === 'arbitrator' ? who : move.actor;
    if (move.event.type === 'caseReassigned' && move.event.to !== null) return { actor, event: { ...move.event, to: STAFF[(person + 1) % 4] ?? 'abe' } };
    return 'keyNo' in move.event ? { actor, event: { ...move.event, keyNo: m.key - 2 + move.event.keyNo } } : { actor, event: move.event };
  });
  const due = situation.deadlines.filter(({ pausedLeft }) => pausedLeft === null).sort((a, b) => a.dueAt - b.dueAt)[0];
  if (due === undefined) return ours;
  return [...ours, { actor: PEOPLE.clock, event: { type: 'deadlinePassed', kind: due.kind, dueAt: new Date(due.dueAt).toISOString() } }];
}

/** Chosen now and then only, or most walks would be short. */
const SELDOM = [
  'draftDiscarded', 'buyerWithdrew', 'closedByLead', 'chargebackLost', 'ruledInadmissible', 'sellerAcceptedClaim', 'partiesAgreed',
  'sellerAcceptedOffer', 'buyerAcceptedOffer', 'refundSucceeded', 'deadlinePassed',
];

/** First what to do, then which variant of it, so that events with many variants are not tried more often. */
function choose(from: readonly Move[], pick: number, variant: number): Move {
  const types = [...new Set(from.map(({ event }) => event.type))];
  const lively = types.filter((type) => !SELDOM.includes(type));
  const among = lively.length === 0 || pick % 4 === 0 ? types : lively;
  const type = among[pick % among.length];
  const variants = from.filter(({ event }) => event.type === type);
  return variants[variant % variants.length] as Move;
}

/** The model's part of the dispute, in the model's words. */
function seenBy({ state, facts, deadlines }: Situation): object {
  const kinds = deadlines.filter(({ pausedLeft }) => pausedLeft === null).map(({ kind }) => kind);
  return { state, running: kinds.sort(), refund: facts.refund?.status ?? 'none', key: facts.refund?.keyNo ?? 0, amount: facts.refund?.amount ?? 0, holder: facts.holder };
}

const expectedBy = (m: Memory): object => ({ state: m.state, running: running(m), refund: m.refund, key: m.key, amount: m.refund === 'none' ? 0 : m.granted, holder: m.holder });

let steps = 0;
let compared = 0;
const seen = { states: new Set<string>(), events: new Set<string>() };

/** What the breadth-first walk takes for the same must lead to the same. */
function compareWithTheWalk(before: Situation, move: Move, decision: Decision): void {
  const abstract = retell(before, move, decision);
  if (abstract === null) return;
  compared += 1;
  if (abstract.walked !== abstract.real) expect({ move, ...abstract }).toEqual({ move, ...abstract, walked: abstract.real });
}

/** Walks, asks the model at every step, and gives back what was told on the way. */
function wander(wish: ClaimWish, all: readonly Move[], way: readonly Choice[]): { told: Told[]; end: Situation } {
  let { situation } = startOf(wish);
  const m = firstMemory(wish, START);
  const told: Told[] = [];
  for (const { pick, variant, person, blind, hours } of way) {
    situation = { ...situation, now: situation.now + hours * 3_600_000 };
    const possible = movesAt(all, m, situation, person);
    m.now = situation.now;
    const promising = possible.filter((move) => isPossible(m, move));
    const move = choose(blind === 0 || promising.length === 0 ? possible : promising, pick, variant);
    if (blind > 0 && move.event.type === 'deadlinePassed') situation = { ...situation, now: Math.max(situation.now, Date.parse(move.event.dueAt)) };
    const expected = follow(m, move, situation);
    const decision = decide(situation, move.event, move.actor);
    if (decision.outcome !== expected) expect({ move, outcome: decision.outcome }).toEqual({ move, outcome: expected });
    compareWithTheWalk(situation, move, decision);
    if (decision.outcome !== 'accepted') continue;
    situation = becomes(situation, decision);
    expect(seenBy(situation)).toEqual(expectedBy(m));
    told.push({ ...throughJson(move), now: situation.now });
    steps += 1;
    seen.states.add(situation.state);
    seen.events.add(move.event.type);
  }
  return { told, end: situation };
}

/** What was told, told again to the machine from the beginning. */
function replay(wish: ClaimWish, told: readonly Told[]): Situation {
  return told.reduce((situation, { event, actor, now }) => {
    const decision = decide({ ...situation, now }, event, actor);
    if (decision.outcome !== 'accepted') throw new Error(`${event.type} was ${decision.outcome} when it was told again`);
    return { ...situation, state: decision.state, facts: decision.facts, deadlines: decision.deadlines, now };
  }, startOf(wish).situation);
}

describe('500 random walks', () => {
  it('go as a table written from workflow.md says, as the walk abstracts them, and told again give the same dispute', () => {
    const tries = WISHES.map((wish) => movesFor(wish, { ...claimForm(wish), shipping: 0, amount: 0 }, 'all', { everyRemedy: true, secondChargeback: true, otherReason: true }));
    const walks = fc.property(fc.nat(WISHES.length - 1), choices, (index, way) => {
      const wish = WISHES[index] as ClaimWish;
      const { told, end } = wander(wish, tries[index] ?? [], way);
      const again = replay(wish, told);
      expect(throughJson([again.state, again.facts, again.deadlines])).toEqual([end.state, end.facts, end.deadlines]);
    });
    fc.assert(walks, { numRuns: 500, seed: 20_260_101 });
    console.log(`random walks: ${steps} steps, ${seen.states.size} states, ${seen.events.size} events`);
    expect(steps).toBeGreaterThan(FEWEST_STEPS);
    expect(compared).toBeGreaterThan(steps);
    expect(seen.states.size).toBeGreaterThan(25);
    expect(seen.events.size).toBeGreaterThan(45);
  }, 240_000);
});
