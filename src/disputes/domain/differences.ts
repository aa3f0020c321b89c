import type { DisputeEvent } from './events.js';
import type { Facts, OpenOffer } from './facts.js';

type OfferEnd = 'accepted' | 'rejected' | 'superseded' | 'expired';

function endOf(offer: OpenOffer, event: DisputeEvent): OfferEnd {
  if ('offerId' in event && event.offerId === offer.id) return event.type.endsWith('RejectedOffer') ? 'rejected' : 'accepted';
  return event.type === 'deadlinePassed' ? 'expired' : 'superseded';
}

/** The offer an event put on the table. */
export function offerMadeBy(event: DisputeEvent, after: Facts): OpenOffer | undefined {
  const made = event.type === 'sellerOffered' || event.type === 'buyerOffered' ? event.offerId : null;
  return after.openOffers.find(({ id }) => id === made);
}

/** The offers that are no longer open after an event, and how each ended. `before` is null where the event is the first. */
export function offersEndedBy(event: DisputeEvent, before: Facts | null, after: Facts): { id: string; status: OfferEnd }[] {
  const open = new Set(after.openOffers.map(({ id }) => id));
  return (before?.openOffers ?? []).filter(({ id }) => !open.has(id)).map((offer) => ({ id: offer.id, status: endOf(offer, event) }));
}

type RulingStanding = 'awaiting_approval' | 'in_force' | 'refused' | 'replaced';

function standingOfRuling(facts: Facts, id: string): RulingStanding | null {
  if (facts.ruling?.id === id) return 'in_force';
  return facts.pendingRuling?.id === id ? 'awaiting_approval' : null;
}

/** The ruling an event made: where it stands at once, and the commitment to its statement of reasons. */
export function rulingMadeBy(event: DisputeEvent, after: Facts): { id: string; status: RulingStanding; document: string } | undefined {
  const made = event.type === 'arbitratorRuled' || event.type === 'appealRuled' ? event.ruling : undefined;
  if (made === undefined) return undefined;
  return { id: made.id, status: standingOfRuling(after, made.id) ?? 'in_force', document: made.document };
}

/** How the payment is called by who paid it, where an event tells so. */
export function providerReferenceIn(event: DisputeEvent): string | null {
  if (event.type === 'refundSucceeded') return event.providerReference;
  return event.type === 'refundRecordedByHand' ? event.reference : null;
}

/** Rulings whose standing an event changed: approved, refused, or replaced by a later one, by none (remand) or by what the parties agreed. */
export function rulingsMovedBy(before: Facts | null, after: Facts): { id: string; status: RulingStanding }[] {
  if (before === null) return [];
  const ids = new Set([before.ruling?.id, before.pendingRuling?.id].filter((id) => id !== undefined));
  return [...ids].flatMap((id) => {
    const was = standingOfRuling(before, id);
    const is = standingOfRuling(after, id) ?? (was === 'in_force' ? 'replaced' : 'refused');
    return is === was ? [] : [{ id, status: is }];
  });
}
