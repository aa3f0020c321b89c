import type { EventOf } from './events.js';
import { moneyInFlight, type Facts, type RefundFact } from './facts.js';
import type { Judgement } from './judgement.js';

/* What the provider and the bank change. */

export const withRefund = (facts: Facts, change: Partial<RefundFact>): Facts =>
  facts.refund === null ? facts : { ...facts, refund: { ...facts.refund, ...change } };

export function refundFailed(j: Judgement<EventOf<'refundFailed'>>): Facts {
  const facts = withRefund(j.facts, { status: 'failed' });
  if (facts.chargebacks.lost) return chargedBack(facts);
  return j.state === 'suspended' ? { ...facts, origin: 'refunding.failed' } : facts;
}

export function refundArrived({ facts }: Judgement<object>): Facts {
  return withRefund(facts, { status: 'succeeded' });
}

/** The bank took the money back: it counts as refunded for good. Where our own refund arrived too, that one is counted. */
function chargedBack(facts: Facts): Facts {
  return { ...facts, chargedBack: facts.refund?.status === 'succeeded' ? 0 : facts.claim.amount };
}

function ended(facts: Facts, reference: string): Facts {
  const open = facts.chargebacks.open.filter((known) => known !== reference);
  return { ...facts, chargebacks: { ...facts.chargebacks, open } };
}

export function chargebackOpened(j: Judgement<EventOf<'chargebackOpened'>>): Facts {
  const { chargebacks, origin } = j.facts;
  const { reference } = j.event;
  return {
    ...j.facts,
    origin: j.state === 'suspended' ? origin : j.state,
    chargebacks: { ...chargebacks, open: [...chargebacks.open, reference], known: [...chargebacks.known, reference] },
  };
}

/** One that was lost still waits for the provider's answer: only that leads out then. */
export function chargebackEnded(j: Judgement<EventOf<'chargebackEnded'>>): Facts {
  const facts = ended(j.facts, j.event.reference);
  return facts.chargebacks.open.length > 0 || facts.chargebacks.lost ? facts : { ...facts, origin: null };
}

export function chargebackLost(j: Judgement<EventOf<'chargebackLost'>>): Facts {
  const facts = ended(j.facts, j.event.reference);
  if (moneyInFlight(facts)) return { ...facts, chargebacks: { ...facts.chargebacks, lost: true } };
  return chargedBack(facts);
}
