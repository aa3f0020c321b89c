import { ApiProperty } from '@nestjs/swagger';
import { EVENT_TYPES } from '../../disputes/index.js';
import { encodeCursor } from '../../foundation/http/index.js';
import { factsTold } from '../domain/facts-told.js';
import { roleIn, type FeedReader, type ReaderRole } from '../domain/visibility.js';
import type { FeedEvent, FeedPage } from '../store/feed.repository.js';
import { actorTold, stateTold } from '../telling.js';

export const FEED = 'events';

/** Who did something. Staff are a role to everybody but staff. */
export class EventActorView {
  @ApiProperty({ example: 'seller' })
  role: string;
  @ApiProperty({ required: false, example: 'seller-lumen' })
  id?: string;
}

/** Something that happened. */
export class EventView {
  @ApiProperty({ example: 'evt_01kaz6v1n4r7t0w3y6a9d2g5hm' })
  id: string;
  @ApiProperty({ example: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy' })
  disputeId: string;
  @ApiProperty({ type: 'integer', example: 5, description: 'Its number in its dispute. Numbers may have gaps where something is not for the reader.' })
  seq: number;
  @ApiProperty({ enum: EVENT_TYPES, example: 'sellerOffered' })
  type: string;
  @ApiProperty({ type: EventActorView })
  actor: EventActorView;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  at: string;
  @ApiProperty({ type: String, nullable: true, example: 'opened' })
  previousState: string | null;
  @ApiProperty({ example: 'negotiation.awaitingBuyer' })
  state: string;
  @ApiProperty({
    type: 'object', additionalProperties: true, example: { offerId: 'of_01kaz6v1n4r7t0w3y6a9d2g5hm', remedy: { kind: 'refund', amount: 600 } },
    description: 'Ids, codes, amounts in minor units and times; texts are read in the dispute.',
  })
  data: Record<string, unknown>;
  @ApiProperty({ example: 'WyJkZ2NyYWZ0IiwxMl0', description: 'Where it stands in the feed: `after` this comes what happened later.' })
  cursor: string;
}

/** What happened after a cursor, in the order it happened. */
export class EventPageView {
  @ApiProperty({ type: [EventView] })
  data: EventView[];
  @ApiProperty({ example: false, description: 'Whether to ask again at once. A page may be short, or empty, before the last.' })
  hasMore: boolean;
  @ApiProperty({ example: 'WyJkZ2NyYWZ0IiwxMl0', description: 'The `after` of the next request; always there, so that a reader can go on when something new has happened.' })
  nextCursor: string;
}

export const cursorOf = (position: number): string => encodeCursor(FEED, [position]);

export function eventView(event: FeedEvent, role: ReaderRole, { knowsParties }: Pick<FeedReader, 'knowsParties'>): EventView {
  const { id, disputeId, seq, type, actor, at, fromState, toState, input, position } = event;
  return {
    id, disputeId, seq, type, actor: actorTold(actor, role, knowsParties), at: new Date(at).toISOString(), previousState: fromState === null ? null : stateTold(fromState, role),
    state: stateTold(toState, role), data: factsTold(input), cursor: cursorOf(position),
  };
}

export function eventPage({ events, through, complete }: FeedPage, reader: FeedReader): EventPageView {
  return { data: events.map((event) => eventView(event, roleIn(reader, event)!, reader)), hasMore: !complete, nextCursor: cursorOf(through) };
}
