import type { Policy } from '../../policy/domain/policy.js';
import type { Deadline } from './deadlines.js';
import { audienceOf } from './audience.js';
import { begin, decide, type Accepted, type Decision } from './decide.js';
import type { DisputeEvent } from './events.js';
import type { Actor, Facts } from './facts.js';
import type { State } from './states.js';
import { nextVersion } from './version.js';

/** One row of the log, as far as the law reads it. */
export interface LoggedEvent {
  readonly seq: number;
  readonly event: DisputeEvent;
  readonly actor: Actor;
  /** When it was decided, epoch milliseconds. */
  readonly at: number;
}

/** What the log says a dispute is. */
export interface Replayed {
  readonly state: State;
  readonly facts: Facts;
  readonly deadlines: readonly Deadline[];
  readonly seq: number;
  readonly version: number;
}

/** A log that the law would not have written. */
export class ReplayFault extends Error {
  constructor(
    readonly seq: number,
    why: string,
  ) {
    super(`event ${seq} cannot be replayed: ${why}`);
    this.name = 'ReplayFault';
  }
}

function accepted(decision: Decision, seq: number): Accepted {
  if (decision.outcome === 'accepted') return decision;
  throw new ReplayFault(seq, decision.outcome === 'refused' ? decision.refusal.code : 'nothing would have happened');
}

/** Judges every row again, in order and at its own time: the log alone gives the dispute's row (architecture.md). */
export function replay(disputeId: string, policy: Policy, log: readonly LoggedEvent[]): Replayed {
  const [first, ...rest] = log;
  if (first?.event.type !== 'buyerStarted') throw new ReplayFault(first?.seq ?? 1, 'a dispute begins with buyerStarted');
  const begun = begin({ disputeId, now: first.at, policy }, first.event, first.actor);
  let told: Replayed = { ...begun, seq: 1, version: 1 };
  for (const { seq, event, actor, at } of rest) {
    if (seq !== told.seq + 1) throw new ReplayFault(seq, `it follows ${told.seq}`);
    const decided = accepted(decide({ disputeId, ...told, now: at, policy }, event, actor), seq);
    const { state, facts, deadlines } = decided;
    told = { state, facts, deadlines, seq, version: nextVersion(told.version, event, audienceOf(event, told.facts, decided)) };
  }
  const { state, facts, deadlines, seq, version } = told;
  return { state, facts, deadlines, seq, version };
}
