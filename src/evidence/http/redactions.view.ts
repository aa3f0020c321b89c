import { ApiProperty } from '@nestjs/swagger';
import { Answer } from '../../foundation/http/index.js';
import type { RedactionReader } from '../custody/redactions.service.js';
import { REDACTION_REASONS, REDACTION_STATUSES, type Redaction } from '../domain/redaction.js';

/** A part of the picture, in fractions of its width and height. */
export class RectangleView {
  @ApiProperty({ example: 0.12 })
  x: number;

  @ApiProperty({ example: 0.4 })
  y: number;

  @ApiProperty({ example: 0.3 })
  width: number;

  @ApiProperty({ example: 0.1 })
  height: number;
}

/** Who wished it. Parties see as what, staff see who. */
export class RedactedByView {
  @ApiProperty({ enum: ['buyer', 'seller', 'arbitrator', 'lead'], example: 'buyer' })
  role: string;

  /** Staff only. */
  @ApiProperty({ required: false, example: 'buyer-1' })
  id?: string;
}

/** Parts of a piece that are burned away. */
export class RedactionView {
  @ApiProperty({ example: 'ev_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  evidenceId: string;

  @ApiProperty({ type: 'integer', example: 1 })
  number: number;

  /** Of one that is `requested` or `failed` only staff are shown anything of the piece. A further one makes up for one that failed. */
  @ApiProperty({ enum: REDACTION_STATUSES, example: 'made' })
  status: string;

  @ApiProperty({ type: RedactedByView })
  by: RedactedByView;

  @ApiProperty({ enum: REDACTION_REASONS, example: 'address' })
  reasonCode: string;

  /** For staff and the owner of the piece. */
  @ApiProperty({ required: false, example: 'The label shows where my parents live.' })
  text?: string;

  @ApiProperty({ type: [RectangleView] })
  rectangles: RectangleView[];

  @ApiProperty({ format: 'date-time', example: '2026-03-06T17:20:00.000Z' })
  requestedAt: string;

  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-06T17:20:02.000Z' })
  madeAt?: string;
}

/** All redactions of one piece, oldest first. There are few. */
export class RedactionListView {
  @ApiProperty({ type: [RedactionView] })
  data: RedactionView[];
}

const time = (at: number): string => new Date(at).toISOString();

function redactionView({ evidenceId, number, status, role, person, reasonCode, text, rectangles, requestedAt, madeAt }: Redaction, reader: RedactionReader): RedactionView {
  return {
    evidenceId, number, status, by: { role, ...(reader.isStaff ? { id: person } : {}) }, reasonCode,
    ...(text !== null && (reader.isStaff || reader.isOwner) ? { text } : {}),
    rectangles: [...rectangles], requestedAt: time(requestedAt), ...(madeAt === null ? {} : { madeAt: time(madeAt) }),
  };
}

export const redactionAnswer = (redaction: Redaction, reader: RedactionReader): Answer => new Answer(202, redactionView(redaction, reader));

export function redactionList(redactions: readonly Redaction[], reader: RedactionReader): RedactionListView {
  return { data: redactions.map((redaction) => redactionView(redaction, reader)) };
}
