import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsWords, MayBeLeftOut } from '../../foundation/http/index.js';
import type { ErasureWish } from '../custody/erasures.service.js';
import { ERASURE_REASONS, type ErasureReason } from '../domain/erasure.js';
import { IsReason } from './words.js';

/** Why a legal hold is placed or lifted. Staff only can read it. */
export class LegalHoldBody {
  @ApiProperty({ minLength: 10, maxLength: 500, example: 'Order of the commercial court of Madrid, file 211/2026.' })
  @IsReason()
  reason: string;
}

/** Why a piece is to be erased. */
export class EraseEvidenceBody {
  @ApiProperty({ enum: ERASURE_REASONS, example: 'person_request' })
  @IsIn(ERASURE_REASONS)
  reasonCode: ErasureReason;

  @ApiProperty({ required: false, minLength: 1, maxLength: 500, example: 'The photo shows my children.' })
  @MayBeLeftOut()
  @IsWords(500)
  text?: string;
}

export const erasureWish = ({ reasonCode, text }: EraseEvidenceBody): ErasureWish => ({ reasonCode, text: text ?? null });
