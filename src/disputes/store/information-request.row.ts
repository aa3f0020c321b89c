import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** What the desk asked one party or both. Only migrations and the drift test read this. */
@Entity('information_request')
@Check('information_request_status_known', `status IN ('open', 'answered', 'lapsed', 'ended')`)
@Index('information_request_dispute', ['disputeId', 'id'])
export class InformationRequestRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'information_request_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'information_request_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', array: true, collation: 'C' })
  addressees: string[];

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'jsonb', nullable: true })
  document: object | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  salt: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
