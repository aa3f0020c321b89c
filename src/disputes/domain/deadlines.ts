import type { DeadlineKind, Policy } from '../../policy/domain/policy.js';
import type { DisputeEvent } from './events.js';
import { mayAppeal, moneyInFlight, otherParty, type Facts, type Party } from './facts.js';
import { stageOf, type State } from './states.js';

/** Who a state or deadline waits for. */
export type WaitingOn = Party | 'both' | 'platform' | 'provider' | 'marketplace' | 'none';

/** A row: what is awaited, from whom, until when. Paused, it keeps the time it had left instead of running. */
export interface Deadline {
  readonly kind: DeadlineKind;
  readonly awaiting: WaitingOn;
  readonly armedAt: number;
  /** While paused: where it stood when it was paused; it does not fire. */
  readonly dueAt: number;
  readonly pausedLeft: number | null;
  /** The duration it was armed with, milliseconds: what `computedFrom` explains. */
  readonly duration: number;
}

interface Wanted {
  readonly kind: DeadlineKind;
  readonly awaiting: WaitingOn;
  readonly paused?: true;
}

function parties(list: readonly Party[]): WaitingOn {
  return list.length === 2 ? 'both' : (list[0] ?? 'none');
}

const settlementAwaits = (facts: Facts): WaitingOn =>
  parties((['buyer', 'seller'] as const).filter((party) => facts.settlement?.acceptedBy.includes(party) !== true));

/** Whom a state waits for; also what the API calls `waitingOn`. */
export function waitingOn(state: State, facts: Facts): WaitingOn {
  switch (state) {
    case 'draft':
    case 'negotiation.awaitingBuyer':
    case 'returning.awaitingShipment':
    case 'replacing.inTransit':
      return 'buyer';
    case 'opened':
    case 'negotiation.awaitingSeller':
    case 'returning.awaitingAddress':
    case 'returning.inspection':
    case 'replacing.awaitingShipment':
      return 'seller';
    case 'escalated.awaitingInformation':
    case 'appealed.awaitingInformation':
      return parties(facts.information?.awaiting ?? []);
    case 'escalated.awaitingAgreement':
      return settlementAwaits(facts);
    case 'decided':
      return parties(mayAppeal(facts));
    case 'returning.inTransit':
    case 'suspended':
      return 'marketplace';
    case 'refunding.pending':
      return 'provider';
    default:
      return ['escalated', 'appealed', 'refunding'].includes(stageOf(state)) ? 'platform' : 'none';
  }
}

const OWN: Partial<Record<State, DeadlineKind>> = {
  draft: 'draft',
  opened: 'sellerResponse',
  'negotiation.awaitingBuyer': 'buyerResponse',
  'negotiation.awaitingSeller': 'sellerResponse',
  'escalated.queued': 'pickup',
  'escalated.underReview': 'decision',
  'escalated.awaitingInformation': 'information',
  'escalated.awaitingAgreement': 'settlement',
  'escalated.awaitingApproval': 'approval',
  decided: 'appealWindow',
  'appealed.queued': 'pickup',
  'appealed.underReview': 'appealDecision',
  'appealed.awaitingInformation': 'information',
  'appealed.awaitingApproval': 'approval',
  'returning.awaitingAddress': 'returnAddress',
  'returning.awaitingShipment': 'returnShipment',
  'returning.inTransit': 'returnTransit',
  'returning.inspection': 'inspection',
  'replacing.awaitingShipment': 'replacementShipment',
  'replacing.inTransit': 'replacementConfirm',
  'refunding.pending': 'refundExecution',
  'refunding.failed': 'refundRetry',
  suspended: 'suspensionReview',
};

const PAUSING: readonly State[] = [
  'escalated.awaitingInformation',
  'escalated.awaitingAgreement',
  'escalated.awaitingApproval',
  'appealed.awaitingInformation',
  'appealed.awaitingApproval',
];

function besides(state: State, facts: Facts): Wanted[] {
  const stage = stageOf(state);
  if (stage === 'opened' || stage === 'negotiation') return [{ kind: 'negotiation', awaiting: 'none' }];
  if (state === 'suspended') return moneyInFlight(facts) ? [{ kind: 'refundQuery', awaiting: 'provider' }] : [];
  if (state === 'closed.inadmissible' && facts.appealUntil !== null) return [{ kind: 'appealWindow', awaiting: 'buyer' }];
  const mayReopen = facts.reopenUntil !== null && (state === 'closed.withdrawn' || state === 'closed.expired');
  if (mayReopen) return [{ kind: 'reopen', awaiting: 'none' }];
  const wanted: Wanted[] = [];
  if (PAUSING.includes(state)) {
    wanted.push({ kind: stage === 'appealed' ? 'appealDecision' : 'decision', awaiting: 'platform', paused: true });
  }
  const other = facts.appeal === null ? null : otherParty(facts.appeal.by);
  if (stage === 'appealed' && other !== null && mayAppeal(facts).includes(other)) {
    wanted.push({ kind: 'appealWindow', awaiting: other, paused: true });
  }
  return wanted;
}

/** What must be armed in a state (workflow.md, "States" and "Deadlines"). A test compares it with the machine's `meta.deadlines`. */
export function wantedDeadlines(state: State, facts: Facts): Wanted[] {
  const own = OWN[state];
  return [...(own === undefined ? [] : [{ kind: own, awaiting: waitingOn(state, facts) }]), ...besides(state, facts)];
}

function durationOf(kind: DeadlineKind, facts: Facts, policy: Policy): number {
  if (kind !== 'refundRetry') return policy.deadlines[kind];
  const waits = policy.refundRetry;
  return waits[Math.min(facts.refund?.retries ?? 0, waits.length - 1)] ?? policy.deadlines.refundExecution;
}

export function pause(deadline: Deadline, now: number): Deadline {
  return deadline.pausedLeft === null ? { ...deadline, pausedLeft: Math.max(0, deadline.dueAt - now) } : deadline;
}

export function resume(deadline: Deadline, now: number): Deadline {
  return deadline.pausedLeft === null ? deadline : { ...deadline, dueAt: now + deadline.pausedLeft, pausedLeft: null };
}

/** Since when it would have run without a pause: what it was extended by stands in its time and in its duration alike. */
export const beganAt = ({ dueAt, duration }: Deadline): number => dueAt - duration;

const DECISIONS: readonly DeadlineKind[] = ['decision', 'appealDecision'];

/** A decision's deadline as if the ruling that waits had never been made. `left` is what its clock had when it stopped for that. */
function asIfUnderReview(deadline: Deadline, approval: Deadline, left: number): Deadline {
  if (approval.pausedLeft === null) return { ...deadline, dueAt: beganAt(approval) + left, pausedLeft: null };
  return { ...deadline, pausedLeft: Math.max(0, left - (approval.duration - approval.pausedLeft)) };
}

/**
 * The deadlines as parties know them: no approval, and the decision's clock never stood still for one. Paused or moved,
 * it would tell them of a ruling that nobody approved.
 */
export function withoutApproval(deadlines: readonly Deadline[], { waitedInVain = 0 }: Pick<Facts, 'waitedInVain'>): Deadline[] {
  const approval = deadlines.find(({ kind }) => kind === 'approval');
  return deadlines.filter((deadline) => deadline !== approval).map((deadline) => {
    if (!DECISIONS.includes(deadline.kind)) return deadline;
    const { pausedLeft: left } = deadline;
    const known = approval === undefined || left === null ? deadline : asIfUnderReview(deadline, approval, left);
    if (known.pausedLeft !== null) return { ...known, pausedLeft: Math.max(0, known.pausedLeft - waitedInVain) };
    return { ...known, dueAt: known.dueAt - waitedInVain };
  });
}

/** Deadlines that outlive a step of their stage; every other one starts anew when its state is entered. */
const KEPT: readonly DeadlineKind[] = ['negotiation', 'decision', 'appealDecision', 'appealWindow'];

export interface Passage {
  readonly from: State | null;
  readonly to: State;
  readonly facts: Facts;
  readonly originBefore: State | null;
  readonly event: DisputeEvent;
  readonly now: number;
  readonly policy: Policy;
}

/** Extending adds to the time and to the duration that explains it: what a deadline was extended by is never forgotten. */
function extended(deadline: Deadline, { event }: Passage): Deadline {
  if (event.type !== 'deadlineExtended' || event.kind !== deadline.kind) return deadline;
  return { ...deadline, dueAt: deadline.dueAt + event.by, duration: deadline.duration + event.by };
}

/** A seller has the whole time for an amended claim, and never less than before it was amended. */
const startsAgain = ({ kind, dueAt }: Deadline, p: Passage): boolean =>
  p.event.type === 'buyerAmended' && kind === 'sellerResponse' && dueAt < p.now + durationOf(kind, p.facts, p.policy);

/** Does a deadline that is already there go on, or does its time start again? Only the law's few cases start it again. */
function goesOn(existing: Deadline, p: Passage): boolean {
  const { kind } = existing;
  if (p.event.type === 'deadlinePassed' && p.event.kind === kind) return false;
  if (p.from === p.to) return !startsAgain(existing, p);
  return p.from === 'suspended' || KEPT.includes(kind);
}

function arm(wanted: Wanted, existing: Deadline | undefined, p: Passage): Deadline[] {
  const { kind, awaiting } = wanted;
  if (wanted.paused) return existing === undefined ? [] : [{ ...pause(existing, p.now), awaiting }];
  if (existing !== undefined && goesOn(existing, p)) return [{ ...extended(resume(existing, p.now), p), awaiting }];
  const duration = durationOf(kind, p.facts, p.policy);
  return [{ kind, awaiting, armedAt: p.now, dueAt: p.now + duration, pausedLeft: null, duration }];
}

/**
 * The deadlines after an accepted event: those of the new state, armed on entering it, kept or resumed where the law says so.
 * A suspension pauses all others with the time they had left; if the state to return to changed meanwhile, they are dropped
 * and the new state's start in full on resuming.
 */
export function nextDeadlines(before: readonly Deadline[], p: Passage): Deadline[] {
  const find = (kind: DeadlineKind): Deadline | undefined => before.find((deadline) => deadline.kind === kind);
  const armed = wantedDeadlines(p.to, p.facts).flatMap((wanted) => arm(wanted, find(wanted.kind), p));
  if (p.to !== 'suspended') return armed;
  const moved = p.from === 'suspended' && p.originBefore !== p.facts.origin;
  const own: readonly DeadlineKind[] = ['suspensionReview', 'refundQuery'];
  const paused = moved ? [] : before.filter(({ kind }) => !own.includes(kind)).map((deadline) => pause(deadline, p.now));
  return [...armed, ...paused];
}
