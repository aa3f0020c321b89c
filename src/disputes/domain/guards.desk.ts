import type { TimedDeadlineKind } from '../../policy/domain/policy.js';
import { isShown, pieceOf } from './custody.js';
import type { Deadline } from './deadlines.js';
import type { ClaimAssessment, EventOf, RulingInput } from './events.js';
import { mayAppeal, type Grant, type Party } from './facts.js';
import { refuse, rule, type Judgement, type Refusal, type Rule } from './judgement.js';
import { isStage } from './states.js';

/* The platform's desk: who may hold a case, what may be ruled, who may appeal. */

type Ruled = Judgement<{ ruling?: RulingInput; refundable: { items: number; shipping: number } }>;

/** Taking is declared under review too, only to be refused with the reason: somebody was faster. */
export const caseHeld = (j: Judgement<object>): Refusal | null => (j.facts.holder === null ? null : refuse('case_held'));

export const conflictOfInterest = (j: Judgement<object>): Refusal | null => {
  if (Object.values(j.facts.sides).includes(j.actor.id)) return refuse('conflict_of_interest');
  return isStage(j.state, 'appealed') && j.facts.decidedBy.includes(j.actor.id) ? refuse('conflict_of_interest') : null;
};

/** Whoever ruled or approved in this dispute does not judge it again, nor what others rule: not on appeal, nor when it was sent back. */
export const decidedBefore = (j: Judgement<object>): Refusal | null => (j.facts.decidedBy.includes(j.actor.id) ? refuse('conflict_of_interest') : null);

export const caseNotHeld = (j: Judgement<object>): Refusal | null => (j.facts.holder === j.actor.id ? null : refuse('case_not_held'));

const evidenceUnknown = (j: Ruled): Refusal | null => {
  const known = new Set(j.facts.evidence.filter(isShown).map((item) => item.id));
  const evidenceIds = (j.event.ruling?.evidenceIds ?? []).filter((id) => !known.has(id));
  return evidenceIds.length === 0 ? null : refuse('evidence_unknown', { evidenceIds });
};

/** A decision rests on what can still be looked at. */
const evidenceErased = (j: Ruled): Refusal | null => {
  const evidenceIds = (j.event.ruling?.evidenceIds ?? []).filter((id) => pieceOf(j.facts, id)?.status === 'erased');
  return evidenceIds.length === 0 ? null : refuse('evidence_erased', { evidenceIds });
};

const rulingRemedyAllowed = (j: Ruled): Refusal | null => {
  const kind = j.event.ruling?.grant.remedy.kind;
  if (kind === undefined || kind === 'none') return null;
  if (j.facts.scope === 'return') return kind === 'refund' ? null : refuse('remedy_not_allowed_in_scope');
  const allowed = j.policy.reasons[j.facts.claim.reason]?.remedies ?? [];
  return allowed.includes(kind) ? null : refuse('remedy_not_allowed');
};

const rulingExceedsRefundable = (j: Ruled): Refusal | null => {
  const grant = j.event.ruling?.grant;
  if (grant === undefined) return null;
  const { shipping } = j.event.refundable;
  // Other units of the line belong to other disputes: what they may get is not ours to give away.
  const items = Math.min(j.event.refundable.items, j.facts.claim.amount - j.facts.claim.shipping);
  const exceeds = grant.items > items || grant.shipping > shipping;
  return exceeds ? refuse('amount_exceeds_refundable', { atMost: { amount: items + Math.max(0, shipping), items, shipping } }) : null;
};

/** What is paid is the remedy, what is booked are its parts: they must be the same money. */
const grantInconsistent = (j: Ruled): Refusal | null => {
  const grant = j.event.ruling?.grant;
  if (grant === undefined) return null;
  const { kind, amount } = grant.remedy;
  const adds = grant.items >= 0 && grant.shipping >= 0 && grant.items + grant.shipping === amount;
  return adds && (kind === 'none') === (amount === 0) ? null : refuse('statement_incomplete');
};

export const secondPersonRequired = (j: Judgement<object>): Refusal | null =>
  j.facts.pendingRuling?.by === j.actor.id ? refuse('second_person_required') : null;

export const RULING: readonly Rule[] = [
  rule<'arbitratorRuled'>(caseNotHeld),
  rule<'arbitratorRuled'>(evidenceUnknown, 'ruling'),
  rule<'arbitratorRuled'>(evidenceErased, 'ruling'),
  rule<'arbitratorRuled'>(grantInconsistent, 'ruling'),
  rule<'arbitratorRuled'>(rulingRemedyAllowed, 'ruling'),
  rule<'arbitratorRuled'>(rulingExceedsRefundable, 'refundable'),
];

/** An inadmissible dispute can only be found inadmissible again, or sent back (workflow.md, `appealRuled`). */
export const inadmissibleUpholdsOnly = (j: Judgement<{ outcome: string }>): Refusal | null =>
  j.facts.appeal?.from === 'inadmissible' && j.event.outcome !== 'uphold' ? refuse('uphold_or_remand_only') : null;

/** Upholding repeats what was given; to give something else is to modify. */
export const upholdKeepsRemedy = (j: Judgement<{ outcome: string; ruling?: RulingInput }>): Refusal | null => {
  const { outcome, ruling } = j.event;
  if (outcome !== 'uphold' || ruling === undefined) return null;
  const upheld = j.facts.ruling?.grant ?? { remedy: { kind: 'none', amount: 0 }, items: 0, shipping: 0 };
  const partsOf = ({ remedy: { kind, amount }, items, shipping }: Grant): unknown[] => [kind, amount, items, shipping];
  const repeats = partsOf(ruling.grant).every((part, index) => part === partsOf(upheld)[index]);
  return repeats ? null : refuse('uphold_keeps_remedy');
};

export const rulingMissing = (j: Judgement<{ outcome: string; ruling?: RulingInput }>): Refusal | null =>
  j.event.outcome !== 'uphold' && j.event.ruling === undefined ? refuse('statement_incomplete') : null;

/** Approving names the ruling that was read: a newer one is another decision. */
export const otherRuling = (j: Judgement<{ rulingId: string }>): Refusal | null =>
  j.facts.pendingRuling?.id === j.event.rulingId ? null : refuse('action_not_allowed');

/* ---- questions and settlements ---- */

export const nobodyAsked = (j: Judgement<EventOf<'informationRequested'>>): Refusal | null =>
  j.event.addressees.length > 0 ? null : refuse('statement_incomplete');

export const notAnAddressee = (j: Judgement<object>): Refusal | null =>
  j.facts.information?.awaiting.includes(j.actor.role as Party) === true ? null : refuse('information_not_awaited');

export const otherRequest = (j: Judgement<EventOf<'informationGiven'>>): Refusal | null =>
  j.facts.information?.id === j.event.requestId ? null : refuse('information_not_awaited');

export const otherSettlement = (j: Judgement<{ settlementId: string }>): Refusal | null =>
  j.facts.settlement?.id === j.event.settlementId ? null : refuse('settlement_not_open');

/** What a reclassification would not change. */
export const reasonUnchanged = (j: Judgement<EventOf<'claimReclassified'>>): Refusal | null =>
  j.facts.claim.reason === j.event.reason ? refuse('reason_unchanged') : null;

export const reasonUnknown = (j: Judgement<EventOf<'claimReclassified'>>): Refusal | null =>
  Object.hasOwn(j.policy.reasons, j.event.reason) ? null : refuse('reason_unknown');

export const alreadyAnsweredSettlement = (j: Judgement<object>): Refusal | null =>
  j.facts.settlement?.acceptedBy.includes(j.actor.role as Party) === true ? refuse('settlement_answered') : null;

/* ---- what a lead arranges ---- */

/** Giving back what nobody holds, or in the middle of a question, is no handing over. */
export const nothingToGiveBack = (j: Judgement<EventOf<'caseReassigned'>>): Refusal | null => {
  if (j.event.to !== null || j.state.endsWith('.underReview')) return null;
  return refuse(j.facts.holder === null ? 'case_not_held' : 'action_not_allowed');
};

/** Nobody gets a case they hold already, or may not judge. */
export const newHolderUnfit = (j: Judgement<EventOf<'caseReassigned'>>): Refusal | null => {
  const { to } = j.event;
  if (to === null) return null;
  if (to === j.facts.holder) return refuse('case_held');
  const taking = { ...j, actor: { role: 'arbitrator', id: to } } as const;
  return conflictOfInterest(taking) ?? decidedBefore(taking);
};

/** A party asks for more time to answer only, while an answer is still awaited of them. */
export const extensionNotAwaited = (j: Judgement<object>): Refusal | null => {
  const isParty = j.actor.role === 'buyer' || j.actor.role === 'seller';
  return isParty && notAnAddressee(j) !== null ? refuse('information_not_awaited') : null;
};

/** The holder gives it only for that; a lead, who has no interest in the case, for any of what is waited for. */
export const extensionNotTheirs = (j: Judgement<object>): Refusal | null => {
  if (j.actor.role === 'lead') return conflictOfInterest(j) === null ? null : refuse('conflict_of_interest');
  return j.actor.role === 'arbitrator' && caseNotHeld(j) !== null ? refuse('case_not_held') : null;
};

const running = (j: Judgement<{ kind: string }>): Deadline | undefined =>
  j.deadlines.find(({ kind, pausedLeft }) => kind === j.event.kind && pausedLeft === null);

export const deadlineNotRunning = (j: Judgement<{ kind: string }>): Refusal | null => {
  if (j.actor.role !== 'lead' && j.event.kind !== 'information') return refuse('deadline_not_extendable');
  return running(j) === undefined ? refuse('deadline_not_running') : null;
};

/** No deadline becomes more than twice what the policy gives, however often it is extended: silence still ends. */
export const extensionTooLong = (j: Judgement<EventOf<'deadlineExtended'>>): Refusal | null => {
  const given = j.policy.deadlines[j.event.kind as TimedDeadlineKind];
  const { duration } = running(j) ?? { duration: given };
  if (duration >= 2 * given) return refuse('extension_used');
  return j.event.by <= 0 || duration + j.event.by > 2 * given ? refuse('extension_too_long') : null;
};

/* ---- appeals ---- */

export const mayNotAppeal = (j: Judgement<object>): Refusal | null => {
  const party = j.actor.role as Party;
  if (j.facts.appealed.includes(party)) return refuse('appeal_used');
  return mayAppeal(j.facts).includes(party) ? null : refuse('not_appealable');
};

export const appealWindowClosed = (j: Judgement<object>): Refusal | null =>
  j.state === 'closed.inadmissible' && (j.facts.appealUntil === null || j.now >= j.facts.appealUntil)
    ? refuse('appeal_window_closed')
    : null;

/** A closed dispute has let go of its units: coming back, it must find them free. */
export const appealedUnitsTaken = (j: Judgement<{ assessment?: ClaimAssessment }>): Refusal | null => {
  if (j.state !== 'closed.inadmissible') return null;
  const areFree = j.event.assessment?.lines.every((line) => line.quantity <= line.undecided) === true;
  return areFree ? null : refuse('units_not_disputable');
};

export const notTheAppellant = (j: Judgement<object>): Refusal | null =>
  j.facts.appeal?.by === j.actor.role ? null : refuse('action_not_allowed');
