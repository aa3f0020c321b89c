import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Something a provider said, kept for ever. */
@Entity('refund_answer')
@Index('refund_answer_refund', ['refundId', 'keyNo'])
@Check('refund_answer_source_known', `source IN ('call', 'report')`)
@Check('refund_answer_status_known', `status IN ('succeeded', 'failed', 'pending', 'unknown_key')`)
export class RefundAnswerRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'refund_answer_pk' })
  id: number;

  @Column({ type: 'text', name: 'refund_id', collation: 'C' })
  refundId: string;

  @Column({ type: 'smallint', name: 'key_no' })
  keyNo: number;

  @Column({ type: 'text', collation: 'C' })
  source: string;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'text', name: 'provider_reference', nullable: true })
  providerReference: string | null;

  @Column({ type: 'text', nullable: true })
  failure: string | null;

  @Column({ type: 'timestamptz', name: 'received_at' })
  receivedAt: Date;
}
