/** How a person is told of an event: which letter, and whether they may choose not to get it. */
export interface Letter {
  readonly template: string;
  /** Rulings, money, and whatever starts or ends somebody's time cannot be unsubscribed from. */
  readonly mandatory: boolean;
  /** Several of one person in one dispute within GATHERED_FOR_MS become one letter. */
  readonly gathered?: true;
}

/** How long what belongs into one letter is gathered, from the first of it (milliseconds): whoever shows evidence shows several pieces. */
export const GATHERED_FOR_MS = 5 * 60_000;

/** Who is told of an event. A receiver that is not named hears nothing; `silence` says why nobody does. */
export interface Line {
  /** What the marketplace's machines are told, as a webhook of this type. */
  readonly webhook?: string;
  readonly buyer?: Letter;
  readonly seller?: Letter;
  readonly staff?: Letter;
  readonly silence?: string;
}

// The names stay types, so that a letter without words in one of our languages does not compile.
const must = <const T extends string>(template: T) => ({ template, mandatory: true });
const may = <const T extends string>(template: T) => ({ template, mandatory: false });

const gathered = <const T extends string>(template: T) => ({ template, mandatory: false, gathered: true as const });

const bothMust = <const T extends string>(template: T) => ({ buyer: must(template), seller: must(template) });
const bothMay = <const T extends string>(template: T) => ({ buyer: may(template), seller: may(template) });

/**
 * Every event of the law, and who hears of it. Nobody is written to about what they did themselves, and nobody hears
 * of what they may not see (visibility.ts): both are judged when an event is told, for every line alike.
 */
export const WHO_HEARS_WHAT = {
  buyerStarted: { silence: 'a draft is its buyer’s alone' },
  buyerRevisedDraft: { silence: 'a draft is its buyer’s alone' },
  draftDiscarded: { silence: 'a draft is its buyer’s alone' },
  evidenceAdded: { webhook: 'evidence.added', buyer: gathered('evidence_added'), seller: gathered('evidence_added') },
  evidenceRemoved: { webhook: 'evidence.removed' },
  evidenceRedacted: { webhook: 'evidence.redacted', ...bothMay('evidence_redacted') },
  evidenceErased: { webhook: 'evidence.erased', ...bothMay('evidence_erased') },
  messageSent: { webhook: 'message.sent', ...bothMay('message_received'), staff: may('message_received') },
  buyerOpened: { webhook: 'dispute.opened', buyer: may('dispute_opened_confirmed'), seller: must('dispute_opened') },
  buyerAmended: { webhook: 'dispute.amended', seller: must('dispute_amended') },
  sellerAcceptedClaim: { webhook: 'claim.accepted', buyer: must('claim_accepted') },
  sellerOffered: { webhook: 'offer.made', buyer: must('offer_received') },
  sellerRejected: { webhook: 'claim.rejected', buyer: must('claim_rejected') },
  buyerOffered: { webhook: 'offer.made', seller: must('offer_received') },
  buyerAcceptedOffer: { webhook: 'offer.accepted', seller: must('offer_accepted') },
  sellerAcceptedOffer: { webhook: 'offer.accepted', buyer: must('offer_accepted') },
  buyerRejectedOffer: { webhook: 'offer.rejected', seller: may('offer_rejected') },
  sellerRejectedOffer: { webhook: 'offer.rejected', buyer: may('offer_rejected') },
  partiesAgreed: { webhook: 'offer.accepted', ...bothMust('offer_accepted'), staff: may('case_settled_by_parties') },
  buyerEscalated: { webhook: 'dispute.escalated', seller: must('dispute_escalated'), staff: may('case_waiting') },
  sellerEscalated: { webhook: 'dispute.escalated', buyer: must('dispute_escalated'), staff: may('case_waiting') },
  buyerWithdrew: { webhook: 'dispute.withdrawn', seller: must('dispute_withdrawn'), staff: may('case_withdrawn') },
  caseTaken: { webhook: 'case.taken', ...bothMay('case_taken') },
  caseReleased: { webhook: 'case.released' },
  arbitratorRecused: { webhook: 'arbitrator.recused', staff: may('case_waiting') },
  informationRequested: { webhook: 'information.requested', ...bothMust('information_requested') },
  informationGiven: { webhook: 'information.given', ...bothMay('information_given'), staff: may('information_given') },
  settlementProposed: { webhook: 'settlement.proposed', ...bothMust('settlement_proposed') },
  settlementAccepted: { webhook: 'settlement.accepted', ...bothMust('settlement_accepted'), staff: may('settlement_accepted') },
  settlementRejected: { webhook: 'settlement.rejected', ...bothMay('settlement_rejected'), staff: may('settlement_rejected') },
  caseReassigned: { webhook: 'case.reassigned', ...bothMay('case_taken'), staff: may('case_reassigned') },
  deadlineExtended: { webhook: 'deadline.extended', ...bothMust('deadline_extended'), staff: may('deadline_extended') },
  claimReclassified: { webhook: 'claim.reclassified', ...bothMay('claim_reclassified') },
  arbitratorRuled: { webhook: 'ruling.made', ...bothMust('ruling_made'), staff: may('ruling_awaits_approval') },
  rulingApproved: { webhook: 'ruling.made', ...bothMust('ruling_made'), staff: may('ruling_approved') },
  rulingRefused: { staff: may('ruling_refused') },
  ruledInadmissible: { webhook: 'dispute.inadmissible', ...bothMust('ruled_inadmissible') },
  partyAppealed: { webhook: 'appeal.made', ...bothMust('appeal_made'), staff: may('case_waiting') },
  appealWithdrawn: { webhook: 'appeal.withdrawn', ...bothMust('appeal_withdrawn'), staff: may('case_withdrawn') },
  appealRuled: { webhook: 'appeal.ruled', ...bothMust('appeal_ruled'), staff: may('ruling_awaits_approval') },
  appealRemanded: { webhook: 'appeal.remanded', ...bothMust('appeal_remanded'), staff: may('case_waiting') },
  appealWaived: { webhook: 'appeal.waived', ...bothMay('appeal_waived') },
  returnAddressGiven: { webhook: 'return.address_given', buyer: must('return_address_given') },
  returnWaived: { webhook: 'return.waived', buyer: must('return_waived') },
  returnShipped: { webhook: 'return.shipped', seller: must('return_shipped') },
  returnDelivered: { webhook: 'return.delivered', buyer: may('return_delivered'), seller: must('return_delivered') },
  returnAccepted: { webhook: 'return.accepted', buyer: must('return_accepted') },
  returnContested: { webhook: 'return.contested', buyer: must('return_contested'), staff: may('case_waiting') },
  replacementShipped: { webhook: 'replacement.shipped', buyer: must('replacement_shipped') },
  replacementConfirmed: { webhook: 'replacement.confirmed', seller: may('replacement_confirmed') },
  replacementFaulty: { webhook: 'replacement.faulty', seller: must('replacement_faulty'), staff: may('case_waiting') },
  refundSucceeded: { webhook: 'refund.succeeded', ...bothMust('refund_succeeded') },
  refundFailed: { webhook: 'refund.failed', buyer: may('refund_delayed'), staff: may('refund_failed') },
  refundRecordedByHand: { webhook: 'refund.succeeded', ...bothMust('refund_succeeded') },
  chargebackOpened: { webhook: 'chargeback.opened', ...bothMust('chargeback_opened'), staff: may('chargeback_opened') },
  chargebackEnded: { webhook: 'chargeback.ended', ...bothMust('chargeback_ended'), staff: may('chargeback_ended') },
  chargebackLost: { webhook: 'chargeback.lost', ...bothMust('chargeback_lost'), staff: may('chargeback_lost') },
  buyerReopened: { webhook: 'dispute.reopened', seller: must('dispute_reopened') },
  closedByLead: { webhook: 'dispute.closed', ...bothMust('dispute_closed_by_platform') },
  deadlinePassed: { webhook: 'deadline.passed', ...bothMust('deadline_passed'), staff: may('deadline_passed') },
} as const satisfies Readonly<Record<string, Line>>;

export type ToldEvent = keyof typeof WHO_HEARS_WHAT;

type TemplateIn<L, Receiver extends string> = L extends Readonly<Record<Receiver, { readonly template: infer T }>> ? T : never;
type TemplateFor<Receiver extends string> = { [E in ToldEvent]: TemplateIn<(typeof WHO_HEARS_WHAT)[E], Receiver> }[ToldEvent];

/** Every letter to a party. */
export type PartyTemplate = TemplateFor<'buyer'> | TemplateFor<'seller'>;
/** Everything the desk is told, a line each. */
export type DeskTemplate = TemplateFor<'staff'>;

export interface Happening {
  readonly type: string;
  /** Null before the first state. */
  readonly fromState: string | null;
}

/** What an event is told as: a ruling on appeal that needed a second person like every other ruling on appeal. */
export const toldAs = ({ type, fromState }: Happening): string => (type === 'rulingApproved' && fromState === 'appealed.awaitingApproval' ? 'appealRuled' : type);

/** The webhook type of an event; undefined where machines hear nothing, also of an event that a newer release wrote. */
export function webhookTypeOf(happening: Happening): string | undefined {
  const event = toldAs(happening);
  return Object.hasOwn(WHO_HEARS_WHAT, event) ? (WHO_HEARS_WHAT[event as ToldEvent] as Line).webhook : undefined;
}

/** Sent to an endpoint about itself, whatever it subscribed to. */
export const PING = 'endpoint.ping';

/** What an endpoint can subscribe to. */
export const WEBHOOK_TYPES: readonly string[] = [...new Set(Object.values<Line>(WHO_HEARS_WHAT).flatMap(({ webhook }) => webhook ?? []))].sort();
