import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * One piece of evidence and how far it came. Only migrations and the drift test read this; statements are SQL. It
 * names its dispute without a foreign key: the contexts share a database, not their tables.
 */
@Entity('evidence')
@Unique('evidence_place_unique', ['disputeId', 'party', 'place'])
@Check('evidence_party_known', `party IN ('buyer', 'seller')`)
@Check('evidence_kind_known', `kind IN ('photo', 'video', 'document')`)
@Check('evidence_status_known', `status IN ('declared', 'processing', 'available', 'rejected', 'erased')`)
@Check('evidence_rejection_told', `(rejection IS NOT NULL) = (status = 'rejected')`)
@Check('evidence_erased_told', `(erased_at IS NOT NULL) = (status = 'erased')`)
@Check('evidence_available_verified', `status <> 'available' OR verified_attempt IS NOT NULL`)
@Check('evidence_processing_scheduled', `(work_at IS NOT NULL) = (status = 'processing')`)
@Index('evidence_dispute', ['disputeId', 'id'])
@Index('evidence_waiting', ['workAt'], { where: `(status = 'processing'::text)` })
@Index('evidence_in_draft', ['disputeId'], { where: 'in_draft' })
@Index('evidence_announced', ['declaredAt'], { where: `(status = 'declared'::text)` })
@Index('evidence_to_retain', ['id'], { where: `((status = 'available'::text) AND (version_id IS NOT NULL) AND (retained_until IS NULL))` })
@Index('evidence_removal_wanted', ['removalWantedAt'], { where: '(removal_wanted_at IS NOT NULL)' })
export class EvidenceRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'evidence_pk' })
  id: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @Column({ type: 'text', name: 'owner_id', collation: 'C' })
  ownerId: string;

  @Column({ type: 'text', collation: 'C' })
  party: string;

  @Column({ type: 'smallint' })
  place: number;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  @Column({ type: 'text', name: 'file_name' })
  fileName: string;

  @Column({ type: 'text', name: 'media_type', collation: 'C' })
  mediaType: string;

  @Column({ type: 'bigint' })
  size: number;

  @Column({ type: 'text', collation: 'C' })
  sha256: string;

  @Column({ type: 'text', collation: 'C', nullable: true })
  requirement: string | null;

  @Column({ type: 'text', nullable: true })
  caption: string | null;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'text', collation: 'C', nullable: true })
  rejection: string | null;

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @Column({ type: 'integer', name: 'verified_attempt', nullable: true })
  verifiedAttempt: number | null;

  @Column({ type: 'jsonb', default: [] })
  renditions: object;

  @Column({ type: 'integer', nullable: true })
  redaction: number | null;

  @Column({ type: 'jsonb', nullable: true })
  details: object | null;

  @Column({ type: 'text', name: 'content_salt', collation: 'C', nullable: true })
  contentSalt: string | null;

  @Column({ type: 'boolean', default: false })
  held: boolean;

  @Column({ type: 'text', name: 'upload_id', collation: 'C', nullable: true })
  uploadId: string | null;

  @Column({ type: 'bigint', name: 'part_size', nullable: true })
  partSize: number | null;

  @Column({ type: 'text', name: 'version_id', collation: 'C', nullable: true })
  versionId: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  stage: string | null;

  @Column({ type: 'timestamptz', name: 'retained_until', nullable: true })
  retainedUntil: Date | null;

  @Column({ type: 'timestamptz', name: 'erased_at', nullable: true })
  erasedAt: Date | null;

  @Column({ type: 'integer', name: 'redaction_wanted', nullable: true })
  redactionWanted: number | null;

  @Column({ type: 'boolean', name: 'legally_held', default: false })
  legallyHeld: boolean;

  @Column({ type: 'timestamptz', name: 'erasure_granted_at', nullable: true })
  erasureGrantedAt: Date | null;

  @Column({ type: 'integer', name: 'event_seq', nullable: true })
  eventSeq: number | null;

  @Column({ type: 'boolean', name: 'in_draft' })
  inDraft: boolean;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'declared_at', default: () => 'statement_timestamp()' })
  declaredAt: Date;

  /** Its bytes came by e-mail and lie there until its owner says that they are meant; then it is forgotten. Real time. */
  @Column({ type: 'timestamptz', name: 'staged_until', nullable: true })
  stagedUntil: Date | null;

  @Column({ type: 'timestamptz', name: 'work_at', nullable: true })
  workAt: Date | null;

  @Column({ type: 'timestamptz', name: 'removal_wanted_at', nullable: true })
  removalWantedAt: Date | null;
}
