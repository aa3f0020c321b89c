import { begin, decide, isStage, type Accepted, type Actor, type Decision, type DisputeEvent, type Situation, type State } from '../disputes/index.js';
import type { Policy } from '../policy/index.js';

/** One row of a dispute's log; `at` is epoch milliseconds. */
export interface LoggedStep {
  readonly event: DisputeEvent;
  readonly actor: Actor;
  readonly at: number;
}

/** How a dispute would have gone under one policy, people having done what they did. */
export interface Course {
  /** Where it stands at the end; a state of the desk where nobody's ruling is there to decide it. */
  readonly state: State;
  readonly closedAt: number | null;
  /** Minor units that were paid back. */
  readonly paid: number;
  /** How often it came to the desk. */
  readonly visits: number;
  /** Rulings that a second person had to approve. */
  readonly secondPersons: number;
  /** Whether negotiation ended by a deadline, and not at the desk. */
  readonly endedBySilence: boolean;
  /** Deadlines that passed, by kind. */
  readonly passed: Readonly<Record<string, number>>;
  /** What people did that this policy had no room for. */
  readonly dropped: readonly string[];
}

const SECOND = 1_000;
const HOUR = 3_600_000;
/** Between a deadline and the worker that fires it, people may still act: what was accepted then is not taken from them. */
const SWEEP = 5 * SECOND;
/** Nothing waits for more deadlines than this without a person; it ends what would go round for ever. */
const MOST_PASSINGS = 500;

const CLOCK: Actor = { role: 'clock', id: 'clock' };
const PROVIDER: Actor = { role: 'provider', id: 'provider' };
/** Nobody approves who approved before. */
const secondPerson = (time: number): Actor => ({ role: 'lead', id: `second person ${time}` });
const FROM_PROVIDER = ['refundSucceeded', 'refundFailed'];
const RULINGS = ['arbitratorRuled', 'ruledInadmissible', 'appealRuled', 'appealRemanded'];
const APPROVALS = ['rulingApproved', 'rulingRefused'];
/** Refusals of what only a holder may do, in a case that waits. */
const FOR_HOLDERS = ['case_not_held', 'action_not_allowed'];
/** What is judged by what the claim has to show: as it was when it was made. */
const CLAIMS = ['buyerOpened', 'buyerAmended', 'buyerReopened'];

const atDesk = (state: State): boolean => isStage(state, 'escalated', 'appealed');
const isOver = (state: State): boolean => isStage(state, 'closed', 'discarded');

/** Lets one dispute's people act again, under another clock. Pure: everything comes from the log and the policy. */
class Walk {
  private situation: Situation;
  private readonly answers: LoggedStep[];
  private readonly postponed: LoggedStep[] = [];
  private readonly passed: Record<string, number> = {};
  private readonly dropped: string[] = [];
  private visits = 0;
  private secondPersons = 0;
  private endedBySilence = false;
  private left = MOST_PASSINGS;

  constructor(
    disputeId: string,
    policy: Policy,
    first: LoggedStep,
    private readonly rest: readonly LoggedStep[],
    private readonly own: Policy,
  ) {
    if (first.event.type !== 'buyerStarted') throw new Error(`${disputeId} does not begin with buyerStarted`);
    const { state, facts, deadlines } = begin({ disputeId, now: first.at, policy }, first.event, first.actor);
    this.situation = { disputeId, policy, state, facts, deadlines, now: first.at };
    this.answers = rest.filter(({ event }) => FROM_PROVIDER.includes(event.type));
  }

  course(): Course {
    for (const [index, step] of this.rest.entries()) {
      const { type } = step.event;
      if (type === 'deadlinePassed' || FROM_PROVIDER.includes(type)) continue;
      this.letPass(step.at - SWEEP);
      this.act(step, this.rest.slice(index + 1));
    }
    this.finish();
    const { state, facts } = this.situation;
    const { passed, dropped, visits, secondPersons, endedBySilence } = this;
    const paid = facts.refund?.status === 'succeeded' ? facts.refund.amount : 0;
    return { state, closedAt: facts.closedAt, paid, visits, secondPersons, endedBySilence, passed, dropped };
  }

  /** What happens by itself until then. */
  private letPass(until: number): void {
    while (this.payBack() || this.passNext(until));
  }

  private act(step: LoggedStep, later: readonly LoggedStep[]): void {
    const now = Math.max(step.at, this.situation.now);
    const waiting = this.situation.facts.pendingRuling;
    if (this.applyHolding(step.event, step.actor, now)) {
      if (this.situation.facts.pendingRuling !== waiting) this.approve(later);
    } else if (RULINGS.includes(step.event.type)) this.postponed.push(step);
    else if (!APPROVALS.includes(step.event.type)) this.dropped.push(step.event.type);
  }

  /** Who ruled held the case; whether it fell back to the queue meanwhile is not what the ruling was about. */
  private applyHolding(event: DisputeEvent, actor: Actor, now: number): boolean {
    const decision = this.judge(event, actor, now);
    if (decision.outcome !== 'refused') return this.apply(event, actor, now);
    const before = this.situation;
    const isStaff = actor.role === 'arbitrator' || actor.role === 'lead';
    const wantsHolder = isStaff && before.state.endsWith('.queued') && FOR_HOLDERS.includes(decision.refusal.code);
    if (!wantsHolder || !this.apply({ type: 'caseTaken' }, actor, now)) return false;
    if (this.apply(event, actor, now)) return true;
    // They would not have taken it for that.
    this.situation = before;
    return false;
  }

  /**
   * A ruling waits for a second person. Where somebody approved it then they do so here, before their time is over; where it
   * needed nobody then, somebody is thought of.
   */
  private approve(later: readonly LoggedStep[]): void {
    const { facts, now, deadlines } = this.situation;
    if (facts.pendingRuling === null) return;
    this.secondPersons += 1;
    const { id: rulingId } = facts.pendingRuling;
    const answer = later.find(({ event }) => 'rulingId' in event && APPROVALS.includes(event.type) && event.rulingId === rulingId);
    const approved = { type: 'rulingApproved', rulingId } as const;
    if (answer === undefined) this.apply(approved, secondPerson(this.secondPersons), now + HOUR);
    const dueAt = deadlines.find(({ kind }) => kind === 'approval')?.dueAt ?? Infinity;
    if (answer?.event.type === 'rulingApproved' && answer.at - SWEEP >= dueAt) this.apply(approved, answer.actor, Math.max(now, dueAt - SWEEP));
  }

  /** The log is told: what it leaves open goes on by itself, as far as that leads. */
  private finish(): void {
    while (!isOver(this.situation.state) && this.left > 0) {
      const { state, now } = this.situation;
      if (this.payBack()) continue;
      if (state.endsWith('.queued') || state.endsWith('.underReview')) {
        const ruling = this.postponed.shift();
        if (ruling === undefined) return;
        if (state.endsWith('.queued')) this.apply({ type: 'caseTaken' }, ruling.actor, now + HOUR);
        if (this.apply(ruling.event, ruling.actor, this.situation.now + HOUR)) this.approve([]);
        else this.dropped.push(ruling.event.type);
      } else if (state === 'suspended' || !this.passNext(Infinity)) return;
    }
  }

  /** The provider answers as it did, in the order of its answers; where there is none left, it pays. */
  private payBack(): boolean {
    const { state, facts, now } = this.situation;
    if (state !== 'refunding.pending' || facts.refund === null) return false;
    const { id: refundId, keyNo } = facts.refund;
    const answer = this.answers.shift()?.event;
    const event: DisputeEvent = answer?.type === 'refundFailed'
      ? { type: 'refundFailed', refundId, keyNo, failure: answer.failure }
      : { type: 'refundSucceeded', refundId, keyNo, providerReference: null };
    return this.apply(event, PROVIDER, now + SECOND);
  }

  private passNext(until: number): boolean {
    const running = this.situation.deadlines.filter(({ pausedLeft, dueAt }) => pausedLeft === null && dueAt <= until);
    const next = running.sort((one, other) => one.dueAt - other.dueAt)[0];
    if (next === undefined || (this.left -= 1) < 0) return false;
    const event = { type: 'deadlinePassed', kind: next.kind, dueAt: new Date(next.dueAt).toISOString() } as const;
    if (!this.apply(event, CLOCK, Math.max(next.dueAt, this.situation.now))) return false;
    this.passed[next.kind] = (this.passed[next.kind] ?? 0) + 1;
    return true;
  }

  private judge(event: DisputeEvent, actor: Actor, now: number): Decision {
    const { reasons, evidenceRequirements } = this.own;
    const policy = CLAIMS.includes(event.type) ? { ...this.situation.policy, reasons, evidenceRequirements } : this.situation.policy;
    return decide({ ...this.situation, now, policy }, event, actor);
  }

  /** Whether the law accepted it. */
  private apply(event: DisputeEvent, actor: Actor, now: number): boolean {
    const decision = this.judge(event, actor, now);
    if (decision.outcome === 'refused') return false;
    if (decision.outcome === 'accepted') this.moveOn(decision, event, now);
    return true;
  }

  private moveOn({ from, state, facts, deadlines }: Accepted, event: DisputeEvent, now: number): void {
    const came = from !== null && !atDesk(from) && from !== 'suspended' && atDesk(state);
    if (came) this.visits += 1;
    const negotiated = from !== null && isStage(from, 'opened', 'negotiation');
    if (negotiated && !isStage(state, 'opened', 'negotiation', 'suspended')) this.endedBySilence = event.type === 'deadlinePassed' && !atDesk(state);
    this.situation = { ...this.situation, state, facts, deadlines, now };
  }
}

/**
 * How this dispute would have gone under this policy. Rulings are kept as they were: where the case comes to the desk later, so
 * do they. What a claim had to show is kept as well: `own` is the policy that the dispute lived under.
 */
export function courseUnder(policy: Policy, disputeId: string, log: readonly LoggedStep[], own = policy): Course {
  const [first, ...rest] = log;
  if (first === undefined) throw new Error(`${disputeId} has no log`);
  return new Walk(disputeId, policy, first, rest, own).course();
}
