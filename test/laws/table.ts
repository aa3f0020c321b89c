import type { EventType } from '../../src/disputes/domain/events.js';
import { STATES, type State } from '../../src/disputes/domain/states.js';

/** workflow.md, "Events", written down once more without looking at the machine: from where, to where. `*` is any step, `=` the same state. */
const REMEDY = 'refunding.pending returning.awaitingAddress returning.awaitingShipment replacing.awaitingShipment closed.settled';
const RULED = REMEDY.replace('settled', 'ruled').replace('returning.awaitingShipment ', '');
const OPEN = 'opened negotiation.* escalated.* decided appealed.* returning.* replacing.* refunding.*';
const ALL_OPEN = `${OPEN} suspended`;
const TALKING = 'opened negotiation.* escalated.*';
const AT_DESK = 'escalated.* appealed.*';
const AWAITING = 'escalated.awaitingInformation appealed.awaitingInformation';

type Row = readonly [from: string, to: string];

const ROWS: Readonly<Record<EventType, readonly Row[]>> = {
  buyerStarted: [],
  buyerRevisedDraft: [['draft', '=']],
  draftDiscarded: [['draft', 'discarded']],
  evidenceAdded: [[`draft ${ALL_OPEN}`, '=']],
  evidenceRemoved: [[`draft ${ALL_OPEN}`, '=']],
  evidenceRedacted: [[`draft ${ALL_OPEN} closed.*`, '=']],
  evidenceErased: [[`draft ${ALL_OPEN} closed.*`, '=']],
  messageSent: [[ALL_OPEN, '=']],
  buyerOpened: [['draft', 'opened']],
  buyerAmended: [['opened', '=']],
  sellerAcceptedClaim: [[TALKING, REMEDY]],
  sellerOffered: [['opened negotiation.awaitingSeller', 'negotiation.awaitingBuyer'], [AT_DESK, '=']],
  sellerRejected: [['opened', 'negotiation.awaitingBuyer']],
  buyerOffered: [['negotiation.awaitingBuyer', 'negotiation.awaitingSeller'], [AT_DESK, '=']],
  buyerAcceptedOffer: [['negotiation.awaitingBuyer', REMEDY]],
  sellerAcceptedOffer: [['negotiation.awaitingSeller', REMEDY]],
  buyerRejectedOffer: [['negotiation.awaitingBuyer', '='], [AT_DESK, '=']],
  sellerRejectedOffer: [['negotiation.awaitingSeller', 'negotiation.awaitingBuyer'], [AT_DESK, '=']],
  partiesAgreed: [[AT_DESK, REMEDY]],
  buyerEscalated: [['opened negotiation.*', 'escalated.queued']],
  sellerEscalated: [['negotiation.*', 'escalated.queued']],
  buyerWithdrew: [['opened negotiation.*', 'closed.withdrawn'], ['escalated.*', 'closed.withdrawn closed.settled']],
  caseTaken: [['escalated.queued', 'escalated.underReview'], ['appealed.queued', 'appealed.underReview']],
  caseReleased: [['escalated.underReview', 'escalated.queued'], ['appealed.underReview', 'appealed.queued']],
  arbitratorRecused: [['escalated.underReview', 'escalated.queued'], ['appealed.underReview', 'appealed.queued']],
  informationRequested: [['escalated.underReview', 'escalated.awaitingInformation'], ['appealed.underReview', 'appealed.awaitingInformation']],
  informationGiven: [['escalated.awaitingInformation', '= escalated.underReview'], ['appealed.awaitingInformation', '= appealed.underReview']],
  settlementProposed: [['escalated.underReview', 'escalated.awaitingAgreement']],
  settlementAccepted: [['escalated.awaitingAgreement', `= ${REMEDY}`]],
  settlementRejected: [['escalated.awaitingAgreement', 'escalated.underReview']],
  claimReclassified: [['escalated.underReview appealed.underReview', '=']],
  caseReassigned: [
    ['escalated.queued', 'escalated.underReview'],
    ['appealed.queued', 'appealed.underReview'],
    ['escalated.underReview', '= escalated.queued'],
    ['appealed.underReview', '= appealed.queued'],
    [`${AWAITING} escalated.awaitingAgreement`, '='],
  ],
  deadlineExtended: [[OPEN.replace(' refunding.*', ''), '=']],
  arbitratorRuled: [['escalated.underReview', `decided escalated.awaitingApproval ${RULED}`]],
  rulingApproved: [['escalated.awaitingApproval', `decided ${RULED}`], ['appealed.awaitingApproval', RULED]],
  rulingRefused: [['escalated.awaitingApproval', 'escalated.underReview'], ['appealed.awaitingApproval', 'appealed.underReview']],
  ruledInadmissible: [['escalated.underReview', 'closed.inadmissible']],
  partyAppealed: [['decided closed.inadmissible', 'appealed.queued']],
  appealWithdrawn: [['appealed.*', `decided closed.inadmissible ${RULED}`]],
  appealRuled: [['appealed.underReview', `appealed.awaitingApproval closed.inadmissible ${RULED}`]],
  appealRemanded: [['appealed.underReview', 'escalated.queued']],
  appealWaived: [['decided', `= ${RULED}`]],
  returnAddressGiven: [['returning.awaitingAddress', 'returning.awaitingShipment']],
  returnWaived: [['returning.awaitingAddress returning.awaitingShipment', 'refunding.pending']],
  returnShipped: [['returning.awaitingShipment', 'returning.inTransit']],
  returnDelivered: [['returning.inTransit', 'returning.inspection'], ['suspended', '=']],
  returnAccepted: [['returning.inTransit returning.inspection', 'refunding.pending']],
  returnContested: [['returning.inspection', 'escalated.queued']],
  replacementShipped: [['replacing.awaitingShipment', 'replacing.inTransit']],
  replacementConfirmed: [['replacing.inTransit', 'closed.settled closed.ruled']],
  replacementFaulty: [['replacing.inTransit', 'escalated.queued']],
  refundSucceeded: [['refunding.*', 'closed.settled closed.ruled'], ['suspended', '= closed.superseded']],
  refundFailed: [['refunding.*', 'refunding.failed'], ['suspended', '= closed.superseded']],
  refundRecordedByHand: [['refunding.failed', 'closed.settled closed.ruled']],
  chargebackOpened: [[ALL_OPEN, 'suspended']],
  chargebackEnded: [['suspended', `= ${OPEN} closed.settled closed.ruled`]],
  chargebackLost: [['suspended', '= closed.superseded']],
  buyerReopened: [['closed.withdrawn closed.expired', 'opened']],
  closedByLead: [[`${TALKING} suspended`, 'closed.inadmissible']],
  deadlinePassed: [
    ['draft', 'discarded'],
    ['opened', `escalated.queued ${REMEDY}`],
    ['negotiation.awaitingBuyer', 'escalated.queued closed.expired'],
    ['negotiation.awaitingSeller', `escalated.queued ${REMEDY}`],
    ['escalated.queued appealed.queued suspended refunding.failed closed.withdrawn closed.expired closed.inadmissible', '='],
    ['escalated.underReview', 'escalated.queued'],
    ['appealed.underReview', 'appealed.queued'],
    [`${AWAITING.split(' ')[0]} escalated.awaitingAgreement escalated.awaitingApproval`, 'escalated.underReview'],
    ['appealed.awaitingInformation appealed.awaitingApproval', 'appealed.underReview'],
    ['decided', RULED],
    ['returning.awaitingAddress returning.inspection', 'refunding.pending'],
    ['returning.awaitingShipment', 'closed.expired'],
    ['returning.inTransit', 'escalated.queued'],
    ['replacing.awaitingShipment', 'refunding.pending'],
    ['replacing.inTransit', 'closed.settled closed.ruled'],
    ['refunding.pending', 'refunding.failed'],
    ['refunding.failed', 'refunding.pending'],
  ],
};

const matches = (patterns: string, state: State): boolean =>
  patterns.split(' ').some((pattern) => pattern === state || (pattern.endsWith('.*') && state.startsWith(pattern.slice(0, -1))));

/** Every state to which an event may lead from here; none means that it is refused. */
export function mayLeadTo(type: EventType, from: State): State[] {
  const rows = ROWS[type].filter(([patterns]) => matches(patterns, from));
  return STATES.filter((to) => rows.some(([, targets]) => matches(targets, to) || (to === from && targets.split(' ').includes('='))));
}
