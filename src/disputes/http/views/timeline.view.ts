import { ApiProperty } from '@nestjs/swagger';
import type { EventRecord } from '../../dispute.js';
import { arePartiesToRead } from '../../domain/audience.js';
import { EVENT_TYPES, type DisputeEvent } from '../../domain/events.js';
import { hearsStaff, isStaffRole, type Reader } from './reader.js';
import { sentenceOf, type ToldOf } from './sentences.js';

/** Who did something. Staff are a role to the parties, never a person. */
export class ActorView {
  @ApiProperty({ example: 'seller' })
  role: string;
  @ApiProperty({ required: false, example: 'seller-lumen' })
  id?: string;
}

/** One event in the reader's language. */
export class TimelineEntryView {
  @ApiProperty({ type: 'integer', example: 5 })
  seq: number;
  @ApiProperty({ format: 'date-time', example: '2026-03-06T10:00:00.000Z' })
  at: string;
  @ApiProperty({ enum: EVENT_TYPES, example: 'sellerOffered' })
  type: string;
  @ApiProperty({ type: ActorView })
  actor: ActorView;
  @ApiProperty({ example: 'The seller offered a refund of €20.00.' })
  text: string;
  @ApiProperty({
    type: 'object', additionalProperties: { type: 'string' }, selfRequired: false, example: { text: 'It is only a scratch.' },
    description: 'What the actor wrote with it, by field.',
  })
  said?: Record<string, string>;
}

/** What happened, as far as this reader may know. Numbers may have gaps where something is not for them. */
export class TimelineView {
  @ApiProperty({ type: [TimelineEntryView] })
  data: TimelineEntryView[];
}

/** A ruling that waits for a second person, and what comes of waiting in vain, stays inside the house. */
function isInternal({ type, toState, fromState, input }: EventRecord): boolean {
  const waits = toState.endsWith('.awaitingApproval') && (type === 'arbitratorRuled' || type === 'appealRuled');
  const inVain = type === 'rulingRefused' || (type === 'deadlinePassed' && input['kind'] === 'approval');
  return waits || (inVain && fromState?.endsWith('.awaitingApproval') === true);
}

/** The marketplace knows what it did itself; an account may be called like a part of the system and is still another. */
function mayKnow(event: EventRecord, reader: Reader): boolean {
  const { role, callerId } = reader;
  if (hearsStaff(reader) || (event.actor.id === callerId && event.actor.role === role)) return true;
  if (role !== 'buyer' && role !== 'seller' && !isStaffRole(role)) return false;
  return (event.audience === 'parties' || event.audience === role) && !isInternal(event);
}

const mayRead = ({ type, actor }: EventRecord, reader: Reader): boolean => arePartiesToRead(type) || hearsStaff(reader) || (isStaffRole(reader.role) && actor.id === reader.callerId);

export function actorView({ role, id }: EventRecord['actor'], reader: Reader): ActorView {
  const isParty = role === 'buyer' || role === 'seller';
  return isParty || isStaffRole(reader.role) ? { role, id } : { role };
}

/** Older rows hold what their law version wrote; the words only use what every version had. */
const eventFrom = ({ type, input }: EventRecord): DisputeEvent => ({ ...input, type }) as DisputeEvent;

/** The events in words, in the order they come, without what is not for this reader. */
export function timelineOf(events: readonly EventRecord[], reader: Reader, dispute: ToldOf): TimelineView {
  const known = events.filter((event) => mayKnow(event, reader));
  const data = known.map((event) => ({
    seq: event.seq,
    at: new Date(event.at).toISOString(),
    type: event.type,
    actor: actorView(event.actor, reader),
    text: sentenceOf(eventFrom(event), event, { ...dispute, reader }),
    ...(event.texts === null || !mayRead(event, reader) ? {} : { said: { ...event.texts } }),
  }));
  return { data };
}
