import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** A case that was suspended in somebody's hands, and comes back to them. Only migrations and the drift test read this. */
@Entity('suspended_case')
@Index('suspended_case_holder', ['holder'])
export class SuspendedCaseRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', primaryKeyConstraintName: 'suspended_case_pk' })
  disputeId: string;

  @OneToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'suspended_case_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'text', collation: 'C' })
  holder: string;
}
