import type { OfferInput } from './events.js';
import { otherParty, remedyOf, type Party } from './facts.js';
import { refuse, rule, type Judgement, type Refusal, type Rule } from './judgement.js';
import { isStage } from './states.js';

/* Who may propose what to whom, and answer it. */

type Proposing = Judgement<Pick<OfferInput, 'remedy'>>;
type Answering = Judgement<{ offerId: string }>;

const counterOffersExhausted = (party: Party) => (j: Judgement<object>): Refusal | null => {
  const { facts, policy } = j;
  const [made, most] = isStage(j.state, 'opened', 'negotiation') ? [facts.offersMade, policy.maxOffers] : [facts.offersAtDesk, policy.maxOffersAtDesk];
  return (made?.[party] ?? 0) >= most[party] ? refuse('counter_offers_exhausted') : null;
};

export const remedyAllowed = (j: Proposing): Refusal | null => {
  const { kind } = j.event.remedy;
  if (j.facts.scope === 'return') return kind === 'refund' ? null : refuse('remedy_not_allowed_in_scope');
  const allowed = j.policy.reasons[j.facts.claim.reason]?.remedies ?? [];
  return kind !== 'none' && allowed.includes(kind) ? null : refuse('remedy_not_allowed');
};

export const amountWithinClaim = (j: Proposing): Refusal | null => {
  const { amount } = remedyOf(j.event.remedy, j.facts.claim);
  return amount > j.facts.claim.amount ? refuse('amount_exceeds_claim', { atMost: { amount: j.facts.claim.amount } }) : null;
};

/** Offering the whole claim as money is accepting it: that has an action of its own, so history says which it was. */
export const offerEqualsClaim = (j: Proposing): Refusal | null => {
  if (j.event.remedy.kind !== 'refund' || !isStage(j.state, 'opened', 'negotiation')) return null;
  return (j.event.remedy.amount ?? j.facts.claim.amount) === j.facts.claim.amount ? refuse('offer_not_below_claim') : null;
};

const offerNotOpen = (j: Answering): Refusal | null =>
  j.facts.openOffers.some((offer) => offer.id === j.event.offerId) ? null : refuse('offer_not_open');

/** Asked before it is known which offer is meant: is there any to answer? */
const nothingToAnswer = (j: Judgement<object>): Refusal | null => {
  const theirs = otherParty(j.actor.role as Party);
  return 'offerId' in j.event || j.facts.openOffers.some(({ by }) => by === theirs) ? null : refuse('offer_not_open');
};

const ownOffer = (j: Answering): Refusal | null =>
  j.facts.openOffers.some((offer) => offer.id === j.event.offerId && offer.by === j.actor.role) ? refuse('own_offer') : null;

export const ANSWERING: readonly Rule[] = [
  rule<'partiesAgreed'>(nothingToAnswer),
  rule<'partiesAgreed'>(offerNotOpen, 'offerId'),
  rule<'partiesAgreed'>(ownOffer, 'offerId'),
];

export const offering = (party: Party): readonly Rule[] => [
  rule<'sellerOffered'>(counterOffersExhausted(party)),
  rule<'sellerOffered'>(remedyAllowed, 'remedy'),
  rule<'sellerOffered'>(amountWithinClaim, 'remedy'),
];

export const tooEarlyToEscalate = (j: Judgement<object>): Refusal | null => {
  const from = (j.facts.openedAt ?? 0) + j.policy.minNegotiation;
  return j.facts.sellerRejected || j.now >= from ? null : { code: 'too_early_to_escalate', availableFrom: from };
};
