import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** A remedy that the desk proposed to both parties. Only migrations and the drift test read this. */
@Entity('settlement')
@Check('settlement_status_known', `status IN ('open', 'accepted', 'rejected', 'superseded', 'expired')`)
@Index('settlement_dispute', ['disputeId', 'id'])
export class SettlementRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'settlement_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'settlement_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  @Column({ type: 'bigint' })
  amount: number;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'text', name: 'accepted_by', array: true, collation: 'C' })
  acceptedBy: string[];

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
