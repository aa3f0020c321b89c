import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A legal hold on the evidence of one dispute, and how it ended. Only migrations and the drift test read this. */
@Entity('legal_hold')
@Check('legal_hold_lifted_whole', `(lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL)`)
@Index('legal_hold_dispute', ['disputeId', 'id'])
@Index('legal_hold_one', ['disputeId'], { unique: true, where: '(lifted_at IS NULL)' })
export class LegalHoldRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'legal_hold_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @Column({ type: 'text', name: 'placed_by', collation: 'C' })
  placedBy: string;

  @Column({ type: 'timestamptz', name: 'placed_at' })
  placedAt: Date;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'text', name: 'lifted_by', collation: 'C', nullable: true })
  liftedBy: string | null;

  @Column({ type: 'timestamptz', name: 'lifted_at', nullable: true })
  liftedAt: Date | null;

  @Column({ type: 'text', name: 'lift_reason', nullable: true })
  liftReason: string | null;
}
