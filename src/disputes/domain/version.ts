import type { EventType } from './events.js';

/** `messageSent` is talk, not a decision: it must not make anybody's acceptance stale. */
export function nextVersion(version: number, event: { readonly type: EventType }): number {
  return event.type === 'messageSent' ? version : version + 1;
}
