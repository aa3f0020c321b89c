import { durationMs } from '../../src/policy/domain/durations.js';
import type { DeadlineKind, Policy } from '../../src/policy/domain/policy.js';
import { policiesFolder, readPolicies } from '../../src/policy/policy.documents.js';
import type { Deadline } from '../../src/disputes/domain/deadlines.js';
import { begin, decide, type Accepted, type Decision, type Situation } from '../../src/disputes/domain/decide.js';
import type { ClaimAssessment, ClaimForm, DisputeEvent, EventType, InputOf, RulingInput } from '../../src/disputes/domain/events.js';
import type { Actor, Facts, Remedy, RemedyKind } from '../../src/disputes/domain/facts.js';
import type { State } from '../../src/disputes/domain/states.js';

function standardPolicy(): Policy {
  const policy = readPolicies(policiesFolder()).get('standard-1');
  if (policy === undefined) throw new Error('standard-1 is not released');
  return policy;
}

export const POLICY = standardPolicy();
export const START = Date.UTC(2026, 0, 1);
export const PEOPLE = {
  buyer: { role: 'buyer', id: 'bea' },
  seller: { role: 'seller', id: 'sol' },
  arbitrator: { role: 'arbitrator', id: 'ada' },
  second: { role: 'arbitrator', id: 'abe' },
  lead: { role: 'lead', id: 'lea' },
  marketplace: { role: 'marketplace', id: 'shop' },
  provider: { role: 'provider', id: 'bank' },
  clock: { role: 'clock', id: 'clock' },
} as const satisfies Record<string, Actor>;
export type Person = keyof typeof PEOPLE;

export interface ClaimWish {
  readonly amount: number;
  readonly shipping?: number;
  readonly reason?: string;
  readonly requested?: { readonly kind: RemedyKind; readonly amount: number | null };
}

export function claimForm({ amount, reason = 'other', requested = { kind: 'refund', amount: null } }: ClaimWish): ClaimForm {
  return { reason, items: [{ lineId: 'lamp', quantity: 1, units: [0], amount }], requested, statementLength: 40 };
}

/** What the order says: one unit, free, in time, worth the wish. */
export function assessed({ amount, shipping = 0 }: ClaimWish): ClaimAssessment {
  const line = { lineId: 'lamp', quantity: 1, unheld: 1, undecided: 1, free: 1, units: [0], amount: amount - shipping, claimSeq: 0 };
  return { windowFrom: new Date(START).toISOString(), windowUntil: null, lines: [line], shipping, amount };
}

export const refundOf = (amount: number): Remedy => ({ kind: 'refund', amount });

export const offerOf = (id: string, remedy: Remedy, hasAddress = false): InputOf<'sellerOffered'> => ({ offerId: id, remedy, hasAddress });

export function rulingOf(remedy: Remedy, id = 'rul_1'): RulingInput {
  return { id, grant: { remedy, items: remedy.amount, shipping: 0 }, evidenceIds: [], document: 'sha' };
}

/** One dispute and the people in it; every accepted event is kept, so that a story can be told again. */
export class DisputeStory {
  readonly log: { readonly event: DisputeEvent; readonly actor: Actor; readonly now: number }[] = [];
  private situation: Situation;

  constructor(wish: ClaimWish, policy = POLICY) {
    const event = { type: 'buyerStarted', claim: claimForm(wish), orderId: 'order', sellerId: 'sol', currency: 'EUR', statement: 'sha' } as const;
    this.situation = { ...begin({ disputeId: 'dp_1', now: START, policy }, event, PEOPLE.buyer), disputeId: 'dp_1', now: START, policy };
  }

  get state(): State {
    return this.situation.state;
  }
  get facts(): Facts {
    return this.situation.facts;
  }
  get deadlines(): readonly Deadline[] {
    return this.situation.deadlines;
  }
  get now(): number {
    return this.situation.now;
  }
  get current(): Situation {
    return this.situation;
  }

  /** The kinds of the running deadlines, in order. */
  get running(): DeadlineKind[] {
    return this.deadlines.filter(({ pausedLeft }) => pausedLeft === null).map(({ kind }) => kind);
  }

  /** How long from now a deadline is due, or what it has left while it is paused. */
  left(kind: DeadlineKind): number | undefined {
    const found = this.deadlines.find((deadline) => deadline.kind === kind);
    return found === undefined ? undefined : (found.pausedLeft ?? found.dueAt - this.now);
  }

  attempt<T extends EventType>(who: Person | Actor, type: T, input: InputOf<T>): Decision {
    const event = { type, ...input } as unknown as DisputeEvent;
    const actor = typeof who === 'string' ? PEOPLE[who] : who;
    const decision = decide(this.situation, event, actor);
    if (decision.outcome === 'accepted') this.keep(decision, event, actor);
    return decision;
  }

  /** It is accepted, and this is the state it leads to. */
  does<T extends EventType>(who: Person | Actor, type: T, input: InputOf<T>): State {
    const decision = this.attempt(who, type, input);
    if (decision.outcome === 'refused') throw new Error(`${type} in ${this.state} was refused: ${decision.refusal.code}`);
    if (decision.outcome === 'unchanged') throw new Error(`${type} in ${this.state} changed nothing`);
    return decision.state;
  }

  /** The code of the refusal, or what happened instead. */
  refusal<T extends EventType>(who: Person | Actor, type: T, input: InputOf<T>): string {
    const decision = this.attempt(who, type, input);
    return decision.outcome === 'refused' ? decision.refusal.code : decision.outcome;
  }

  waits(duration: string): void {
    this.situation = { ...this.situation, now: this.now + durationMs(duration) };
  }

  /** Nobody does anything until this deadline passes. */
  passes(kind: DeadlineKind): State {
    const deadline = this.deadlines.find((one) => one.kind === kind);
    if (deadline === undefined) throw new Error(`${kind} is not armed in ${this.state}`);
    this.situation = { ...this.situation, now: Math.max(this.now, deadline.dueAt) };
    return this.does('clock', 'deadlinePassed', { kind, dueAt: new Date(deadline.dueAt).toISOString() });
  }

  private keep({ state, facts, deadlines }: Accepted, event: DisputeEvent, actor: Actor): void {
    this.log.push({ event, actor, now: this.now });
    this.situation = { ...this.situation, state, facts, deadlines };
  }
}

/** An opened dispute over one unit. */
export function openedDispute(wish: ClaimWish, policy = POLICY): DisputeStory {
  const story = new DisputeStory(wish, policy);
  story.does('buyer', 'buyerOpened', { assessment: assessed(wish) });
  return story;
}

/** Opened, escalated by the buyer after the shortest negotiation, and taken by an arbitrator. */
export function disputeUnderReview(wish: ClaimWish): DisputeStory {
  const story = openedDispute(wish);
  story.waits('P3D');
  story.does('buyer', 'buyerEscalated', {});
  story.does('arbitrator', 'caseTaken', {});
  return story;
}
