import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, type ColumnType } from 'typeorm';

/* What the desk counts. Only migrations and the drift test read these; statements are SQL. */

@Entity('desk_ledger')
@Check('desk_ledger_one_row', 'id = 1')
export class DeskLedgerRow {
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'desk_ledger_pk' })
  id: number;

  @Column({ type: 'xid8' as ColumnType })
  xid: string;

  @Column({ type: 'text', name: 'event_id', collation: 'C' })
  eventId: string;
}

@Entity('dispute_summary')
@Index('dispute_summary_opened', ['openedAt'])
@Index('dispute_summary_closed', ['closedAt'], { where: 'closed_at IS NOT NULL' })
@Index('dispute_summary_seller', ['sellerId', 'openedAt'])
@Index('dispute_summary_judged', ['lastJudgedAt'], { where: 'last_judged_at IS NOT NULL' })
@Index('dispute_summary_decided', ['decidedAt'], { where: 'decided_at IS NOT NULL' })
export class DisputeSummaryRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', primaryKeyConstraintName: 'dispute_summary_pk' })
  @ForeignKey('DisputeRow', { name: 'dispute_summary_dispute_fk' })
  disputeId: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', name: 'seller_id', collation: 'C' })
  sellerId: string;

  @Column({ type: 'text', collation: 'C' })
  reason: string;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt: Date;

  @Column({ type: 'timestamptz', name: 'escalated_at', nullable: true })
  escalatedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  outcome: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  arbitrator: string | null;

  @Column({ type: 'boolean' })
  appealed: boolean;

  @Column({ type: 'boolean', nullable: true })
  overturned: boolean | null;

  @Column({ type: 'boolean', name: 'seller_at_fault', nullable: true })
  sellerAtFault: boolean | null;

  @Column({ type: 'bigint', name: 'total_ms', nullable: true })
  totalMs: number | null;

  @Column({ type: 'bigint', name: 'negotiation_ms', nullable: true })
  negotiationMs: number | null;

  @Column({ type: 'bigint', name: 'escalated_ms', nullable: true })
  escalatedMs: number | null;

  @Column({ type: 'bigint', name: 'appealed_ms', nullable: true })
  appealedMs: number | null;

  @Column({ type: 'bigint', name: 'execution_ms', nullable: true })
  executionMs: number | null;

  @Column({ type: 'boolean', name: 'pickup_kept', nullable: true })
  pickupKept: boolean | null;

  @Column({ type: 'boolean', name: 'decision_kept', nullable: true })
  decisionKept: boolean | null;

  @Column({ type: 'jsonb', default: () => `'[]'` })
  judged: object;

  @Column({ type: 'timestamptz', name: 'last_judged_at', nullable: true })
  lastJudgedAt: Date | null;
}

const PROMISE_KEY = { primaryKeyConstraintName: 'case_promise_pk' } as const;

@Entity('case_promise')
@Check('case_promise_kind_known', `kind IN ('pickup', 'decision')`)
@Index('case_promise_met', ['metAt'], { where: 'met_at IS NOT NULL' })
@Index('case_promise_broken', ['dueAt'], { where: 'alerted_at IS NULL AND due_at IS NOT NULL AND (met_at IS NULL OR met_at > due_at)' })
export class CasePromiseRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', ...PROMISE_KEY })
  @ForeignKey('DisputeRow', { name: 'case_promise_dispute_fk' })
  disputeId: string;

  @PrimaryColumn({ type: 'text', collation: 'C', ...PROMISE_KEY })
  kind: string;

  @PrimaryColumn({ type: 'timestamptz', ...PROMISE_KEY })
  since: Date;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt: Date | null;

  @Column({ type: 'timestamptz', name: 'met_at', nullable: true })
  metAt: Date | null;

  @Column({ type: 'timestamptz', name: 'alerted_at', nullable: true })
  alertedAt: Date | null;
}
