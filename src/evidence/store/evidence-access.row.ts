import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One look at an original. Append-only: a trigger refuses every change. Only migrations and the drift test read this. */
@Entity('evidence_access')
@Check('evidence_access_role_known', `role IN ('arbitrator', 'lead')`)
@Check('evidence_access_what_known', `what IN ('original')`)
@Index('evidence_access_dispute', ['disputeId', 'id'])
@Index('evidence_access_evidence', ['evidenceId'])
export class EvidenceAccessRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'evidence_access_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @Column({ type: 'text', name: 'evidence_id', collation: 'C' })
  evidenceId: string;

  @Column({ type: 'text', collation: 'C' })
  role: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text', collation: 'C' })
  what: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'text', name: 'request_id', collation: 'C', nullable: true })
  requestId: string | null;

  @Column({ type: 'timestamptz', name: 'accessed_at' })
  accessedAt: Date;
}
