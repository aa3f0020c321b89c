import type { DeadlineKind } from '../../policy/domain/policy.js';
import type { EventType } from './events.js';
import type { ActorRole } from './facts.js';
import { isStage, type State } from './states.js';

type EventChoice = (role: ActorRole, state: State) => EventType | null;

/** One thing a client can ask for. Clients name actions, never events or target states. */
export interface ActionRule {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** `{disputeId}`, `{offerId}`, `{refundId}` and the like are filled from the dispute. */
  readonly path: string;
  /** The event that a role's doing of it is; null where it is never that role's to do. */
  readonly event: EventChoice;
  /** Name of the request body's schema in openapi.yaml; null where nothing is sent. */
  readonly input: string | null;
  /** Only actions with a route are offered to anybody. */
  readonly routed: boolean;
  readonly needsIfMatch: boolean;
  /** Deadlines that it answers: doing it in time prevents what they would bring. */
  readonly answers: readonly DeadlineKind[];
  /** In whose name the law judges it, where that is not the caller: the marketplace speaks for the provider. */
  readonly onBehalfOf?: ActorRole;
}

type Side = 'buyer' | 'seller' | 'parties' | 'staff' | 'lead' | 'marketplace';

const ROLES: Readonly<Record<Side, readonly ActorRole[]>> = {
  buyer: ['buyer'],
  seller: ['seller'],
  parties: ['buyer', 'seller'],
  staff: ['arbitrator', 'lead'],
  lead: ['lead'],
  marketplace: ['marketplace'],
};

const by = (side: Side, event: EventType): EventChoice => (role) => (ROLES[side].includes(role) ? event : null);

const each = (events: Partial<Readonly<Record<ActorRole, EventType>>>): EventChoice => (role) => events[role] ?? null;

/** While the platform decides, accepting an offer is a settlement by whoever accepts it: it takes the case off the desk. */
const accepting: EventChoice = (role, state) => {
  if (isStage(state, 'escalated', 'appealed')) return by('parties', 'partiesAgreed')(role, state);
  return each({ buyer: 'buyerAcceptedOffer', seller: 'sellerAcceptedOffer' })(role, state);
};

const ruling: EventChoice = (role, state) => by('staff', isStage(state, 'appealed') ? 'appealRuled' : 'arbitratorRuled')(role, state);

/** Whoever has to answer takes more time for it, and who asked gives it; a lead has an action for every deadline. */
const moreTime = each({ buyer: 'deadlineExtended', seller: 'deadlineExtended', arbitrator: 'deadlineExtended', lead: 'deadlineExtended' });

interface More {
  readonly method?: ActionRule['method'];
  readonly input?: string;
  readonly answers?: readonly DeadlineKind[];
  readonly needsIfMatch?: true;
  readonly onBehalfOf?: ActorRole;
}

function action(path: string, event: EventChoice, more: More = {}): ActionRule {
  const defaults = { method: 'POST', input: null, answers: [], needsIfMatch: false, routed: true } as const;
  return { ...defaults, path: `/v1/${path}`, event, ...more };
}

const onDispute = (path: string, event: EventChoice, more?: More): ActionRule => action(`disputes/{disputeId}/${path}`, event, more);

/** The closed list of actions. The order is the order in which an answer lists them. */
export const ACTIONS = {
  revise: action('disputes/{disputeId}', by('buyer', 'buyerRevisedDraft'), { method: 'PATCH', input: 'ReviseDraftBody' }),
  discard: action('disputes/{disputeId}', by('buyer', 'draftDiscarded'), { method: 'DELETE' }),
  open: onDispute('open', by('buyer', 'buyerOpened'), { answers: ['draft'] }),
  amend: onDispute('amend', by('buyer', 'buyerAmended'), { input: 'AmendClaimBody' }),
  withdraw: onDispute('withdraw', by('buyer', 'buyerWithdrew'), { input: 'WithdrawBody' }),
  reopen: onDispute('reopen', by('buyer', 'buyerReopened'), { answers: ['reopen'] }),
  'accept-claim': onDispute('accept-claim', by('seller', 'sellerAcceptedClaim'), { answers: ['sellerResponse'] }),
  'reject-claim': onDispute('reject-claim', by('seller', 'sellerRejected'), { input: 'RejectClaimBody', answers: ['sellerResponse'] }),
  offer: onDispute('offers', each({ buyer: 'buyerOffered', seller: 'sellerOffered' }), {
    input: 'MakeOfferBody',
    answers: ['buyerResponse', 'sellerResponse'],
  }),
  'accept-offer': onDispute('offers/{offerId}/accept', accepting, { answers: ['buyerResponse', 'sellerResponse'], needsIfMatch: true }),
  // A buyer's rejection does not stop the buyer's clock (workflow.md, "Events"): it answers the seller's only.
  'reject-offer': onDispute('offers/{offerId}/reject', each({ buyer: 'buyerRejectedOffer', seller: 'sellerRejectedOffer' }), {
    input: 'RejectOfferBody',
    answers: ['sellerResponse'],
  }),
  escalate: onDispute('escalate', each({ buyer: 'buyerEscalated', seller: 'sellerEscalated' }), {
    input: 'EscalateBody',
    answers: ['buyerResponse', 'sellerResponse'],
  }),
  'send-message': onDispute('messages', each({ buyer: 'messageSent', seller: 'messageSent', arbitrator: 'messageSent', lead: 'messageSent' }), {
    input: 'SendMessageBody',
  }),
  'add-evidence': onDispute('evidence', by('parties', 'evidenceAdded'), { input: 'DeclareEvidenceBody' }),
  take: onDispute('take', by('staff', 'caseTaken'), { answers: ['pickup'] }),
  release: onDispute('release', by('staff', 'caseReleased')),
  recuse: onDispute('recuse', by('staff', 'arbitratorRecused'), { input: 'RecuseBody' }),
  reassign: onDispute('reassign', by('lead', 'caseReassigned'), { input: 'ReassignBody' }),
  'extend-deadline': onDispute('deadlines/{kind}/extend', by('lead', 'deadlineExtended'), { input: 'ExtendDeadlineBody' }),
  'request-information': onDispute('information-requests', by('staff', 'informationRequested'), { input: 'RequestInformationBody' }),
  'answer-information': action('information-requests/{requestId}/answers', by('parties', 'informationGiven'), {
    input: 'AnswerInformationBody',
    answers: ['information'],
  }),
  'extend-information': action('information-requests/{requestId}/extension', moreTime, { input: 'ExtendInformationBody' }),
  'propose-settlement': onDispute('settlements', by('staff', 'settlementProposed'), { input: 'ProposeSettlementBody' }),
  'accept-settlement': onDispute('settlements/{settlementId}/accept', by('parties', 'settlementAccepted'), { answers: ['settlement'], needsIfMatch: true }),
  'reject-settlement': onDispute('settlements/{settlementId}/reject', by('parties', 'settlementRejected'), {
    input: 'RejectSettlementBody',
    answers: ['settlement'],
  }),
  reclassify: onDispute('reclassify', by('staff', 'claimReclassified'), { input: 'ReclassifyBody' }),
  'rule-inadmissible': onDispute('inadmissible', by('staff', 'ruledInadmissible'), { input: 'RuleInadmissibleBody', answers: ['decision'] }),
  rule: onDispute('rulings', ruling, { input: 'RulingBody', answers: ['decision', 'appealDecision'], needsIfMatch: true }),
  remand: onDispute('remand', by('staff', 'appealRemanded'), { input: 'RemandBody', answers: ['appealDecision'], needsIfMatch: true }),
  'approve-ruling': action('rulings/{rulingId}/approve', by('staff', 'rulingApproved'), { answers: ['approval'], needsIfMatch: true }),
  'refuse-ruling': action('rulings/{rulingId}/refuse', by('staff', 'rulingRefused'), { input: 'RefuseRulingBody', answers: ['approval'] }),
  appeal: onDispute('appeals', by('parties', 'partyAppealed'), { input: 'AppealBody', answers: ['appealWindow'] }),
  'withdraw-appeal': onDispute('withdraw-appeal', by('parties', 'appealWithdrawn')),
  'waive-appeal': onDispute('waive-appeal', by('parties', 'appealWaived'), { answers: ['appealWindow'] }),
  'give-return-address': onDispute('return/address', by('seller', 'returnAddressGiven'), { input: 'ReturnAddressBody', answers: ['returnAddress'] }),
  'waive-return': onDispute('return/waive', by('seller', 'returnWaived'), { answers: ['returnAddress'] }),
  'ship-return': onDispute('return/ship', by('buyer', 'returnShipped'), { input: 'ShipReturnBody', answers: ['returnShipment'] }),
  'deliver-return': onDispute('return/deliver', by('marketplace', 'returnDelivered'), { input: 'DeliverReturnBody', answers: ['returnTransit'] }),
  'accept-return': onDispute('return/accept', by('seller', 'returnAccepted'), { answers: ['inspection'] }),
  'contest-return': onDispute('return/contest', by('seller', 'returnContested'), { input: 'ContestReturnBody', answers: ['inspection'] }),
  'ship-replacement': onDispute('replacement/ship', by('seller', 'replacementShipped'), {
    input: 'ShipReplacementBody',
    answers: ['replacementShipment'],
  }),
  'confirm-replacement': onDispute('replacement/confirm', by('buyer', 'replacementConfirmed'), { answers: ['replacementConfirm'] }),
  'report-faulty-replacement': onDispute('replacement/fault', by('buyer', 'replacementFaulty'), {
    input: 'FaultyReplacementBody',
    answers: ['replacementConfirm'],
  }),
  'open-chargeback': onDispute('chargeback', by('marketplace', 'chargebackOpened'), { input: 'ChargebackBody' }),
  'end-chargeback': onDispute('chargeback', by('marketplace', 'chargebackEnded'), { input: 'ChargebackBody', answers: ['suspensionReview'] }),
  'lose-chargeback': onDispute('chargeback', by('marketplace', 'chargebackLost'), { input: 'ChargebackBody', answers: ['suspensionReview'] }),
  'report-refund': action('refunds/{refundId}/result', by('marketplace', 'refundSucceeded'), {
    input: 'RefundResultBody',
    answers: ['refundExecution', 'refundQuery'],
    onBehalfOf: 'provider',
  }),
  'record-refund': action('refunds/{refundId}/record-by-hand', by('lead', 'refundRecordedByHand'), { input: 'RecordRefundBody' }),
  close: onDispute('close', by('lead', 'closedByLead'), { input: 'CloseDisputeBody' }),
} as const satisfies Record<string, ActionRule>;

export type Action = keyof typeof ACTIONS;

export const ACTION_NAMES = Object.keys(ACTIONS) as Action[];

/** The event that this role's doing of an action is in this state; null where it is never that role's to do (403). */
export function eventOf(name: Action, role: ActorRole, state: State): EventType | null {
  return ACTIONS[name].event(role, state);
}
