import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Whose turn it is to take which case. Only migrations and the drift test read this. */
@Entity('case_taking')
@Index('case_taking_dispute', ['disputeId'], { where: 'dispute_id IS NOT NULL' })
export class CaseTakingRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'case_taking_pk' })
  arbitrator: string;

  @Column({ type: 'bigint' })
  turn: number;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C', nullable: true })
  disputeId: string | null;

  @Column({ type: 'timestamptz', name: 'leased_until', nullable: true })
  leasedUntil: Date | null;
}
