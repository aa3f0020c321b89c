import { ApiProperty } from '@nestjs/swagger';
import { PageView } from '../../foundation/http/index.js';
import { moneyInWords } from '../../foundation/money.js';
import type { Language } from '../../foundation/identity/index.js';
import { reasonsToHurry, REASONS_TO_HURRY } from '../domain/priority.js';
import type { QueuedCase } from '../store/case-queue.sql.js';
import { momentInWords } from '../moments.js';
import { tell } from './words/words.js';

/** What the claim of a case is worth. */
export class CaseAmountView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 2399 })
  amount: number;
  @ApiProperty({ example: 'EUR' })
  currency: string;
}

/** One reason why a case should not wait. */
export class HurryView {
  @ApiProperty({ enum: REASONS_TO_HURRY, example: 'pickup_missed' })
  code: string;
  @ApiProperty({ example: 'Nobody took it up in time.' })
  text: string;
}

/** How urgent a case is. Time is not part of the level: among cases of one level, what is due first comes first. */
export class CasePriorityView {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'One for every time nobody took it up, one for an appeal, one for a high amount.', example: 1 })
  level: number;
  @ApiProperty({ type: [HurryView] })
  because: HurryView[];
}

/** Why somebody cannot take a case: the problem code that trying would be answered with. */
const REASONS_NOT_TO_TAKE = ['case_held', 'conflict_of_interest', 'workload_limit_reached'] as const;

/** Whether the caller can take a case now. */
export class TakingView {
  @ApiProperty({ example: false })
  available: boolean;
  @ApiProperty({ required: false, enum: REASONS_NOT_TO_TAKE, example: 'conflict_of_interest', description: 'Why not.' })
  reason?: (typeof REASONS_NOT_TO_TAKE)[number];
}

/** A dispute while the platform works on it. */
export class CaseView {
  @ApiProperty({ example: 'dp_01k9w3v8c2f6t7m4q0x5z1n8ra' })
  disputeId: string;
  @ApiProperty({ example: 'D-2026-000123' })
  number: string;
  @ApiProperty({ example: 'escalated.queued' })
  state: string;
  @ApiProperty({ type: CasePriorityView })
  priority: CasePriorityView;
  @ApiProperty({ required: false, example: 'arbitrator-ines', description: 'Absent while nobody holds it.' })
  holder?: string;
  @ApiProperty({ type: TakingView })
  take: TakingView;
  @ApiProperty({ format: 'date-time', example: '2026-03-09T10:00:00.000Z', description: 'When what the case waits for is due.' })
  dueAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-08T10:00:00.000Z', description: 'When it came to the desk.' })
  escalatedAt: string;
  @ApiProperty({ example: 'damaged' })
  reason: string;
  @ApiProperty({ type: CaseAmountView })
  amount: CaseAmountView;
  @ApiProperty({ required: false, example: 'es', description: 'The buyer’s, where the marketplace told it.' })
  language?: string;
  @ApiProperty({ example: 'buyer-ana' })
  buyerId: string;
  @ApiProperty({ example: 'seller-lumen' })
  sellerId: string;
}

/** One page of the desk’s queue. */
export class CaseListView extends PageView {
  @ApiProperty({ type: [CaseView] })
  data: CaseView[];
}

/** How many cases stand in each bucket. */
export class CaseCountsView {
  @ApiProperty({ type: 'integer', example: 3, description: 'What they wait for was due before now.' })
  overdue: number;
  @ApiProperty({ type: 'integer', example: 12, description: 'Due within the time the desk calls soon.' })
  dueSoon: number;
  @ApiProperty({ type: 'integer', example: 7, description: 'Held by the caller.' })
  mine: number;
  @ApiProperty({ type: 'integer', example: 41, description: 'Held by nobody.' })
  unassigned: number;
  @ApiProperty({ type: 'integer', example: 1000, description: 'Nothing is counted beyond this: it means “so many or more”.' })
  countedUpTo: number;
}

function priorityView(row: QueuedCase, language: Language, soonMs: number): CasePriorityView {
  const [dueAt, now] = [row.dueAt.getTime(), row.now.getTime()];
  const values = { missed: row.missed, amount: moneyInWords(row.amount, row.currency, language), due: momentInWords(language, dueAt) };
  const because = reasonsToHurry({ because: row.because, dueAt, now }, soonMs);
  return { level: -row.rank, because: because.map((code) => ({ code, text: tell(language, 'hurry', code, values) })) };
}

function takingView({ holder, mayJudge, readerIsAtLimit }: QueuedCase): TakingView {
  if (holder !== null) return { available: false, reason: 'case_held' };
  if (!mayJudge) return { available: false, reason: 'conflict_of_interest' };
  return readerIsAtLimit ? { available: false, reason: 'workload_limit_reached' } : { available: true };
}

/** A case as one arbitrator sees it in the queue; `soonMs` before its time it is due soon. */
export function caseView(row: QueuedCase, language: Language, soonMs: number): CaseView {
  const { disputeId, number, state, holder, dueAt, escalatedAt, reason, amount, currency, buyerId, sellerId } = row;
  return {
    disputeId, number, state, priority: priorityView(row, language, soonMs),
    ...(holder === null ? {} : { holder }), take: takingView(row),
    dueAt: dueAt.toISOString(), escalatedAt: escalatedAt.toISOString(), reason, amount: { amount, currency },
    ...(row.language === null ? {} : { language: row.language }),
    buyerId, sellerId,
  };
}
