import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { EvidenceRow } from './evidence.row.js';

/** One wish to burn parts of a picture away, and what became of it. Only migrations and the drift test read this. */
@Entity('evidence_redaction')
@Check('evidence_redaction_role_known', `role IN ('buyer', 'seller', 'arbitrator', 'lead')`)
@Check('evidence_redaction_status_known', `status IN ('requested', 'made', 'failed')`)
@Check('evidence_redaction_made_told', `(made_at IS NOT NULL) = (status = 'made')`)
@Index('evidence_redaction_due', ['workAt'], { where: '(work_at IS NOT NULL)' })
export class EvidenceRedactionRow {
  @PrimaryColumn({ type: 'text', name: 'evidence_id', collation: 'C', primaryKeyConstraintName: 'evidence_redaction_pk' })
  evidenceId: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'evidence_redaction_pk' })
  number: number;

  @ManyToOne(() => EvidenceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'evidence_id', foreignKeyConstraintName: 'evidence_redaction_piece' })
  piece: Relation<EvidenceRow>;

  @Column({ type: 'text', collation: 'C' })
  role: string;

  @Column({ type: 'text', collation: 'C' })
  person: string;

  @Column({ type: 'text', name: 'reason_code', collation: 'C' })
  reasonCode: string;

  @Column({ type: 'text', nullable: true })
  text: string | null;

  @Column({ type: 'jsonb' })
  rectangles: object;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt: Date;

  @Column({ type: 'timestamptz', name: 'made_at', nullable: true })
  madeAt: Date | null;

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @Column({ type: 'timestamptz', name: 'work_at', nullable: true })
  workAt: Date | null;
}
