import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { DEFAULT_LIMIT, IsCode, IsTimestamp, MAX_LIMIT } from '../../foundation/http/index.js';
import { problem } from '../../foundation/problems/problem.js';
import type { Period } from '../store/analytics.repository.js';

const DAY = 86_400_000;
/** A season, and a year with its leap day. */
const USUAL_DAYS = 90;
const MOST_DAYS = 366;

/** Which disputes are counted, and how the numbers are told. */
export class AnalyticsQuery {
  @ApiProperty({ required: false, format: 'date-time', example: '2026-01-01T00:00:00.000Z', description: 'The beginning; 90 days before the end unless given.' })
  @IsOptional()
  @IsTimestamp()
  from?: string;

  @ApiProperty({ required: false, format: 'date-time', example: '2026-04-01T00:00:00.000Z', description: 'The end, which is not counted; now unless given. At most 366 days after the beginning.' })
  @IsOptional()
  @IsTimestamp()
  until?: string;

  @ApiProperty({ required: false, enum: ['json', 'csv'], description: 'As `Accept: text/csv` asks for.' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format?: 'json' | 'csv';
}

/** Counts that can be narrowed to one reason. */
export class ReasonedAnalyticsQuery extends AnalyticsQuery {
  @ApiProperty({ required: false, example: 'damaged' })
  @IsOptional()
  @IsCode()
  reason?: string;
}

/** A list of sellers comes in pages. */
export class SellersAnalyticsQuery extends AnalyticsQuery {
  @ApiProperty({ required: false, description: 'The `nextCursor` of the page before; ask for the same time with it.' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, required: false, default: DEFAULT_LIMIT })
  @IsOptional()
  @IsString()
  limit?: string;
}

const wrong = (pointer: string, says: 'period_order' | 'period_length', values = {}) => problem('invalid', undefined, { errors: [{ pointer, code: 'period', says, values }] });

/** The time asked for. `now` is the law's. */
export function periodIn({ from, until }: AnalyticsQuery, now: number): Period {
  const end = until === undefined ? now : Date.parse(until);
  const begin = from === undefined ? end - USUAL_DAYS * DAY : Date.parse(from);
  if (begin >= end) throw wrong('/until', 'period_order');
  if (end - begin > MOST_DAYS * DAY) throw wrong('/from', 'period_length', { days: MOST_DAYS });
  return { from: new Date(begin), until: new Date(end) };
}
