import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** The intent to pay, one per dispute for ever. Only migrations and the drift test read this. */
@Entity('refund')
@Unique('refund_one_per_dispute', ['disputeId'])
@Check('refund_amount_positive', 'amount > 0')
@Check('refund_status_known', `status IN ('pending', 'unknown', 'failed', 'succeeded')`)
@Index('refund_unsettled', ['requestedAt'], { where: `(status = ANY (ARRAY['pending'::text, 'unknown'::text]))` })
export class RefundRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'refund_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'refund_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'bigint' })
  amount: number;

  @Column({ type: 'text', collation: 'C' })
  currency: string;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'smallint', name: 'key_no' })
  keyNo: number;

  @Column({ type: 'integer' })
  asks: number;

  @Column({ type: 'text', name: 'provider_reference', nullable: true })
  providerReference: string | null;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt: Date;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt: Date | null;
}
