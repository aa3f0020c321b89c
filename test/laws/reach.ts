import type { EventType } from '../../src/disputes/domain/events.js';
import type { State } from '../../src/disputes/domain/states.js';
import type { Step } from './house.js';
import type { Wish } from './plausible.js';

const by = (type: EventType, wish: Wish & Pick<Step, 'role'> = {}): Step => ({ type, ...wish });

const draft = [by('evidenceAdded')];
const opened = [...draft, by('buyerOpened')];
/** The seller has said no, so that nobody need wait before escalating. */
const refused = [...opened, by('sellerRejected')];
const countered = [...refused, by('buyerOffered')];
const negotiated = [...countered, by('sellerOffered')];
const queued = [...negotiated, by('buyerEscalated')];
const reviewed = [...queued, by('caseTaken')];
const decided = [...reviewed, by('arbitratorRuled')];
const appealed = [...decided, by('partyAppealed')];
const appealReviewed = [...appealed, by('caseTaken')];
const returning = [...opened, by('sellerOffered', { kind: 'return_and_refund', share: 0.8 }), by('buyerAcceptedOffer')];
const returnAddressed = [...returning, by('returnAddressGiven')];
const returnShipped = [...returnAddressed, by('returnShipped')];
const replacing = [...opened, by('sellerOffered', { kind: 'replacement' }), by('buyerAcceptedOffer')];
const replaced = [...replacing, by('replacementShipped')];
const paying = [...opened, by('sellerAcceptedClaim')];
const suspended = [...opened, by('chargebackOpened')];
const inadmissible = [...reviewed, by('ruledInadmissible')];

/** How a dispute comes into each state by decisions alone. */
export const REACH: Readonly<Record<State, readonly Step[]>> = {
  draft,
  discarded: [by('draftDiscarded')],
  opened,
  'negotiation.awaitingBuyer': negotiated,
  'negotiation.awaitingSeller': countered,
  'escalated.queued': queued,
  'escalated.underReview': reviewed,
  'escalated.awaitingInformation': [...reviewed, by('informationRequested')],
  'escalated.awaitingAgreement': [...reviewed, by('settlementProposed')],
  'escalated.awaitingApproval': [...reviewed, by('arbitratorRuled', { share: 1 })],
  decided,
  'appealed.queued': appealed,
  'appealed.underReview': appealReviewed,
  'appealed.awaitingInformation': [...appealReviewed, by('informationRequested')],
  'appealed.awaitingApproval': [...appealReviewed, by('appealRuled', { share: 1 })],
  'returning.awaitingAddress': returning,
  'returning.awaitingShipment': returnAddressed,
  'returning.inTransit': returnShipped,
  'returning.inspection': [...returnShipped, by('returnDelivered')],
  'replacing.awaitingShipment': replacing,
  'replacing.inTransit': replaced,
  'refunding.pending': paying,
  'refunding.failed': [...paying, by('refundFailed')],
  suspended,
  'closed.settled': [...paying, by('refundSucceeded')],
  'closed.ruled': [...reviewed, by('arbitratorRuled', { kind: 'none', share: 0 }), by('appealWaived')],
  'closed.withdrawn': [...opened, by('buyerWithdrew')],
  'closed.expired': [...opened, by('sellerOffered', { share: 0.9 }), by('deadlinePassed', { deadline: 'buyerResponse' })],
  'closed.inadmissible': inadmissible,
  'closed.superseded': [...suspended, by('chargebackLost')],
};

/** Other ways into states whose past decides what may still happen. */
export const ALSO: readonly (readonly [State, readonly Step[]])[] = [
  ['negotiation.awaitingBuyer', [...opened, by('sellerOffered', { kind: 'return_and_refund', hasAddress: true })]],
  ['escalated.queued', [...replaced, by('replacementFaulty')]],
  ['escalated.underReview', [...returnShipped, by('returnDelivered'), by('returnContested'), by('caseTaken')]],
  ['escalated.underReview', [...appealReviewed, by('appealRemanded'), by('caseTaken')]],
  ['escalated.queued', [...reviewed, by('caseReassigned', { to: null })]],
  ['escalated.awaitingInformation', [...reviewed, by('informationRequested'), by('deadlineExtended', { role: 'seller' })]],
  ['escalated.awaitingInformation', [...reviewed, by('informationRequested'), by('informationGiven')]],
  ['escalated.awaitingAgreement', [...reviewed, by('settlementProposed'), by('settlementAccepted')]],
  ['decided', [...decided, by('appealWaived')]],
  ['appealed.queued', [...inadmissible, by('partyAppealed')]],
  ['appealed.underReview', [...inadmissible, by('partyAppealed'), by('caseTaken')]],
  ['refunding.failed', [...paying, by('deadlinePassed', { deadline: 'refundExecution' })]],
  ['suspended', [...paying, by('chargebackOpened')]],
  ['suspended', [...paying, by('chargebackOpened'), by('chargebackLost')]],
  ['suspended', [...returnShipped, by('chargebackOpened')]],
  ['suspended', [...suspended, by('chargebackOpened')]],
  ['closed.expired', [...returnAddressed, by('deadlinePassed', { deadline: 'returnShipment' })]],
  ['closed.withdrawn', [...opened, by('buyerWithdrew'), by('buyerReopened'), by('buyerWithdrew')]],
  ['closed.inadmissible', [...refused, by('closedByLead')]],
];
