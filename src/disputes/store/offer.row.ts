import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** A remedy that one side proposed. Only migrations and the drift test read this. */
@Entity('offer')
@Check('offer_by_known', `by IN ('buyer', 'seller', 'platform')`)
@Check('offer_status_known', `status IN ('open', 'accepted', 'rejected', 'superseded', 'expired')`)
@Index('offer_dispute', ['disputeId', 'id'])
export class OfferRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'offer_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'offer_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  by: string;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  @Column({ type: 'bigint' })
  amount: number;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'text', nullable: true })
  message: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  salt: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
