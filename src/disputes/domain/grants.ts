import { requestedRemedy, type Facts, type Grant, type OpenOffer, type Remedy } from './facts.js';
import type { Judgement } from './judgement.js';
import { rulingMade } from './rulings.js';

/** Splits a remedy's amount: the items first, what is left of a claim that contains shipping onto shipping. */
export function grantFor(facts: Facts, remedy: Remedy): Grant {
  const itemsOfClaim = facts.claim.amount - facts.claim.shipping;
  const items = Math.min(remedy.amount, itemsOfClaim);
  return { remedy, items, shipping: remedy.amount - items };
}

/** The whole claim as money: what a replacement that never came turns into. */
export function refundOfClaim(facts: Facts): Grant {
  return grantFor(facts, { kind: 'refund', amount: facts.claim.amount });
}

export function offerOf(facts: Facts, offerId: string): OpenOffer | undefined {
  return facts.openOffers.find(({ id }) => id === offerId);
}

/** The remedy the seller would be silent on: the buyer's open offer, else what the buyer asked for at opening. */
function askedOfSilentSeller(facts: Facts): Remedy {
  return facts.openOffers.find(({ by }) => by === 'buyer')?.remedy ?? requestedRemedy(facts);
}

/** Silence grants only small claims; a currency without a cap has no automatic acceptance (workflow.md, "Policy"). */
export function silenceGrants(j: Judgement<object>): boolean {
  const cap = j.policy.autoAcceptCap[j.facts.currency];
  return cap !== undefined && askedOfSilentSeller(j.facts).amount <= cap;
}

/** A generous open offer of the seller stands and the buyer stays silent: the dispute ends without more. */
export function silenceCloses(j: Judgement<object>): boolean {
  const offer = j.facts.openOffers.find(({ by }) => by === 'seller');
  return offer !== undefined && offer.remedy.amount >= j.policy.closeOnSilenceShare * j.facts.claim.amount;
}

function grantAtDeadline(facts: Facts, kind: string): Grant | null {
  if (kind === 'sellerResponse') return grantFor(facts, askedOfSilentSeller(facts));
  if (kind === 'appealWindow') return facts.ruling?.grant ?? null;
  if (kind === 'replacementShipment') return refundOfClaim(facts);
  return facts.grant;
}

/** What an event would give the buyer if it settles the dispute; null where it gives nothing new. */
export function grantOf(j: Judgement): Grant | null {
  const { facts, event } = j;
  switch (event.type) {
    case 'sellerAcceptedClaim':
      return grantFor(facts, requestedRemedy(facts));
    case 'buyerAcceptedOffer':
    case 'sellerAcceptedOffer':
    case 'partiesAgreed': {
      const offer = offerOf(facts, event.offerId);
      return offer === undefined ? null : grantFor(facts, offer.remedy);
    }
    case 'settlementAccepted':
      return facts.settlement === null ? null : grantFor(facts, facts.settlement.remedy);
    case 'arbitratorRuled':
    case 'rulingApproved':
    case 'appealRuled':
      return rulingMade(j)?.grant ?? null;
    case 'appealWaived':
    case 'appealWithdrawn':
      return facts.ruling?.grant ?? null;
    case 'deadlinePassed':
      return grantAtDeadline(facts, event.kind);
    default:
      return facts.grant;
  }
}
