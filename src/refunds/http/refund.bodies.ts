import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, Length, ValidateIf } from 'class-validator';
import type { Result } from '../domain/answers.js';

/** How a payment ended. The amount is not told: it is the one that was ordered. */
export class RefundResultBody {
  @ApiProperty({ enum: ['succeeded', 'failed'], example: 'succeeded' })
  @IsIn(['succeeded', 'failed'])
  status: 'succeeded' | 'failed';

  @ApiProperty({ required: false, minLength: 1, maxLength: 200, example: 'psp-4711', description: 'The payment as the provider names it. Required when it succeeded.' })
  @ValidateIf(({ status, providerReference }: RefundResultBody) => status === 'succeeded' || providerReference !== undefined)
  @IsString()
  @Length(1, 200)
  providerReference?: string;

  @ApiProperty({ required: false, minLength: 1, maxLength: 64, example: 'rf_01k9x3v5m2e8r7qbw4h6n0tzcd-1', description: 'The key of the order to pay. Required when it failed: a failure confirms the end of this one try.' })
  @ValidateIf(({ status, key }: RefundResultBody) => status === 'failed' || key !== undefined)
  @IsString()
  @Length(1, 64)
  key?: string;

  @ApiProperty({ required: false, minLength: 1, maxLength: 200, example: 'account_closed' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  failure?: string;
}

export function resultFrom({ status, providerReference, failure }: RefundResultBody): Result {
  if (status === 'succeeded') return { kind: 'succeeded', reference: providerReference ?? null };
  return { kind: 'failed', failure: failure ?? 'unspecified' };
}

/** A payment that a person made in another way. */
export class RecordRefundBody {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'SEPA 2026-03-26 / 000117', description: 'Where the payment can be found.' })
  @IsString()
  @Length(1, 200)
  reference: string;

  @ApiProperty({ type: [String], required: false, maxItems: 20, example: [], description: 'Evidence of this dispute that shows it.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  evidenceIds?: string[];
}
