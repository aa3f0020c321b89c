import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/* What the desk keeps beside the disputes. Only migrations and the drift test read these; statements are SQL. */

@Entity('arbitrator_conflict')
@Index('arbitrator_conflict_standing', ['arbitrator', 'partyId'], { unique: true, where: 'ended_at IS NULL' })
@Index('arbitrator_conflict_own', ['arbitrator', 'id'])
export class ArbitratorConflictRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'arbitrator_conflict_pk' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  arbitrator: string;

  @Column({ type: 'text', name: 'party_id', collation: 'C' })
  partyId: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'timestamptz', name: 'declared_at' })
  declaredAt: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt: Date | null;
}

@Entity('case_note')
@Check('case_note_erased_told', '(text IS NULL) = (erased_at IS NOT NULL)')
@Index('case_note_dispute', ['disputeId', 'id'])
export class CaseNoteRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'case_note_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  @ForeignKey('DisputeRow', { name: 'case_note_dispute_fk' })
  disputeId: string;

  @Column({ type: 'text', collation: 'C' })
  author: string;

  @Column({ type: 'text', nullable: true })
  text: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'erased_at', nullable: true })
  erasedAt: Date | null;
}

const DRAFT_KEY = { primaryKeyConstraintName: 'ruling_draft_pk' } as const;

@Entity('ruling_draft')
export class RulingDraftRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', ...DRAFT_KEY })
  @ForeignKey('DisputeRow', { name: 'ruling_draft_dispute_fk' })
  disputeId: string;

  @PrimaryColumn({ type: 'text', collation: 'C', ...DRAFT_KEY })
  author: string;

  @Column({ type: 'jsonb' })
  document: object;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}

@Entity('macro')
@Check('macro_language_known', `language IN ('en', 'es')`)
export class MacroRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'macro_pk' })
  id: string;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text', collation: 'C' })
  language: string;

  @Column({ type: 'text', collation: 'C', nullable: true })
  reason: string | null;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'text', name: 'updated_by', collation: 'C' })
  updatedBy: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
