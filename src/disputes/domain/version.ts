import type { Audience } from './chain.js';
import type { EventType } from './events.js';

/**
 * `messageSent` is talk, not a decision: it must not make anybody's acceptance stale. Nor does what one side may not know:
 * a version that grew would tell them that something happened (a ruling that waits for a second person).
 */
export function nextVersion(version: number, event: { readonly type: EventType }, audience: Audience): number {
  return event.type === 'messageSent' || audience !== 'parties' ? version : version + 1;
}
