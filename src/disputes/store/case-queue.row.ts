import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** A case on the platform's desk. Only migrations and the drift test read this. */
@Entity('case_queue')
@Index('case_queue_due', ['dueAt', 'disputeId'])
@Index('case_queue_urgent', ['rank', 'dueAt', 'disputeId'])
@Index('case_queue_holder', ['holder', 'dueAt', 'disputeId'])
@Index('case_queue_holder_urgent', ['holder', 'rank', 'dueAt', 'disputeId'])
@Index('case_queue_unheld_due', ['dueAt', 'disputeId'], { where: 'holder IS NULL' })
@Index('case_queue_unheld_urgent', ['rank', 'dueAt', 'disputeId'], { where: 'holder IS NULL' })
@Index('case_queue_state_due', ['state', 'dueAt', 'disputeId'])
@Index('case_queue_state_urgent', ['state', 'rank', 'dueAt', 'disputeId'])
@Index('case_queue_reason_due', ['reason', 'dueAt', 'disputeId'])
@Index('case_queue_reason_urgent', ['reason', 'rank', 'dueAt', 'disputeId'])
@Index('case_queue_language_due', ['language', 'dueAt', 'disputeId'])
@Index('case_queue_language_urgent', ['language', 'rank', 'dueAt', 'disputeId'])
@Index('case_queue_seller_due', ['sellerId', 'dueAt', 'disputeId'])
@Index('case_queue_seller_urgent', ['sellerId', 'rank', 'dueAt', 'disputeId'])
export class CaseQueueRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', primaryKeyConstraintName: 'case_queue_pk' })
  disputeId: string;

  @OneToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'case_queue_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'text', collation: 'C' })
  state: string;

  @Column({ type: 'smallint' })
  priority: number;

  @Column({ type: 'text', collation: 'C', nullable: true })
  holder: string | null;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt: Date;

  @Column({ type: 'smallint' })
  rank: number;

  @Column({ type: 'text', array: true, collation: 'C' })
  because: string[];

  @Column({ type: 'text', collation: 'C' })
  reason: string;

  @Column({ type: 'bigint' })
  amount: number;

  @Column({ type: 'text', collation: 'C' })
  currency: string;

  @Column({ type: 'text', name: 'buyer_id', collation: 'C' })
  buyerId: string;

  @Column({ type: 'text', name: 'seller_id', collation: 'C' })
  sellerId: string;

  @Column({ type: 'text', array: true, collation: 'C' })
  barred: string[];

  @Column({ type: 'text', collation: 'C', nullable: true })
  language: string | null;

  @Column({ type: 'timestamptz', name: 'escalated_at' })
  escalatedAt: Date;
}
