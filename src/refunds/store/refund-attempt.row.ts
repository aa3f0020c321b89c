import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

const KEY = { primaryKeyConstraintName: 'refund_attempt_pk' } as const;

/** One call at the provider. Only migrations and the drift test read this; statements are SQL. */
@Entity('refund_attempt')
@Check('refund_attempt_kind_known', `kind IN ('send', 'ask')`)
@Check('refund_attempt_withheld_is_first', `NOT withheld OR (kind = 'send' AND ask_no = 0)`)
@Check('refund_attempt_outcome_known', `outcome IN ('succeeded', 'failed', 'pending', 'unknown_key', 'no_answer')`)
@Check('refund_attempt_finished_with_outcome', `(finished_at IS NULL) = (outcome IS NULL)`)
export class RefundAttemptRow {
  @PrimaryColumn({ type: 'text', name: 'refund_id', collation: 'C', ...KEY })
  refundId: string;

  @PrimaryColumn({ type: 'smallint', name: 'key_no', ...KEY })
  keyNo: number;

  @PrimaryColumn({ type: 'integer', name: 'ask_no', ...KEY })
  askNo: number;

  @PrimaryColumn({ type: 'text', collation: 'C', ...KEY })
  kind: string;

  @Column({ type: 'boolean' })
  withheld: boolean;

  @Column({ type: 'text', collation: 'C' })
  gateway: string;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt: Date;

  @Column({ type: 'timestamptz', name: 'leased_until' })
  leasedUntil: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  outcome: string | null;

  @Column({ type: 'text', name: 'provider_reference', nullable: true })
  providerReference: string | null;

  @Column({ type: 'text', nullable: true })
  failure: string | null;
}
