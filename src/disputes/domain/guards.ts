import { evidenceGap } from './checklist.js';
import type { AssessedLine, ClaimAssessment, ClaimForm, EventType, OfferInput, RulingInput } from './events.js';
import { mayAppeal, moneyInFlight, type Facts, type Party } from './facts.js';
import { refuse, rule, type Judgement, type Refusal, type Rule } from './judgement.js';
import { isStage } from './states.js';

type Assessed = Judgement<{ assessment: ClaimAssessment }>;
type Offering = Judgement<OfferInput>;
type Answering = Judgement<{ offerId: string }>;
type Staffed = Judgement<object>;
type Ruled = Judgement<{ ruling?: RulingInput; refundable: { items: number; shipping: number } }>;

/* ---- opening ---- */

/** The claim as it would stand: a revised one comes with the event, otherwise the draft's. */
function claimOf(j: { facts: Facts; event: object }): ClaimForm {
  return 'claim' in j.event ? (j.event.claim as ClaimForm) : j.facts.claim;
}

const windowNotOpen = (j: Assessed): Refusal | null => {
  const from = j.event.assessment.windowFrom;
  if (from === null) return refuse('window_not_open');
  return j.now < Date.parse(from) ? { code: 'window_not_open', availableFrom: Date.parse(from) } : null;
};

const windowClosed = (j: Assessed): Refusal | null => {
  const until = j.event.assessment.windowUntil;
  return until !== null && j.now >= Date.parse(until) ? refuse('window_closed') : null;
};

const someLine = (code: string, lacks: (line: AssessedLine) => boolean) => (j: Assessed): Refusal | null =>
  j.event.assessment.lines.some(lacks) ? refuse(code) : null;

const unitsNotDisputable = someLine('units_not_disputable', (line) => line.quantity > line.unheld);
const alreadyDecided = someLine('already_decided', (line) => line.quantity > line.undecided);
const useReopen = someLine('use_reopen', (line) => line.quantity > line.free);

const amountExceedsRefundable = (j: Assessed): Refusal | null => {
  const asked = claimOf(j).requested.amount ?? j.event.assessment.amount;
  return asked < 1 || asked > j.event.assessment.amount ? refuse('amount_exceeds_refundable') : null;
};

const evidenceMissing = (j: Judgement<object>): Refusal | null => {
  const missing = evidenceGap(claimOf(j), j.facts.evidence, j.policy);
  return missing.length > 0 ? { code: 'evidence_missing', missing } : null;
};

const OPENING: readonly Rule[] = [
  rule<'buyerOpened'>(windowNotOpen, 'assessment'),
  rule<'buyerOpened'>(windowClosed, 'assessment'),
  rule<'buyerOpened'>(unitsNotDisputable, 'assessment'),
  rule<'buyerOpened'>(alreadyDecided, 'assessment'),
  rule<'buyerOpened'>(useReopen, 'assessment'),
  rule<'buyerOpened'>(amountExceedsRefundable, 'assessment'),
];

const amendUsed = (j: Staffed): Refusal | null => (j.facts.amended ? refuse('amend_used') : null);
const scopeIsClaim = (j: Staffed): Refusal | null => (j.facts.scope === 'claim' ? null : refuse('action_not_allowed'));

/* ---- offers ---- */

const counterOffersExhausted = (party: Party) => (j: Staffed): Refusal | null => {
  const counted = isStage(j.state, 'opened', 'negotiation');
  return counted && j.facts.offersMade[party] >= j.policy.maxOffers[party] ? refuse('counter_offers_exhausted') : null;
};

const remedyAllowed = (j: Offering): Refusal | null => {
  const { kind } = j.event.remedy;
  if (j.facts.scope === 'return') return kind === 'refund' ? null : refuse('remedy_not_allowed_in_scope');
  const allowed = j.policy.reasons[j.facts.claim.reason]?.remedies ?? [];
  return kind !== 'none' && allowed.includes(kind) ? null : refuse('remedy_not_allowed');
};

const amountWithinClaim = (j: Offering): Refusal | null => {
  const amount = j.event.remedy.amount ?? j.facts.claim.amount;
  return amount > j.facts.claim.amount ? refuse('amount_exceeds_claim') : null;
};

/** Offering the whole claim as money is accepting it: that has an action of its own, so history says which it was. */
const offerEqualsClaim = (j: Offering): Refusal | null => {
  if (j.event.remedy.kind !== 'refund' || !isStage(j.state, 'opened', 'negotiation')) return null;
  return (j.event.remedy.amount ?? j.facts.claim.amount) === j.facts.claim.amount ? refuse('offer_not_below_claim') : null;
};

const offerNotOpen = (j: Answering): Refusal | null =>
  j.facts.openOffers.some((offer) => offer.id === j.event.offerId) ? null : refuse('offer_not_open');

const ownOffer = (j: Answering): Refusal | null =>
  j.facts.openOffers.some((offer) => offer.id === j.event.offerId && offer.by === j.actor.role) ? refuse('own_offer') : null;

const ANSWERING: readonly Rule[] = [
  rule<'partiesAgreed'>(offerNotOpen, 'offerId'),
  rule<'partiesAgreed'>(ownOffer, 'offerId'),
];

const offering = (party: Party): readonly Rule[] => [
  rule<'sellerOffered'>(counterOffersExhausted(party)),
  rule<'sellerOffered'>(remedyAllowed, 'remedy'),
  rule<'sellerOffered'>(amountWithinClaim, 'remedy'),
];

const tooEarlyToEscalate = (j: Staffed): Refusal | null => {
  const from = (j.facts.openedAt ?? 0) + j.policy.minNegotiation;
  return j.facts.sellerRejected || j.now >= from ? null : { code: 'too_early_to_escalate', availableFrom: from };
};

/* ---- the desk ---- */

/** Taking is declared under review too, only to be refused with the reason: somebody was faster. */
const caseHeld = (j: Staffed): Refusal | null => (j.facts.holder === null ? null : refuse('case_held'));

const conflictOfInterest = (j: Staffed): Refusal | null => {
  if (Object.values(j.facts.sides).includes(j.actor.id)) return refuse('conflict_of_interest');
  return isStage(j.state, 'appealed') && j.facts.decidedBy.includes(j.actor.id) ? refuse('conflict_of_interest') : null;
};

const caseNotHeld = (j: Staffed): Refusal | null => (j.facts.holder === j.actor.id ? null : refuse('case_not_held'));

const evidenceUnknown = (j: Ruled): Refusal | null => {
  const known = new Set(j.facts.evidence.map((item) => item.id));
  return (j.event.ruling?.evidenceIds ?? []).every((id) => known.has(id)) ? null : refuse('evidence_unknown');
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
  const { items, shipping } = j.event.refundable;
  return grant.items > items || grant.shipping > shipping ? refuse('amount_exceeds_refundable') : null;
};

const secondPersonRequired = (j: Staffed): Refusal | null =>
  j.facts.pendingRuling?.by === j.actor.id ? refuse('second_person_required') : null;

const RULING: readonly Rule[] = [
  rule<'arbitratorRuled'>(caseNotHeld),
  rule<'arbitratorRuled'>(evidenceUnknown, 'ruling'),
  rule<'arbitratorRuled'>(rulingRemedyAllowed, 'ruling'),
  rule<'arbitratorRuled'>(rulingExceedsRefundable, 'refundable'),
];

/** An inadmissible dispute can only be found inadmissible again, or sent back (workflow.md, `appealRuled`). */
const inadmissibleUpholdsOnly = (j: Judgement<{ outcome: string }>): Refusal | null =>
  j.facts.appeal?.from === 'inadmissible' && j.event.outcome !== 'uphold' ? refuse('uphold_or_remand_only') : null;

const rulingMissing = (j: Judgement<{ outcome: string; ruling?: RulingInput }>): Refusal | null =>
  j.event.outcome !== 'uphold' && j.event.ruling === undefined ? refuse('statement_incomplete') : null;

const notAnAddressee = (j: Judgement<object>): Refusal | null =>
  j.facts.information?.awaiting.includes(j.actor.role as Party) === true ? null : refuse('information_not_awaited');

const alreadyAnsweredSettlement = (j: Judgement<object>): Refusal | null =>
  j.facts.settlement?.acceptedBy.includes(j.actor.role as Party) === true ? refuse('settlement_answered') : null;

/* ---- appeals ---- */

const mayNotAppeal = (j: Judgement<object>): Refusal | null => {
  const party = j.actor.role as Party;
  if (j.facts.appealed.includes(party)) return refuse('appeal_used');
  return mayAppeal(j.facts).includes(party) ? null : refuse('not_appealable');
};

const appealWindowClosed = (j: Judgement<object>): Refusal | null =>
  j.state === 'closed.inadmissible' && (j.facts.appealUntil === null || j.now >= j.facts.appealUntil)
    ? refuse('appeal_window_closed')
    : null;

const appealedUnitsFree = (j: Judgement<{ assessment?: ClaimAssessment }>): Refusal | null =>
  j.state === 'closed.inadmissible' && j.event.assessment?.lines.some((line) => line.quantity > line.undecided) === true
    ? refuse('units_not_disputable')
    : null;

const notTheAppellant = (j: Judgement<object>): Refusal | null =>
  j.facts.appeal?.by === j.actor.role ? null : refuse('not_appealable');

/* ---- reopening, money, the end ---- */

const reopenUsed = (j: Judgement<object>): Refusal | null => (j.facts.reopened ? refuse('reopen_used') : null);

const notReopenable = (j: Judgement<object>): Refusal | null => {
  if (j.facts.everRuled || j.facts.reopenUntil === null || j.facts.refund !== null) return refuse('reopen_not_allowed');
  return j.now >= j.facts.reopenUntil ? refuse('reopen_window_closed') : null;
};

const moneyNotConfirmedFailed = (j: Judgement<object>): Refusal | null =>
  j.facts.refund?.status === 'failed' ? null : refuse('money_in_flight');

const proofMissing = (j: Judgement<{ reference: string }>): Refusal | null =>
  j.event.reference.length > 0 ? null : refuse('proof_missing');

const otherRefund = (j: Judgement<{ refundId: string }>): Refusal | null =>
  j.facts.refund?.id === j.event.refundId ? null : refuse('refund_unknown');

const chargebackUnknown = (j: Judgement<{ reference: string }>): Refusal | null =>
  j.facts.chargebacks.open.includes(j.event.reference) ? null : refuse('chargeback_unknown');

const ruledOrAgreed = (j: Judgement<object>): Refusal | null => {
  const closable = isStage(j.facts.origin ?? j.state, 'opened', 'negotiation', 'escalated');
  if (!closable || j.facts.scope !== 'claim') return refuse('action_not_allowed');
  if (moneyInFlight(j.facts)) return refuse('money_in_flight');
  return j.facts.everRuled || j.facts.grant !== null ? refuse('already_ruled') : null;
};

const evidenceSealed = (j: Judgement<{ evidenceId: string }>): Refusal | null => {
  const item = j.facts.evidence.find(({ id }) => id === j.event.evidenceId);
  if (item === undefined) return refuse('evidence_unknown');
  return item.status === 'sealed' ? refuse('evidence_sealed') : null;
};

const TAKING = [rule<'caseTaken'>(caseHeld), rule<'caseTaken'>(conflictOfInterest)];

/**
 * The guards of every event in the order of workflow.md ("Refusals"): the first that objects gives the problem's code.
 * The machine asks whether there is any objection, `unavailableActions` asks which.
 */
export const RULES: { readonly [T in EventType]?: readonly Rule[] } = {
  evidenceRemoved: [rule<'evidenceRemoved'>(evidenceSealed, 'evidenceId')],
  buyerOpened: [...OPENING, rule<'buyerOpened'>(evidenceMissing)],
  buyerAmended: [rule<'buyerAmended'>(amendUsed), ...OPENING, rule<'buyerAmended'>(evidenceMissing, 'claim')],
  sellerAcceptedClaim: [rule<'sellerAcceptedClaim'>(scopeIsClaim)],
  sellerOffered: [...offering('seller'), rule<'sellerOffered'>(offerEqualsClaim, 'remedy')],
  buyerOffered: offering('buyer'),
  buyerAcceptedOffer: ANSWERING,
  sellerAcceptedOffer: ANSWERING,
  buyerRejectedOffer: ANSWERING,
  sellerRejectedOffer: ANSWERING,
  partiesAgreed: ANSWERING,
  buyerEscalated: [rule<'buyerEscalated'>(tooEarlyToEscalate)],
  caseTaken: TAKING,
  caseReleased: [rule<'caseReleased'>(caseNotHeld)],
  informationRequested: [rule<'informationRequested'>(caseNotHeld)],
  informationGiven: [rule<'informationGiven'>(notAnAddressee)],
  settlementProposed: [rule<'settlementProposed'>(caseNotHeld), rule<'sellerOffered'>(remedyAllowed, 'remedy'), rule<'sellerOffered'>(amountWithinClaim, 'remedy')],
  settlementAccepted: [rule<'settlementAccepted'>(alreadyAnsweredSettlement)],
  claimReclassified: [rule<'claimReclassified'>(caseNotHeld), rule<'claimReclassified'>((j) => (j.event.reason in j.policy.reasons ? null : refuse('reason_unknown')), 'reason')],
  arbitratorRuled: RULING,
  rulingApproved: [rule<'rulingApproved'>(secondPersonRequired), rule<'caseTaken'>(conflictOfInterest)],
  rulingRefused: [rule<'rulingRefused'>(secondPersonRequired), rule<'caseTaken'>(conflictOfInterest)],
  ruledInadmissible: [rule<'ruledInadmissible'>(scopeIsClaim), rule<'ruledInadmissible'>(caseNotHeld)],
  partyAppealed: [rule<'partyAppealed'>(mayNotAppeal), rule<'partyAppealed'>(appealWindowClosed), rule<'partyAppealed'>(appealedUnitsFree, 'assessment')],
  appealWithdrawn: [rule<'appealWithdrawn'>(notTheAppellant)],
  appealRuled: [rule<'appealRuled'>(inadmissibleUpholdsOnly, 'outcome'), rule<'appealRuled'>(rulingMissing, 'outcome'), ...RULING],
  appealRemanded: [rule<'appealRemanded'>(caseNotHeld)],
  appealWaived: [rule<'appealWaived'>(mayNotAppeal)],
  refundSucceeded: [rule<'refundSucceeded'>(otherRefund, 'refundId')],
  refundFailed: [rule<'refundFailed'>(otherRefund, 'refundId')],
  refundRecordedByHand: [rule<'refundRecordedByHand'>(moneyNotConfirmedFailed), rule<'refundRecordedByHand'>(otherRefund, 'refundId'), rule<'refundRecordedByHand'>(proofMissing, 'reference')],
  chargebackEnded: [rule<'chargebackEnded'>(chargebackUnknown, 'reference')],
  chargebackLost: [rule<'chargebackLost'>(chargebackUnknown, 'reference')],
  buyerReopened: [rule<'buyerReopened'>(reopenUsed), rule<'buyerReopened'>(notReopenable), rule<'buyerReopened'>(someLine('units_not_disputable', (line) => line.quantity > line.undecided), 'assessment'), rule<'buyerReopened'>(amountExceedsRefundable, 'assessment')],
  closedByLead: [rule<'closedByLead'>(ruledOrAgreed)],
};

/** The first objection to an event, or null. With `asking`, guards whose input is not there yet are passed over. */
export function objection(judgement: Judgement<{ type: EventType }>, asking = false): Refusal | null {
  for (const { check, needs } of RULES[judgement.event.type] ?? []) {
    if (asking && needs !== undefined && !(needs in judgement.event)) continue;
    const refusal = check(judgement as Judgement<never>);
    if (refusal !== null) return refusal;
  }
  return null;
}
