import type { DisputeEvent } from './events.js';
import type { Facts, OpenOffer } from './facts.js';

type OfferEnd = 'accepted' | 'rejected' | 'superseded' | 'expired';

function endOf(offer: OpenOffer, event: DisputeEvent): OfferEnd {
  if ('offerId' in event && event.offerId === offer.id) return event.type.endsWith('RejectedOffer') ? 'rejected' : 'accepted';
  return event.type === 'deadlinePassed' ? 'expired' : 'superseded';
}

/** The offers that are no longer open after an event, and how each ended. */
export function offersEndedBy(event: DisputeEvent, before: Facts, after: Facts): { id: string; status: OfferEnd }[] {
  const open = new Set(after.openOffers.map(({ id }) => id));
  return before.openOffers.filter(({ id }) => !open.has(id)).map((offer) => ({ id: offer.id, status: endOf(offer, event) }));
}

type RulingStanding = 'awaiting_approval' | 'in_force' | 'refused' | 'replaced';

export function standingOfRuling(facts: Facts, id: string): RulingStanding | null {
  if (facts.ruling?.id === id) return 'in_force';
  return facts.pendingRuling?.id === id ? 'awaiting_approval' : null;
}

/** Rulings whose standing an event changed: approved, refused, or replaced by one on appeal. */
export function rulingsMovedBy(before: Facts, after: Facts): { id: string; status: RulingStanding }[] {
  const ids = new Set([before.ruling?.id, before.pendingRuling?.id].filter((id) => id !== undefined));
  return [...ids].flatMap((id) => {
    const was = standingOfRuling(before, id);
    const is = standingOfRuling(after, id) ?? (was === 'in_force' ? 'replaced' : 'refused');
    return is === was ? [] : [{ id, status: is }];
  });
}
