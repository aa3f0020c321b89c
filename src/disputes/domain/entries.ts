import type { DisputeEvent } from './events.js';
import { moneyInFlight, type Facts } from './facts.js';
import type { Setting } from './judgement.js';

/** What entering a state does to the facts, whichever event led there. Facts that can steer nothing any more are reset. */

export function offersSuperseded(facts: Facts): Facts {
  return { ...facts, openOffers: [], offersAtDesk: { buyer: 0, seller: 0 } };
}

/** Nobody holds the case: it waits in the queue, or the platform's work is done. */
export function handedBack(facts: Facts): Facts {
  // XState lays these facts over what was: a fact that is left out stays as it was.
  const forgotten = facts.waitedInVain === undefined ? {} : { waitedInVain: 0 };
  return { ...facts, ...forgotten, holder: null, pendingRuling: null, information: null, settlement: null };
}

export function cleared(facts: Facts): Facts {
  return { ...handedBack(facts), appeal: null, priority: 0 };
}

/** There is at most one refund in a dispute's life, so its id is the dispute's own: paying twice would need a second row of it. */
export function refundIdOf(disputeId: string): string {
  return disputeId.replace(/^dp_/, 'rf_');
}

/** The refund that a decision orders. A confirmed failure gets the next provider key, anything else keeps it. */
export function refundDue(facts: Facts, disputeId: string): Facts {
  const { refund, grant } = facts;
  if (refund === null) {
    const amount = grant?.remedy.amount ?? 0;
    return { ...facts, refund: { id: refundIdOf(disputeId), amount, status: 'pending', keyNo: 1, asks: 0, retries: 0 } };
  }
  if (refund.status !== 'failed') return facts;
  return { ...facts, refund: { ...refund, status: 'pending', keyNo: refund.keyNo + 1, asks: 0 } };
}

export function closed(facts: Facts, now: number): Facts {
  const none = { open: [], known: facts.chargebacks.known, lost: false };
  return { ...facts, closedAt: now, origin: null, chargebacks: none };
}

type Entering = DisputeEvent & { readonly setting: Setting };

/** Withdrawn and expired disputes may be reopened once, never after a return that was not sent back (workflow.md). */
export function reopenable(facts: Facts, event: Entering): Facts {
  const notSentBack = event.type === 'deadlinePassed' && event.kind === 'returnShipment';
  const never = notSentBack || facts.reopened || facts.everRuled || moneyInFlight(facts);
  const { now, policy } = event.setting;
  return { ...facts, reopenUntil: never ? null : now + policy.deadlines.reopen };
}

/** Only a ruling of inadmissibility can be appealed; a lead's closing is corrected by a new dispute. */
export function foundInadmissible(facts: Facts, event: Entering): Facts {
  if (event.type === 'closedByLead') return { ...facts, inadmissibleBy: 'lead', appealUntil: null };
  const first = event.type === 'ruledInadmissible' && !facts.appealed.includes('buyer');
  const { now, policy } = event.setting;
  return { ...facts, inadmissibleBy: 'ruling', appealUntil: first ? now + policy.deadlines.appealWindow : null };
}
