import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

const KEY = { primaryKeyConstraintName: 'case_recusal_pk' } as const;

/** Who stepped back from a case. Only migrations and the drift test read this. */
@Entity('case_recusal')
@Check('case_recusal_reason_told', '(seq IS NULL) = (reason IS NOT NULL)')
export class CaseRecusalRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', ...KEY })
  disputeId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'case_recusal_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @PrimaryColumn({ type: 'text', collation: 'C', ...KEY })
  arbitrator: string;

  /** Only where it was before there was an event for it; otherwise the event's text tells it. */
  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'timestamptz', name: 'recused_at' })
  recusedAt: Date;

  /** Of the event; null before there was one. */
  @Column({ type: 'integer', nullable: true })
  seq: number | null;
}
