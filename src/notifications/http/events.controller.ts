import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EVENT_TYPES } from '../../disputes/index.js';
import { decodeCursor, parseLimit } from '../../foundation/http/index.js';
import { Access, callerOf, CurrentCaller, tokenExpiryOf, type Caller } from '../../foundation/identity/index.js';
import { problem } from '../../foundation/problems/problem.js';
import { FeedService, type FeedWish } from '../feed/feed.service.js';
import { StreamHub } from '../feed/stream.hub.js';
import { TalkService } from '../feed/talk.service.js';
import { EventPageView, eventPage, FEED } from './event.view.js';
import { EventStream } from './event-stream.js';
import { EventFilterQuery, EventsQuery } from './events.query.js';

/** So many windows does nobody have open; the rest is a client that never closes. */
const MOST_STREAMS_OF_ONE = 20;
const MOST_STREAMS = 10_000;
/** A key the marketplace withdraws must stop working: a stream shows its token again after this. */
const LONGEST_STREAM_MS = 3_600_000;
const STREAM = 'text/event-stream';
const LAST_EVENT_ID = { name: 'Last-Event-ID', required: false, description: 'The id of the last event received; sent by browsers when they come back. It counts before `after`.' };

/** Everything that happened, as far as the caller may know of it. */
@ApiTags('events')
@Access('authenticated')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly feed: FeedService,
    private readonly hub: StreamHub,
    private readonly talk: TalkService,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listEvents', summary: 'What happened after a cursor, in order',
    description: 'Parties see what concerns them in their disputes, staff all but what is not for both sides of a dispute in which they stand aside (a relation to a party, or a case they stepped back from), the marketplace what the parties see but not what is said. Nothing of that is left out and nothing comes twice, however many disputes change at the same time.',
  })
  @ApiOkResponse({ type: EventPageView })
  async list(@Query() query: EventsQuery, @CurrentCaller() caller: Caller): Promise<EventPageView> {
    const reader = this.feed.readerFor(caller);
    return eventPage(await this.feed.read(reader, { ...wishOf(query, query.after), limit: parseLimit(query.limit) }), reader);
  }

  @Get('stream')
  @ApiHeader(LAST_EVENT_ID)
  @ApiOperation({
    operationId: 'streamEvents', summary: 'The same, as it happens',
    description: 'Server-sent events: `id` is the cursor, `data` an event. A comment every 15 seconds. The stream ends when the token does, after an hour, or when it is not read; come back with `Last-Event-ID`. A stream of one dispute also tells parties and staff who of the other sides is there (`event: presence`) and who is typing (`event: typing`), without an `id`; staff who stand aside are not shown there, and are shown what is typed to both sides.',
  })
  @ApiOkResponse({ description: 'A stream that stays open.', content: { [STREAM]: { schema: { type: 'string' } } } })
  async stream(@Query() query: EventFilterQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const reader = this.feed.readerFor(callerOf(request));
    const wish = wishOf(query, request.headers['last-event-id']?.toString() || query.after);
    this.refuseTooMany(reader.sub);
    // Refusals can be answered only before the stream begins.
    await this.feed.read(reader, { ...wish, limit: 1 });
    // A HEAD asks for the head of an answer that has no end.
    if (request.method === 'HEAD') return void reply.type(STREAM).send();
    const until = Math.min(tokenExpiryOf(request), Date.now() + LONGEST_STREAM_MS);
    const stream = new EventStream({ ...wish, reader, until }, reply, (closed) => {
      this.hub.leave(closed);
      this.talk.close(closed);
    });
    await this.hub.join(stream, wish.after);
    if (wish.disputeId !== null) await this.talk.open(wish.disputeId, callerOf(request), stream);
  }

  private refuseTooMany(sub: string): void {
    if (this.hub.heldBy(sub) >= MOST_STREAMS_OF_ONE || this.hub.size >= MOST_STREAMS) {
      throw problem('too_many_requests', { says: 'streams_open' }, { headers: { 'Retry-After': '30' } });
    }
  }
}

function wishOf({ types, disputeId }: EventFilterQuery, after: string | undefined): Omit<FeedWish, 'limit'> {
  return { after: positionIn(after), types: types === undefined ? null : typesIn(types), disputeId: disputeId ?? null };
}

function positionIn(cursor: string | undefined): number | null {
  const [position] = decodeCursor(FEED, cursor) ?? [];
  if (position === undefined) return null;
  if (typeof position !== 'number' || position < 0) throw problem('malformed', { says: 'cursor_unknown' });
  return position;
}

function typesIn(list: string): string[] {
  const types = list.split(',').map((type) => type.trim());
  const unknown = types.find((type) => !(EVENT_TYPES as readonly string[]).includes(type));
  if (unknown !== undefined) throw problem('invalid', undefined, { errors: [{ pointer: '/types', code: 'unknown', says: 'unknown_event' }] });
  return types;
}
