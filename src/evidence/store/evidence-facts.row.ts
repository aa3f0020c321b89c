import { Check, Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { EvidenceRow } from './evidence.row.js';

/** What a file says of itself and how it looks, with an index on each part of its looks: goes with its piece. Only migrations and the drift test read this. */
@Entity('evidence_facts')
@Check('evidence_facts_looks_whole', '(looks IS NULL) = (looks_parts IS NULL)')
@Index('evidence_facts_sha256', ['sha256'])
export class EvidenceFactsRow {
  @PrimaryColumn({ type: 'text', name: 'evidence_id', collation: 'C', primaryKeyConstraintName: 'evidence_facts_pk' })
  evidenceId: string;

  @OneToOne(() => EvidenceRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'evidence_id', foreignKeyConstraintName: 'evidence_facts_evidence' })
  evidence: Relation<EvidenceRow>;

  @Column({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'jsonb' })
  claims: object;

  @Column({ type: 'text', collation: 'C', nullable: true })
  distance: string | null;

  @Column({ type: 'bigint', nullable: true })
  looks: string | null;

  @Column({ type: 'integer', name: 'looks_parts', array: true, nullable: true })
  looksParts: number[] | null;
}
