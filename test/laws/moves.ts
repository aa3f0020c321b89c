import type { DisputeEvent, RulingInput } from '../../src/disputes/domain/events.js';
import type { Actor, Claim, Party, Remedy, RemedyKind } from '../../src/disputes/domain/facts.js';
import { assessed, offerOf, PEOPLE, POLICY, rulingOf, type ClaimWish } from '../support/dispute-story.js';

/** An event that somebody tries, wherever the dispute stands. */
export interface Move {
  readonly event: DisputeEvent;
  readonly actor: Actor;
}

/** How much of what could be tried is tried: `some` in every run of the tests, `all` before a release. */
export type Extent = 'some' | 'all';

/** Each of these doubles all that there is to see, or more, whatever the claim: a walk that tries it says so. */
export interface Doubling {
  /** Both sides offer whatever there is to offer. */
  readonly everyRemedy?: boolean;
  /** A bank may open a second chargeback beside the first. */
  readonly secondChargeback?: boolean;
  /** Staff may say what the claim is really about. */
  readonly otherReason?: boolean;
}

const HOLDER: Actor = { role: 'arbitrator', id: 'ar_holder' };
const JUDGE: Actor = { role: 'arbitrator', id: 'ar_judge' };
const FRESH: Actor = { role: 'arbitrator', id: 'ar_fresh' };
/** A seller who also works for the platform. */
const CONFLICTED: Actor = { role: 'arbitrator', id: PEOPLE.seller.id };

const money = (kind: RemedyKind, amount: number): Remedy => ({ kind, amount });
const share = (amount: number): number => Math.ceil(amount * POLICY.closeOnSilenceShare);

function sellerOffers(claim: number, extent: Extent, { everyRemedy = false }: Doubling): DisputeEvent[] {
  const refunds = extent === 'all' ? [share(claim) - 1, share(claim), claim, claim + 1] : [share(claim) - 1, claim, claim + 1];
  const offers = refunds.map((amount) => offerOf('of_seller', money('refund', amount)));
  const back = offerOf('of_seller', money('return_and_refund', claim), true);
  const rest = everyRemedy ? [offerOf('of_seller', money('replacement', claim)), offerOf('of_seller', money('none', 0))] : [];
  return [...offers, back, ...rest].map((offer) => ({ type: 'sellerOffered', ...offer }));
}

function buyerOffers(claim: number, extent: Extent, { everyRemedy = false }: Doubling): DisputeEvent[] {
  const cap = POLICY.autoAcceptCap.EUR ?? 0;
  const refunds = extent === 'all' ? [cap, cap + 1] : [cap];
  const offers = refunds.filter((amount) => amount <= claim).map((amount) => offerOf('of_buyer', money('refund', amount)));
  const inKind = everyRemedy ? [offerOf('of_buyer', money('return_and_refund', claim)), offerOf('of_buyer', money('replacement', claim))] : [];
  return [...offers, ...inKind, offerOf('of_buyer', money('refund', claim + 1))].map((offer) => ({ type: 'buyerOffered', ...offer }));
}

/** Nothing, in part, in full, in kind, and too much. */
function rulings(claim: number, extent: Extent): RulingInput[] {
  const remedies = [money('none', 0), money('refund', claim - 1), money('return_and_refund', claim), money('replacement', claim)];
  const rest = extent === 'all' ? [money('refund', claim)] : [];
  return [...remedies, ...rest, money('refund', claim + 1)].map((remedy) => rulingOf(remedy));
}

function ofTheBuyer(wish: ClaimWish, claim: Claim, extent: Extent, doubling: Doubling): DisputeEvent[] {
  const assessment = assessed(wish);
  const draft: DisputeEvent[] = [{ type: 'buyerRevisedDraft', claim, statement: 'sha' }, { type: 'draftDiscarded' }];
  return [
    ...draft,
    { type: 'buyerOpened', assessment },
    { type: 'buyerAmended', claim, statement: 'sha', assessment },
    ...buyerOffers(wish.amount, extent, doubling),
    { type: 'buyerAcceptedOffer', offerId: 'of_seller' },
    { type: 'buyerRejectedOffer', offerId: 'of_seller' },
    { type: 'buyerRejectedOffer', offerId: 'of_buyer' },
    { type: 'buyerEscalated' },
    { type: 'buyerWithdrew' },
    { type: 'returnShipped', carrier: 'post', trackingNumber: 'T1' },
    { type: 'replacementConfirmed' },
    { type: 'replacementFaulty' },
    { type: 'buyerReopened', assessment },
  ];
}

function ofTheSeller(wish: ClaimWish, extent: Extent, doubling: Doubling): DisputeEvent[] {
  return [
    { type: 'sellerAcceptedClaim' },
    ...sellerOffers(wish.amount, extent, doubling),
    { type: 'sellerRejected', reason: 'other', text: 'sha' },
    { type: 'sellerAcceptedOffer', offerId: 'of_buyer' },
    { type: 'sellerRejectedOffer', offerId: 'of_buyer' },
    { type: 'sellerEscalated' },
    { type: 'returnAddressGiven', address: 'sha' },
    { type: 'returnWaived' },
    { type: 'returnAccepted' },
    { type: 'returnContested', reason: 'used', text: 'sha', evidenceIds: [] },
    { type: 'replacementShipped', carrier: 'post', trackingNumber: 'T2' },
  ];
}

function ofEitherParty(by: Party, wish: ClaimWish): DisputeEvent[] {
  return [
    { type: 'partiesAgreed', offerId: 'of_buyer' },
    { type: 'partiesAgreed', offerId: 'of_seller' },
    { type: 'informationGiven', requestId: 'ir_1', text: 'sha' },
    { type: 'deadlineExtended', kind: 'information', by: POLICY.deadlines.information },
    { type: 'settlementAccepted', settlementId: 'st_1' },
    { type: 'settlementRejected', settlementId: 'st_1' },
    { type: 'partyAppealed', ground: 'new_evidence', text: 'sha', assessment: assessed(wish) },
    { type: 'appealWithdrawn' },
    { type: 'appealWaived' },
    { type: 'messageSent', messageId: 'msg_1', audience: 'parties', text: 'sha', evidenceIds: [] },
    { type: 'evidenceRemoved', evidenceId: `ev_of_${by}` },
  ];
}

function ofStaff(wish: ClaimWish, extent: Extent, { otherReason = false }: Doubling): DisputeEvent[] {
  const refundable = { items: wish.amount, shipping: 0 };
  const ruling = rulings(wish.amount, extent);
  const asked: Party[][] = extent === 'all' ? [['buyer'], ['buyer', 'seller'], []] : [['buyer', 'seller']];
  const reclassified: DisputeEvent[] = otherReason ? [{ type: 'claimReclassified', reason: 'missing_items' }] : [];
  return [
    { type: 'caseTaken' },
    { type: 'caseReleased' },
    { type: 'arbitratorRecused', text: 'sha' },
    ...asked.map((addressees): DisputeEvent => ({ type: 'informationRequested', requestId: 'ir_1', addressees, questions: 'sha' })),
    { type: 'deadlineExtended', kind: 'information', by: POLICY.deadlines.information },
    { type: 'settlementProposed', settlementId: 'st_1', remedy: money('refund', wish.amount) },
    ...reclassified,
    ...ruling.map((one): DisputeEvent => ({ type: 'arbitratorRuled', ruling: one, refundable })),
    { type: 'rulingApproved', rulingId: 'rul_1' },
    { type: 'rulingRefused', rulingId: 'rul_1' },
    { type: 'ruledInadmissible', reasonCode: 'other', text: 'sha' },
    { type: 'appealRuled', outcome: 'uphold', refundable },
    ...ruling.map((one): DisputeEvent => ({ type: 'appealRuled', outcome: 'modify', ruling: one, refundable })),
    { type: 'appealRemanded' },
  ];
}

function fromOutside(extent: Extent, { secondChargeback = false }: Doubling): Move[] {
  const opened = secondChargeback ? ['cb_1', 'cb_2'] : ['cb_1'];
  const references = [...opened, 'cb_9'];
  const shop: DisputeEvent[] = [
    ...opened.map((reference): DisputeEvent => ({ type: 'chargebackOpened', reference })),
    ...references.map((reference): DisputeEvent => ({ type: 'chargebackEnded', reference })),
    ...references.map((reference): DisputeEvent => ({ type: 'chargebackLost', reference })),
    { type: 'returnDelivered', deliveredAt: '2026-06-01' },
  ];
  // Configurations are told with key 2: 1 is an older one.
  const answers = [1, 2].flatMap((keyNo): DisputeEvent[] => [
    { type: 'refundSucceeded', refundId: 'rf_1', keyNo, providerReference: null },
    { type: 'refundFailed', refundId: 'rf_1', keyNo, failure: 'x' },
  ]);
  const byHand: DisputeEvent = { type: 'refundRecordedByHand', refundId: 'rf_1', reference: 'SEPA', evidenceIds: [] };
  return [
    ...shop.map((event) => ({ event, actor: PEOPLE.marketplace })),
    ...answers.map((event) => ({ event, actor: PEOPLE.provider })),
    { event: byHand, actor: PEOPLE.lead },
    { event: { type: 'closedByLead', reasonCode: 'other', text: 'sha' }, actor: PEOPLE.lead },
    { event: { type: 'deadlineExtended', kind: 'decision', by: POLICY.deadlines.decision, text: 'sha' }, actor: PEOPLE.lead },
    ...(extent === 'all' ? ['ar_fresh', 'ar_judge', null] : ['ar_fresh', null]).map((to): Move => ({ event: { type: 'caseReassigned', to, text: 'sha' }, actor: PEOPLE.lead })),
  ];
}

/** Everything anybody tries in every configuration but the passing of deadlines, which each configuration names itself. */
export function movesFor(wish: ClaimWish, claim: Claim, extent: Extent, doubling: Doubling): Move[] {
  const others = extent === 'all' ? [JUDGE, FRESH, CONFLICTED] : [JUDGE, FRESH];
  const tasks = ofStaff(wish, extent, doubling);
  // Who does not hold the case is told so whatever the ruling says: one of each kind is enough.
  const once = tasks.filter(({ type }, index) => tasks.findIndex((other) => other.type === type) === index);
  const by = (actor: Actor) => (event: DisputeEvent): Move => ({ event, actor });
  return [
    ...ofTheBuyer(wish, claim, extent, doubling).map(by(PEOPLE.buyer)),
    ...ofTheSeller(wish, extent, doubling).map(by(PEOPLE.seller)),
    ...ofEitherParty('buyer', wish).map(by(PEOPLE.buyer)),
    ...ofEitherParty('seller', wish).map(by(PEOPLE.seller)),
    ...tasks.map(by(HOLDER)),
    ...others.flatMap((actor) => once.map(by(actor))),
    ...fromOutside(extent, doubling),
  ];
}
