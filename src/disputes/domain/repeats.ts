import { pieceOf } from './custody.js';
import { withoutApproval, type Deadline } from './deadlines.js';
import type { DisputeEvent, EventType } from './events.js';
import { moneyInFlight, type Facts } from './facts.js';
import type { Situation } from './decide.js';

/** What happened to money and parcels outside cannot be refused: where the law has no use for it, nothing happens. */
const TOLD_FROM_OUTSIDE: readonly EventType[] = [
  'refundSucceeded', 'refundFailed', 'chargebackOpened', 'chargebackEnded', 'chargebackLost', 'returnDelivered',
];

export const isToldFromOutside = (type: EventType): boolean => TOLD_FROM_OUTSIDE.includes(type);

function isOldNews(facts: Facts, event: { readonly refundId: string; readonly keyNo: number }): boolean {
  return facts.refund?.id === event.refundId && facts.refund.keyNo !== event.keyNo;
}

/** Told twice, told about an older key, or a deadline that moved: each of them is no error and changes nothing. */
export function alreadyHappened({ facts, deadlines, now }: Situation, event: DisputeEvent): boolean {
  switch (event.type) {
    case 'deadlinePassed': {
      const dueAt = Date.parse(event.dueAt);
      const isMeant = (d: Deadline): boolean => d.kind === event.kind && d.pausedLeft === null && d.dueAt === dueAt;
      return dueAt > now || !(deadlines.some(isMeant) || withoutApproval(deadlines, facts).some(isMeant));
    }
    case 'evidenceAdded':
      return facts.evidence.some(({ id }) => id === event.evidence.id);
    case 'evidenceRedacted':
      return (pieceOf(facts, event.evidenceId)?.redaction ?? 0) >= event.redaction;
    case 'evidenceErased':
      return pieceOf(facts, event.evidenceId)?.status === 'erased';
    case 'chargebackOpened':
      return facts.chargebacks.known.includes(event.reference);
    case 'chargebackEnded':
    case 'chargebackLost':
      return facts.chargebacks.known.includes(event.reference) && !facts.chargebacks.open.includes(event.reference);
    case 'refundSucceeded':
      return isOldNews(facts, event) || (facts.refund?.id === event.refundId && facts.refund.status === 'succeeded');
    case 'refundFailed':
      // Also after a success: money that arrived is not taken back by a late failure, or it would be paid again.
      return isOldNews(facts, event) || (facts.refund?.id === event.refundId && !moneyInFlight(facts));
    default:
      return false;
  }
}
