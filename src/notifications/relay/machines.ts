import type { EventType } from '../../disputes/index.js';
import { newId } from '../../foundation/ids.js';
import { factsTold } from '../domain/facts-told.js';
import { sightOf } from '../domain/visibility.js';
import { API_VERSION, bodyText } from '../domain/webhook-body.js';
import { webhookTypeOf, WHO_HEARS_WHAT, type Line } from '../domain/who-hears-what.js';
import type { UnplacedEvent } from '../store/feed.repository.js';
import type { Message, Queued, Subscription } from '../store/webhooks.repository.js';
import { actorTold, stateTold } from '../telling.js';

/** A law with an event that has no line does not compile. */
WHO_HEARS_WHAT satisfies Readonly<Record<EventType, Line>>;

/** What machines are told of these events, and who of them hears it. Nothing is kept while there is no endpoint at all. */
export function telling(events: readonly UnplacedEvent[], head: number, endpoints: readonly Subscription[]): { messages: Message[]; queued: Queued[] } {
  if (endpoints.length === 0) return { messages: [], queued: [] };
  const messages = events.flatMap((event, index) => messageOf(event, head + 1 + index) ?? []);
  const listening = endpoints.filter(({ enabled }) => enabled);
  const queued = messages.flatMap((message) => listening.filter(({ types }) => types === null || types.includes(message.type)).map(({ id }) => queuedFor(id, message)));
  return { messages, queued };
}

/** The row that queues a message for an endpoint. What is about no dispute waits for nothing else and holds nothing up. */
export function queuedFor(endpointId: string, { id, disputeId, position }: Pick<Message, 'id' | 'disputeId' | 'position'>): Queued {
  return { id: newId('whd'), endpointId, messageId: id, lane: disputeId ?? id, position };
}

function messageOf(event: UnplacedEvent, position: number): Message | undefined {
  const { id, disputeId, seq, actor, audience, at, fromState, toState, number, orderId, input, approved } = event;
  const type = webhookTypeOf(event);
  if (type === undefined || !sightOf({ audience, actorRole: actor.role, toState }).marketplace) return undefined;
  const body = bodyText({
    id, type, apiVersion: API_VERSION, occurredAt: new Date(at).toISOString(), disputeId, sequence: seq, actor: actorTold(actor, 'marketplace'),
    data: {
      event: event.type, number, orderId, previousState: fromState === null ? null : stateTold(fromState, 'marketplace'), state: stateTold(toState, 'marketplace'),
      // Whether a ruling needed a second person or not, it is told alike.
      ...factsTold({ ...approved, ...input }),
    },
  });
  return { id, type, disputeId, position, body };
}
