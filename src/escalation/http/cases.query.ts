import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches, ValidateIf } from 'class-validator';
import { IsCode, PageQuery } from '../../foundation/http/index.js';
import { meaning } from '../../foundation/problems/constraints.js';
import { problem } from '../../foundation/problems/problem.js';
import { durationMs } from '../../policy/index.js';
import type { CasesFilter } from '../store/case-queue.sql.js';

/** Where a case can stand while the platform works on it. */
const CASE_STATES = [
  'escalated.queued', 'escalated.underReview', 'escalated.awaitingInformation', 'escalated.awaitingAgreement', 'escalated.awaitingApproval',
  'appealed.queued', 'appealed.underReview', 'appealed.awaitingInformation', 'appealed.awaitingApproval',
] as const;

const SORTS = ['urgency', 'dueAt'] as const;
const AMOUNT = /^\d{1,15}$/;
/** Whole days or hours: what people ask about a queue. */
const AGE = /^P(?:\d{1,4}D|T\d{1,5}H)$/;

const asksForAmount = ({ amountFrom, amountTo }: CasesQuery): boolean => amountFrom !== undefined || amountTo !== undefined;

/** Which cases to list, and in which order. */
export class CasesQuery extends PageQuery {
  @ApiProperty({ enum: CASE_STATES, required: false, example: 'escalated.queued' })
  @IsOptional()
  @IsIn(CASE_STATES)
  state?: (typeof CASE_STATES)[number];

  @ApiProperty({ required: false, maxLength: 128, example: 'me', description: 'The arbitrator who holds the case: an account, `me`, or `none` for what nobody holds.' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  holder?: string;

  @ApiProperty({ required: false, maxLength: 128, example: 'seller-lumen' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  seller?: string;

  @ApiProperty({ required: false, example: 'damaged' })
  @IsOptional()
  @IsCode()
  reason?: string;

  @ApiProperty({ required: false, example: 'es', description: 'The buyer’s language, as ISO 639 writes it.' })
  @IsOptional()
  @Matches(/^[a-z]{2,3}$/, meaning('form_language'))
  language?: string;

  @ApiProperty({ required: false, example: 'EUR', description: 'Must be given with an amount.' })
  @ValidateIf((query: CasesQuery) => query.currency !== undefined || asksForAmount(query))
  @Matches(/^[A-Z]{3}$/, meaning('form_currency'))
  currency?: string;

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, required: false, example: 5000, description: 'The least amount claimed, in minor units.' })
  @IsOptional()
  @Matches(AMOUNT, meaning('form_digits', { most: 15 }))
  amountFrom?: string;

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, required: false, example: 50000, description: 'The greatest amount claimed, in minor units.' })
  @IsOptional()
  @Matches(AMOUNT, meaning('form_digits', { most: 15 }))
  amountTo?: string;

  @ApiProperty({ required: false, example: 'P2D', description: 'At the desk for at least so many days (P2D) or hours (PT12H).' })
  @IsOptional()
  @Matches(AGE, meaning('form_age'))
  olderThan?: string;

  @ApiProperty({ required: false, example: 'P7D', description: 'At the desk for at most so long.' })
  @IsOptional()
  @Matches(AGE, meaning('form_age'))
  youngerThan?: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 9999, required: false, example: 1, description: 'The level of urgency.' })
  @IsOptional()
  @Matches(/^\d{1,4}$/, meaning('form_digits', { most: 4 }))
  priority?: string;

  @ApiProperty({ enum: SORTS, required: false, default: 'urgency', description: '`urgency`: the highest level first, then what is due first; `dueAt`: what is due first.' })
  @IsOptional()
  @IsIn(SORTS)
  sort?: (typeof SORTS)[number];
}

const numberIn = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
const ageIn = (text: string | undefined): number | undefined => (text === undefined ? undefined : durationMs(text));

function heldBy(holder: string | undefined, caller: string): Pick<CasesFilter, 'holder' | 'unheld'> {
  if (holder === undefined) return {};
  if (holder === 'none') return { unheld: true };
  return { holder: holder === 'me' ? caller : holder };
}

/** What a query asks for; what was not asked for is not in it. `me` is the caller. */
export function filterFrom(query: CasesQuery, caller: string): CasesFilter {
  const { state, seller, reason, language, currency, holder } = query;
  for (const text of [holder, seller]) if (text?.isWellFormed() === false || text?.includes('\0')) throw problem('malformed', { says: 'name_unreadable' });
  const asked = {
    state, ...heldBy(holder, caller), seller, reason, language, currency, priority: numberIn(query.priority), amountFrom: numberIn(query.amountFrom),
    amountTo: numberIn(query.amountTo), olderThan: ageIn(query.olderThan), youngerThan: ageIn(query.youngerThan),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}
