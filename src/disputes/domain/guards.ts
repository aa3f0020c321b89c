import {
  amendUsed, amountExceedsRefundable, anchorOutOfReach, audienceNotAllowed, draftIsTheBuyers, erasureNotInReach, evidenceGone, evidenceMissing, evidenceNotInReach,
  evidenceNotYours, evidenceSealed, notReopenable, OPENING, reopenUsed, scopeIsClaim, unitsTaken,
} from './guards.claim.js';
import {
  alreadyAnsweredSettlement, appealedUnitsTaken, appealWindowClosed, caseHeld, caseNotHeld, conflictOfInterest, deadlineNotRunning,
  decidedBefore, extensionNotAwaited, extensionNotTheirs, extensionTooLong, inadmissibleUpholdsOnly, mayNotAppeal, newHolderUnfit, nobodyAsked, notAnAddressee, nothingToGiveBack, notTheAppellant,
  otherRequest, otherRuling, otherSettlement, reasonUnchanged, reasonUnknown, RULING, rulingMissing, secondPersonRequired, upholdKeepsRemedy,
} from './guards.desk.js';
import { alreadyRuled, chargebackUnknown, moneyNotConfirmedFailed, otherRefund, proofMissing } from './guards.money.js';
import { amountWithinClaim, ANSWERING, offerEqualsClaim, offering, remedyAllowed, tooEarlyToEscalate } from './guards.offers.js';
import type { EventType } from './events.js';
import { rule, type Judgement, type Refusal, type Rule } from './judgement.js';

const APPROVING = [
  rule<'rulingApproved'>(otherRuling, 'rulingId'),
  rule<'rulingApproved'>(secondPersonRequired),
  rule<'rulingApproved'>(conflictOfInterest),
  rule<'rulingApproved'>(decidedBefore),
];

/**
 * The guards of every event in the order of workflow.md ("Refusals"): the first that objects gives the problem's code.
 * The machine asks whether there is any objection, `unavailableActions` asks which.
 */
export const RULES: { readonly [T in EventType]?: readonly Rule[] } = {
  evidenceAdded: [rule<'evidenceAdded'>(draftIsTheBuyers)],
  evidenceRemoved: [rule<'evidenceRemoved'>(evidenceNotYours, 'evidenceId'), rule<'evidenceRemoved'>(evidenceSealed, 'evidenceId')],
  evidenceRedacted: [rule<'evidenceRedacted'>(evidenceNotInReach, 'evidenceId'), rule<'evidenceRedacted'>(evidenceGone, 'evidenceId')],
  evidenceErased: [rule<'evidenceErased'>(erasureNotInReach, 'evidenceId')],
  messageSent: [rule<'messageSent'>(audienceNotAllowed, 'audience'), rule<'messageSent'>(anchorOutOfReach, 'anchor')],
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
  caseTaken: [rule<'caseTaken'>(caseHeld), rule<'caseTaken'>(conflictOfInterest), rule<'caseTaken'>(decidedBefore)],
  caseReleased: [rule<'caseReleased'>(caseNotHeld)],
  arbitratorRecused: [rule<'arbitratorRecused'>(caseNotHeld)],
  informationRequested: [rule<'informationRequested'>(caseNotHeld), rule<'informationRequested'>(nobodyAsked, 'addressees')],
  informationGiven: [rule<'informationGiven'>(notAnAddressee), rule<'informationGiven'>(otherRequest, 'requestId')],
  settlementProposed: [
    rule<'settlementProposed'>(caseNotHeld),
    rule<'settlementProposed'>(remedyAllowed, 'remedy'),
    rule<'settlementProposed'>(amountWithinClaim, 'remedy'),
  ],
  settlementAccepted: [rule<'settlementAccepted'>(otherSettlement, 'settlementId'), rule<'settlementAccepted'>(alreadyAnsweredSettlement)],
  settlementRejected: [rule<'settlementRejected'>(otherSettlement, 'settlementId')],
  claimReclassified: [rule<'claimReclassified'>(caseNotHeld), rule<'claimReclassified'>(reasonUnknown, 'reason'), rule<'claimReclassified'>(reasonUnchanged, 'reason')],
  caseReassigned: [rule<'caseReassigned'>(conflictOfInterest), rule<'caseReassigned'>(nothingToGiveBack, 'to'), rule<'caseReassigned'>(newHolderUnfit, 'to')],
  deadlineExtended: [
    rule<'deadlineExtended'>(extensionNotAwaited),
    rule<'deadlineExtended'>(extensionNotTheirs),
    rule<'deadlineExtended'>(deadlineNotRunning, 'kind'),
    rule<'deadlineExtended'>(extensionTooLong, 'by'),
  ],
  arbitratorRuled: RULING,
  rulingApproved: APPROVING,
  rulingRefused: APPROVING,
  ruledInadmissible: [rule<'ruledInadmissible'>(scopeIsClaim), rule<'ruledInadmissible'>(caseNotHeld)],
  partyAppealed: [
    rule<'partyAppealed'>(mayNotAppeal),
    rule<'partyAppealed'>(appealWindowClosed),
    rule<'partyAppealed'>(appealedUnitsTaken, 'assessment'),
  ],
  appealWithdrawn: [rule<'appealWithdrawn'>(notTheAppellant)],
  appealRuled: [rule<'appealRuled'>(inadmissibleUpholdsOnly, 'outcome'), rule<'appealRuled'>(rulingMissing, 'outcome'), rule<'appealRuled'>(upholdKeepsRemedy, 'ruling'), ...RULING],
  appealRemanded: [rule<'appealRemanded'>(caseNotHeld)],
  appealWaived: [rule<'appealWaived'>(mayNotAppeal)],
  refundSucceeded: [rule<'refundSucceeded'>(otherRefund, 'refundId')],
  refundFailed: [rule<'refundFailed'>(otherRefund, 'refundId')],
  refundRecordedByHand: [
    rule<'refundRecordedByHand'>(otherRefund, 'refundId'),
    rule<'refundRecordedByHand'>(moneyNotConfirmedFailed),
    rule<'refundRecordedByHand'>(proofMissing, 'reference'),
  ],
  chargebackEnded: [rule<'chargebackEnded'>(chargebackUnknown, 'reference')],
  chargebackLost: [rule<'chargebackLost'>(chargebackUnknown, 'reference')],
  buyerReopened: [
    rule<'buyerReopened'>(reopenUsed),
    rule<'buyerReopened'>(notReopenable),
    rule<'buyerReopened'>(unitsTaken, 'assessment'),
    rule<'buyerReopened'>(amountExceedsRefundable, 'assessment'),
  ],
  closedByLead: [rule<'closedByLead'>(alreadyRuled)],
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
