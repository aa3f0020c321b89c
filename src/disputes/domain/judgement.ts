import type { Policy } from '../../policy/domain/policy.js';
import type { Deadline } from './deadlines.js';
import type { Lack } from './checklist.js';
import type { DisputeEvent, EventType } from './events.js';
import type { Actor, Facts } from './facts.js';
import type { State } from './states.js';

/** Where and when an event is judged: nothing else may influence a decision. */
export interface Setting {
  readonly disputeId: string;
  readonly state: State;
  readonly actor: Actor;
  /** The decision's now, epoch milliseconds by the database's clock. */
  readonly now: number;
  readonly policy: Policy;
  /** As they stand before the event. */
  readonly deadlines: readonly Deadline[];
}

export interface Judgement<E = DisputeEvent> extends Setting {
  readonly facts: Facts;
  readonly event: E;
}

/** How much money is possible at most (minor units); goods and shipping by themselves where each has a limit of its own. */
export interface Limit {
  readonly amount: number;
  readonly items?: number;
  readonly shipping?: number;
}

/** Why an event is refused. `availableFrom` says when it will be allowed, epoch milliseconds. */
export interface Refusal {
  readonly code: string;
  readonly availableFrom?: number;
  /** What a checklist still wants. */
  readonly missing?: readonly Lack[];
  /** Where more money was asked for than is possible. */
  readonly atMost?: Limit;
  /** Pieces of evidence that may not be named, or are gone. */
  readonly evidenceIds?: readonly string[];
}

/**
 * One guard of one event: null when it has no objection.
 * `needs` names the input it judges; without that input (when only asking what is possible) it is passed over.
 */
export interface Rule {
  readonly check: (judgement: Judgement<never>) => Refusal | null;
  readonly needs?: string;
}

export function rule<T extends EventType>(check: (judgement: Judgement<Extract<DisputeEvent, { type: T }>>) => Refusal | null, needs?: string): Rule {
  return { check, ...(needs === undefined ? {} : { needs }) };
}

export function refuse(code: string, more: Omit<Refusal, 'code'> = {}): Refusal {
  return { code, ...more };
}
