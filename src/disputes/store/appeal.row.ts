import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** Why a party wants a ruling looked at again; its words stand in event_text. Only migrations and the drift test read this. */
@Entity('appeal')
@Check('appeal_by_known', `by IN ('buyer', 'seller')`)
@Check('appeal_status_known', `status IN ('open', 'upheld', 'modified', 'overturned', 'remanded', 'withdrawn', 'ended')`)
@Index('appeal_dispute', ['disputeId', 'id'])
export class AppealRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'appeal_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'appeal_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  by: string;

  @Column({ type: 'text', collation: 'C' })
  ground: string;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'text', name: 'evidence_ids', array: true, collation: 'C' })
  evidenceIds: string[];

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
