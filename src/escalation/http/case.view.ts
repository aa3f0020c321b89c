import { ApiProperty } from '@nestjs/swagger';
import type { QueuedCase } from '../store/case-queue.sql.js';

/** What the claim of a case is worth. */
export class CaseAmountView {
  @ApiProperty({ type: 'integer', format: 'int64', example: 2399 })
  amount: number;
  @ApiProperty({ example: 'EUR' })
  currency: string;
}

/** A dispute while the platform works on it. */
export class CaseView {
  @ApiProperty({ example: 'dp_01k9w3v8c2f6t7m4q0x5z1n8ra' })
  disputeId: string;
  @ApiProperty({ example: 'D-2026-000123' })
  number: string;
  @ApiProperty({ example: 'escalated.queued' })
  state: string;
  @ApiProperty({ type: 'integer', example: 0 })
  priority: number;
  @ApiProperty({ required: false, example: 'arbitrator-ines', description: 'Absent while nobody holds it.' })
  holder?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-09T10:00:00.000Z', description: 'When what the case waits for is due.' })
  dueAt: string;
  @ApiProperty({ example: 'damaged' })
  reason: string;
  @ApiProperty({ type: CaseAmountView })
  amount: CaseAmountView;
}

/** One page of the desk’s queue. */
export class CaseListView {
  @ApiProperty({ type: [CaseView] })
  data: CaseView[];
  @ApiProperty({ example: false })
  hasMore: boolean;
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor: string | null;
}

export function caseView({ disputeId, number, state, priority, holder, dueAt, reason, amount, currency }: QueuedCase): CaseView {
  return {
    disputeId, number, state, priority, ...(holder === null ? {} : { holder }), dueAt: dueAt.toISOString(), reason, amount: { amount, currency },
  };
}
