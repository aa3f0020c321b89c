import type { Audience } from './chain.js';
import type { EventType } from './events.js';

/**
 * `messageSent` is talk, not a decision: it must not make anybody's acceptance stale. Nor does what one side may not know:
 * a version that grew would tell them that something happened (a ruling that waits for a second person).
 */
export function nextVersion(version: number, event: { readonly type: EventType }, audience: Audience): number {
  return event.type === 'messageSent' || audience !== 'parties' ? version : version + 1;
}

/**
 * When a dispute was last changed, epoch milliseconds, as everybody is told: by the last event that both sides may know of, what they said to
 * each other included. A time that moved with staff's talk would tell that there was some. The statement says the same of its column.
 */
export const nextUpdate = (updatedAt: number, audience: Audience, now: number): number => (audience === 'parties' ? now : updatedAt);
