import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../foundation/http/index.js';
import type { CasesFilter } from '../store/case-queue.sql.js';

/** Where a case can stand while the platform works on it. */
const CASE_STATES = [
  'escalated.queued', 'escalated.underReview', 'escalated.awaitingInformation', 'escalated.awaitingAgreement', 'escalated.awaitingApproval',
  'appealed.queued', 'appealed.underReview', 'appealed.awaitingInformation', 'appealed.awaitingApproval',
] as const;

/** Which cases to list. The order is always the same: what is due first comes first. */
export class CasesQuery {
  @ApiProperty({ enum: CASE_STATES, required: false, example: 'escalated.queued' })
  @IsOptional()
  @IsIn(CASE_STATES)
  state?: (typeof CASE_STATES)[number];

  @ApiProperty({ required: false, maxLength: 128, example: 'arbitrator-ines', description: 'The arbitrator who holds the case.' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  holder?: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 9999, required: false, example: 1, description: 'It grows by one whenever nobody picks a case up in time.' })
  @IsOptional()
  @Matches(/^\d{1,4}$/)
  priority?: string;

  @ApiProperty({ enum: ['dueAt'], required: false, default: 'dueAt' })
  @IsOptional()
  @IsIn(['dueAt'])
  sort?: 'dueAt';

  @ApiProperty({ required: false, description: 'The `nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, required: false, default: DEFAULT_LIMIT })
  @IsOptional()
  @IsString()
  limit?: string;
}

export function filterFrom({ state, holder, priority }: CasesQuery): CasesFilter {
  return {
    ...(state === undefined ? {} : { state }),
    ...(holder === undefined ? {} : { holder }),
    ...(priority === undefined ? {} : { priority: Number(priority) }),
  };
}
