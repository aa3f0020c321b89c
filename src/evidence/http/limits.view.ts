import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { meaning } from '../../foundation/problems/constraints.js';
import { EVIDENCE_KINDS } from '../../policy/index.js';
import { PART_SIZE, WHOLE_UP_TO } from '../domain/uploads.js';
import type { LimitsOf } from '../uploads/limits.service.js';

/** Which limits are asked for. */
export class LimitsQuery {
  @ApiProperty({ required: false, description: 'One’s own dispute: its limits, and what is left of them.', example: 'dp_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  @IsOptional()
  @Matches(/^[\w-]{1,64}$/, meaning('form_dispute'))
  disputeId?: string;
}

/** What is taken of one kind. */
export class KindLimitView {
  @ApiProperty({ enum: EVIDENCE_KINDS, example: 'video' })
  kind: string;

  /** For one file. */
  @ApiProperty({ type: 'integer', format: 'int64', example: 209715200 })
  maxBytes: number;

  @ApiProperty({ type: [String], example: ['video/mp4', 'video/webm', 'video/quicktime'] })
  mediaTypes: string[];
}

/** What the caller’s side may still add. */
export class LeftView {
  @ApiProperty({ example: 'dp_01k9x2m4q8v7t3n5r6w1y0z2b4' })
  disputeId: string;

  @ApiProperty({ enum: ['buyer', 'seller'], example: 'buyer' })
  by: string;

  /** Whether the dispute takes evidence of this side now. */
  @ApiProperty({ example: true })
  mayDeclare: boolean;

  @ApiProperty({ example: 'opened' })
  stage: string;

  @ApiProperty({ type: 'integer', example: 18 })
  pieces: number;

  /** At the present stage, where it has a limit of its own. */
  @ApiProperty({ type: 'integer', required: false, example: 4 })
  piecesAtStage?: number;

  @ApiProperty({ type: 'integer', format: 'int64', required: false, example: 1070000000 })
  bytes?: number;
}

/** How much evidence may be shown, and how it is sent. */
export class EvidenceLimitsView {
  @ApiProperty({ example: 'standard-1' })
  policy: string;

  /** Pieces of one side in one dispute. */
  @ApiProperty({ type: 'integer', example: 20 })
  perParty: number;

  /** Bytes of all pieces of one side in one dispute. */
  @ApiProperty({ type: 'integer', format: 'int64', required: false, example: 1073741824 })
  totalBytes?: number;

  /** Pieces of one side declared at one stage, where a stage has a limit of its own. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, selfRequired: false, example: { negotiation: 5 } })
  perStage?: Record<string, number>;

  @ApiProperty({ type: [KindLimitView] })
  kinds: KindLimitView[];

  /** Larger files are sent in parts. */
  @ApiProperty({ type: 'integer', example: 16777216 })
  wholeUpTo: number;

  @ApiProperty({ type: 'integer', example: 8388608 })
  partSize: number;

  /** Only where a dispute was named. */
  @ApiProperty({ type: LeftView, required: false })
  left?: LeftView;
}

export function limitsView({ policy, limits: { perParty, totalBytes, perStage, kinds }, left }: LimitsOf): EvidenceLimitsView {
  return {
    policy, perParty,
    ...(totalBytes === undefined ? {} : { totalBytes }),
    ...(perStage === undefined ? {} : { perStage: { ...perStage } as Record<string, number> }),
    kinds: Object.entries(kinds).map(([kind, { maxBytes, mediaTypes }]) => ({ kind, maxBytes, mediaTypes: [...mediaTypes] })),
    wholeUpTo: WHOLE_UP_TO,
    partSize: PART_SIZE,
    ...(left === undefined ? {} : { left }),
  };
}
