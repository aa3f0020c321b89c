import { ApiProperty } from '@nestjs/swagger';
import { Answer } from '../../foundation/http/index.js';
import { ERASURE_REASONS, type Erasure } from '../domain/erasure.js';
import type { LegalHold } from '../domain/legal-hold.js';

const time = (at: number): string => new Date(at).toISOString();

/** How a wish to erase a piece stands. */
export class ErasureView {
  @ApiProperty({ example: 'ev_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  evidenceId: string;

  /** `requested` waits for a lead or the marketplace; `granted` is carried out within moments, and nobody is shown the piece any more. */
  @ApiProperty({ enum: ['requested', 'granted'], example: 'requested' })
  status: string;

  @ApiProperty({ enum: ERASURE_REASONS, example: 'person_request' })
  reasonCode: string;

  @ApiProperty({ required: false, example: 'The photo shows my children.' })
  text?: string;

  @ApiProperty({ format: 'date-time', example: '2026-04-06T17:20:00.000Z' })
  requestedAt: string;

  @ApiProperty({ required: false, format: 'date-time', example: '2026-04-07T09:00:00.000Z' })
  grantedAt?: string;
}

/** How a hold ended. */
export class HoldLiftedView {
  @ApiProperty({ format: 'date-time', example: '2026-09-01T09:00:00.000Z' })
  at: string;

  @ApiProperty({ example: 'lead-1' })
  by: string;

  @ApiProperty({ example: 'The court has closed its file.' })
  reason: string;
}

/** An order to keep what there is. */
export class HoldView {
  @ApiProperty({ example: 'lh_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  id: string;

  @ApiProperty({ format: 'date-time', example: '2026-04-06T17:20:00.000Z' })
  placedAt: string;

  @ApiProperty({ example: 'lead-1' })
  placedBy: string;

  @ApiProperty({ example: 'Order of the commercial court of Madrid, file 211/2026.' })
  reason: string;

  /** Only where it was lifted. */
  @ApiProperty({ type: HoldLiftedView, required: false })
  lifted?: HoldLiftedView;
}

/** Whether the evidence of a dispute must be kept, and since when and why. */
export class LegalHoldView {
  @ApiProperty({ example: true })
  isHeld: boolean;

  /** All there were, newest first. */
  @ApiProperty({ type: [HoldView] })
  history: HoldView[];
}

function erasureView({ evidenceId, reasonCode, text, requested, granted }: Erasure): ErasureView {
  return {
    evidenceId, status: granted === null ? 'requested' : 'granted', reasonCode, ...(text === null ? {} : { text }),
    requestedAt: time(requested.at), ...(granted === null ? {} : { grantedAt: time(granted.at) }),
  };
}

export const erasureAnswer = (erasure: Erasure): Answer => new Answer(202, erasureView(erasure));

function holdView({ id, placedAt, placedBy, reason, lifted }: LegalHold): HoldView {
  return { id, placedAt: time(placedAt), placedBy, reason, ...(lifted === null ? {} : { lifted: { ...lifted, at: time(lifted.at) } }) };
}

export function legalHoldView(holds: readonly LegalHold[]): LegalHoldView {
  return { isHeld: holds.some(({ lifted }) => lifted === null), history: holds.map(holdView) };
}
