import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** A case on the platform's desk. Only migrations and the drift test read this. */
@Entity('case_queue')
@Index('case_queue_due', ['dueAt', 'disputeId'])
@Index('case_queue_holder', ['holder', 'dueAt', 'disputeId'])
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
}
