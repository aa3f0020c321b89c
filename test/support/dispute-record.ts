import type { Dispute, EventRecord } from '../../src/disputes/dispute.js';
import { PEOPLE, type DisputeStory } from './dispute-story.js';

/** A story's dispute as it would be read from the database, so that views can be asked about it. */
export function recordOf(story: DisputeStory, more: Partial<Dispute> = {}): Dispute {
  const { state, facts, deadlines, now } = story;
  const { refund } = facts;
  return {
    id: 'dp_1', number: 'D-2026-000001', orderId: 'order', buyerId: PEOPLE.buyer.id, sellerId: PEOPLE.seller.id, currency: 'EUR', policy: 'standard-1',
    state, facts, deadlines, now, seq: 1, version: 1, chainHead: '', statement: 'The shade is broken.', offers: [], rulings: [],
    refund: refund === null ? null : { ...refund, providerReference: null, requestedAt: now, settledAt: null },
    informationRequests: [], settlements: [], appeals: [], createdAt: now, updatedAt: now, order: null, others: [], recent: [], unread: null, wait: null, ...more,
  };
}

/** The story's events as rows of the log; `states` are where each led, from the draft on. */
export function logOf(story: DisputeStory, states: readonly string[]): EventRecord[] {
  return story.log.map(({ event, actor, now }, index) => {
    const { type, ...input } = event;
    const audience = event.type === 'messageSent' ? event.audience : 'parties';
    const toState = states[index] ?? story.state;
    return { id: `evt_${index}`, seq: index + 2, type, actor, fromState: states[index - 1] ?? 'draft', toState, audience, input, texts: null, at: now };
  });
}
