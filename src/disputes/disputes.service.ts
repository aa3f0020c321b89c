import { Injectable } from '@nestjs/common';
import { constraintOf, isTransient } from '../foundation/database/sql.js';
import { failpoint } from '../foundation/failpoints.js';
import type { Answer } from '../foundation/http/index.js';
import {
  answerFromRecord, answerFromStored, IDEMPOTENCY_CONSTRAINT, idempotencyParams, storedAnswerOf, type IdempotencyRequest,
} from '../foundation/idempotency/index.js';
import type { Caller } from '../foundation/identity/index.js';
import { Metrics } from '../foundation/metrics/metrics.js';
import { problem, type Problem, type ProblemCode, type ProblemError } from '../foundation/problems/problem.js';
import { PolicyService } from '../policy/index.js';
import { actorOf, mayKnowOf } from './authorise.js';
import type { Lack } from './domain/checklist.js';
import { decide, type Decision } from './domain/decide.js';
import type { DisputeEvent, EventType } from './domain/events.js';
import type { Actor, ActorRole } from './domain/facts.js';
import { Drafting, type Setting } from './drafting.js';
import { situationOf, type Dispute } from './dispute.js';
import type { Impediment } from './impediments.js';
import { recordingOf, succeeded } from './recording.js';
import { leftInOrder, problemOf } from './refusals.js';
import { linkOf, type Recording } from './store/decision.statement.js';
import type { Piece } from './store/dispute.write.sql.js';
import { Turns } from './turns.js';
import { DisputesRepository, type Found, type Named, type Wanted } from './store/disputes.repository.js';

/** Who acts: a caller, whose role is found from the dispute, or the system in one named role (clock, provider, a verified upload). */
export type Doer = { readonly caller: Caller } | { readonly actor: Actor };

/** One wish to change a dispute. */
export interface Command {
  /** Which event each role's wish is; a caller none of these roles fits may not do it. */
  readonly event: (role: ActorRole, dispute: Dispute) => EventType | null;
  /** Makes the event once it is known who acts on what; the facts it needs are in the dispute as read. */
  readonly make: (type: EventType, setting: Setting) => DisputeEvent;
  /** Opening and everything else that is judged against the order reads it in the same statement. */
  readonly needsOrder?: boolean;
  /** What the id given with it names, where that is a part of the dispute. */
  readonly named?: Named;
  /** Who gets the case by it, where that is somebody else than the doer. */
  readonly gets?: string | null;
  /** The dispute as whoever sends the command has just read it; what was written since makes the one door read again. */
  readonly found?: Found | undefined;
  /** What keeps the doer from it, where whoever sends the command has just found that out; otherwise it is asked. */
  readonly impediments?: readonly Impediment[] | undefined;
  /** What is written in the same commit for whoever sends the command; nothing where the command changes nothing. */
  readonly alongside?: readonly Piece[];
}

export interface Circumstances {
  readonly ifMatch?: number | undefined;
  readonly idempotency?: IdempotencyRequest | undefined;
  readonly requestId?: string | undefined;
  /** Asked once it is known who wishes what of which dispute, and before the law is: what it throws is the answer. */
  readonly expects?: (dispute: Dispute, actor: Actor, type: EventType) => Promise<void>;
  /** The answer to the caller, made before the write so that it is kept with it. */
  readonly answer?: (dispute: Dispute, role: ActorRole, event: DisputeEvent) => Answer;
  /** What to add to a refusal: what may be done instead. */
  readonly explain?: (dispute: Dispute, role: ActorRole) => Record<string, unknown>;
  /** What to add where the caller had not seen the newest version: what has happened since. */
  readonly sinceThen?: (dispute: Dispute, role: ActorRole, version: number) => Record<string, unknown>;
  /** Says in the caller's words what a checklist still wants. */
  readonly tell?: (missing: readonly Lack[], dispute: Dispute, role: ActorRole) => ProblemError[];
}

export interface Outcome {
  readonly dispute: Dispute;
  readonly decision: Decision['outcome'] | 'replayed';
  readonly answer: Answer | null;
}

const MOST_TRIES = 10;
/** More than anybody has overlooked; who has reads the timeline. */
const MOST_CHANGES = 50;

/** Another writer was faster somewhere: read again and decide again. */
const READ_AGAIN: readonly string[] = ['order_line_claim_current', IDEMPOTENCY_CONSTRAINT, 'dispute_event_pk'];

/** Named constraints that say what the law says, for the moment between reading and writing. */
const LAW_OF: Readonly<Record<string, ProblemCode>> = {
  order_line_units_disputable: 'units_not_disputable',
  order_line_paid_covers: 'amount_exceeds_refundable',
  order_shipping_paid_covers: 'amount_exceeds_refundable',
};

type Try = Outcome | 'again';

/** The one door for every decision: no dispute changes in any other way (architecture.md). */
@Injectable()
export class DisputesService {
  private readonly turns = new Turns();

  constructor(
    private readonly repository: DisputesRepository,
    private readonly policies: PolicyService,
    private readonly metrics: Metrics,
  ) {}

  /** One dispute as the caller may see it; 404 for what is not theirs, equal to what does not exist. */
  async get(id: string, caller: Caller, wanted: Wanted = {}): Promise<{ dispute: Dispute; role: ActorRole }> {
    const found = await this.repository.find(id, { reader: caller.sub, ...wanted });
    const role = found === null ? null : mayKnowOf(found.dispute, caller);
    if (found === null || role === null) throw problem('not_found');
    return { dispute: found.dispute, role };
  }

  /**
   * Reads, authorises, decides and writes: two round trips, no transaction held while Node thinks. Where somebody else
   * was faster it decides again on what is there now; with If-Match the caller is told at once (412).
   */
  async apply(disputeId: string, command: Command, doer: Doer, circumstances: Circumstances = {}): Promise<Outcome> {
    const attempt = (found?: Found): Promise<Try> => this.attempt(disputeId, command, doer, circumstances, found);
    const first = this.turns.busy(disputeId) ? 'again' : await attempt(command.found);
    return first === 'again' ? this.turns.take(disputeId, () => this.insist(attempt)) : first;
  }

  /** Tries until nobody in another process is faster. */
  private async insist(attempt: () => Promise<Try>): Promise<Outcome> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const outcome = await attempt();
      if (outcome !== 'again') return outcome;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * (tries + 1)));
    }
    throw problem('too_much_contention');
  }

  private async attempt(id: string, command: Command, doer: Doer, c: Circumstances, read?: Found): Promise<Try> {
    const started = performance.now();
    const reader = 'caller' in doer ? doer.caller.sub : undefined;
    const { idempotency } = c;
    const found = read ?? (await this.repository.find(id, { idempotency, order: command.needsOrder ?? false, named: command.named, reader }));
    if (found === null) throw problem('not_found');
    const { dispute, known } = found;
    const replay = idempotency === undefined ? null : answerFromRecord(known, idempotency);
    if (replay !== null) return { dispute, decision: 'replayed', answer: replay };
    const actor = actorOf(dispute, doer, (role) => command.event(role, dispute));
    const type = command.event(actor.role, dispute) as EventType;
    // What somebody is kept from is settled before they are told what they have not seen: that is less for who is out of a case.
    await c.expects?.(dispute, actor, type);
    if (c.ifMatch !== undefined && c.ifMatch !== dispute.version) throw await this.stale(dispute, c, actor.role, c.ifMatch);
    const draft = new Drafting();
    const policy = this.policies.get(dispute.policy);
    const event = command.make(type, { dispute, role: actor.role, draft, policy });
    const decision = decide(situationOf(dispute, policy), event, actor);
    if (decision.outcome === 'refused') {
      const { missing = [] } = decision.refusal;
      throw problemOf(decision.refusal, { currency: dispute.currency, actions: c.explain?.(dispute, actor.role), errors: c.tell?.(missing, dispute, actor.role) });
    }
    const outcome =
      decision.outcome === 'unchanged'
        ? unchanged(dispute, actor, event, c)
        : await this.write({ ...recordingOf(dispute, event, actor, decision, draft, policy, c.requestId), alongside: command.alongside ?? [] }, dispute, c);
    const label = outcome === 'again' ? 'again' : outcome.decision;
    this.metrics.commandSeconds.observe({ event: type, outcome: label }, (performance.now() - started) / 1000);
    return outcome;
  }

  /** Who is refused for having seen too little is told what they have not seen: that is read only then. */
  private async stale(read: Dispute, c: Circumstances, role: ActorRole, seen: number): Promise<Problem> {
    const dispute = (await this.repository.find(read.id, { recent: MOST_CHANGES }))?.dispute ?? read;
    const extra = { currentVersion: dispute.version, ...c.explain?.(dispute, role), ...c.sinceThen?.(dispute, role, seen) };
    return problem('stale_version', undefined, { extra });
  }

  private async write(recording: Recording, dispute: Dispute, c: Circumstances): Promise<Try> {
    const { event, actor } = recording;
    const link = linkOf(recording);
    const after = succeeded(dispute, recording, link.hash);
    const stored = c.answer === undefined ? null : storedAnswerOf(c.answer(after, actor.role, event));
    const kept = stored === null || c.idempotency === undefined ? null : idempotencyParams(c.idempotency, stored);
    // With If-Match too: what was written meanwhile may be talk, which makes nothing stale.
    if (!(await this.written({ ...recording, kept }, link))) return 'again';
    failpoint('dispute-written');
    return { dispute: after, decision: 'accepted', answer: stored === null ? null : answerFromStored(stored, false) };
  }

  /** The order has less than the claim was worth: how much it has is read only then. */
  private async notCovered(code: ProblemCode, disputeId: string): Promise<Problem> {
    const found = code === 'amount_exceeds_refundable' ? await this.repository.find(disputeId, { order: true }) : null;
    if (found === null) return problem(code);
    const atMost = leftInOrder(found.dispute);
    return problemOf({ code, ...(atMost === undefined ? {} : { atMost }) }, { currency: found.dispute.currency });
  }

  private async written(...args: Parameters<DisputesRepository['record']>): Promise<boolean> {
    try {
      return await this.repository.record(...args);
    } catch (error) {
      const constraint = constraintOf(error);
      const code = constraint === null ? undefined : LAW_OF[constraint];
      if (code !== undefined) throw await this.notCovered(code, args[0].disputeId);
      if (isTransient(error) || (constraint !== null && READ_AGAIN.includes(constraint))) return false;
      throw error;
    }
  }
}

function unchanged(dispute: Dispute, actor: Actor, event: DisputeEvent, c: Circumstances): Outcome {
  return { dispute, decision: 'unchanged', answer: c.answer?.(dispute, actor.role, event) ?? null };
}
