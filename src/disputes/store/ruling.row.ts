import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** An arbitrator's decision with its statement of reasons. Only migrations and the drift test read this. */
@Entity('ruling')
@Check('ruling_status_known', `status IN ('awaiting_approval', 'in_force', 'refused', 'replaced')`)
@Index('ruling_dispute', ['disputeId', 'id'])
export class RulingRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'ruling_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'ruling_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  author: string;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'jsonb', nullable: true })
  document: object | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  salt: string | null;

  @Column({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
