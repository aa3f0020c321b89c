import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A request to erase one piece, and who granted it. Only migrations and the drift test read this. */
@Entity('evidence_erasure')
@Check('evidence_erasure_requested_role_known', `requested_role IN ('buyer', 'seller', 'lead', 'marketplace')`)
@Check('evidence_erasure_granted_role_known', `granted_role IN ('lead', 'marketplace')`)
@Check('evidence_erasure_granted_whole', `(granted_at IS NULL) = (granted_by IS NULL) AND (granted_at IS NULL) = (granted_role IS NULL)`)
@Index('evidence_erasure_due', ['workAt'], { where: '(work_at IS NOT NULL)' })
export class EvidenceErasureRow {
  @PrimaryColumn({ type: 'text', name: 'evidence_id', collation: 'C', primaryKeyConstraintName: 'evidence_erasure_pk' })
  evidenceId: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @Column({ type: 'text', name: 'reason_code', collation: 'C' })
  reasonCode: string;

  @Column({ type: 'text', nullable: true })
  text: string | null;

  @Column({ type: 'text', name: 'requested_role', collation: 'C' })
  requestedRole: string;

  @Column({ type: 'text', name: 'requested_by', collation: 'C' })
  requestedBy: string;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt: Date;

  @Column({ type: 'text', name: 'granted_role', collation: 'C', nullable: true })
  grantedRole: string | null;

  @Column({ type: 'text', name: 'granted_by', collation: 'C', nullable: true })
  grantedBy: string | null;

  @Column({ type: 'timestamptz', name: 'granted_at', nullable: true })
  grantedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'work_at', nullable: true })
  workAt: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts: number;
}
