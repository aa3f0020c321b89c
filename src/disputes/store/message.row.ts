import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** Something that was said. Only migrations and the drift test read this. */
@Entity('message')
@Check('message_audience_known', `audience IN ('parties', 'staff', 'buyer', 'seller')`)
@Index('message_dispute', ['disputeId', 'id'])
export class MessageRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'message_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'message_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'jsonb' })
  author: object;

  @Column({ type: 'text', collation: 'C' })
  audience: string;

  @Column({ type: 'text', nullable: true })
  text: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  salt: string | null;

  @Column({ type: 'text', name: 'evidence_ids', array: true, collation: 'C' })
  evidenceIds: string[];

  @Column({ type: 'jsonb', nullable: true })
  anchor: object | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
