import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What can be looked at of a piece is a list, not one preview; what its bytes told stands beside it. `upload_id` and
 * `part_size` belong to files that come in parts, `version_id` is the store's name for the object that was sealed.
 */
export class EvidenceRenditions1763807000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`
      ALTER TABLE evidence
        ADD COLUMN renditions jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN redaction integer,
        ADD COLUMN details jsonb,
        ADD COLUMN content_salt text COLLATE "C",
        ADD COLUMN held boolean NOT NULL DEFAULT false,
        ADD COLUMN upload_id text COLLATE "C",
        ADD COLUMN part_size bigint,
        ADD COLUMN version_id text COLLATE "C",
        ADD COLUMN erased_at timestamptz`);
    await runner.query(`UPDATE evidence SET renditions = '[{"name": "preview", "mediaType": "image/webp"}]' WHERE has_preview`);
    await runner.query(`ALTER TABLE evidence DROP COLUMN has_preview, DROP CONSTRAINT evidence_status_known, DROP CONSTRAINT evidence_rejection_told`);
    await runner.query(`
      ALTER TABLE evidence
        ADD CONSTRAINT evidence_status_known CHECK (status IN ('declared', 'processing', 'available', 'rejected', 'erased')),
        ADD CONSTRAINT evidence_rejection_told CHECK ((rejection IS NOT NULL) = (status = 'rejected')),
        ADD CONSTRAINT evidence_erased_told CHECK ((erased_at IS NOT NULL) = (status = 'erased'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`
      ALTER TABLE evidence
        ADD COLUMN has_preview boolean NOT NULL DEFAULT false,
        DROP CONSTRAINT evidence_erased_told, DROP CONSTRAINT evidence_status_known`);
    await runner.query(`UPDATE evidence SET has_preview = true WHERE renditions @> '[{"name": "preview"}]'`);
    await runner.query(`
      ALTER TABLE evidence
        DROP COLUMN renditions, DROP COLUMN redaction, DROP COLUMN details, DROP COLUMN content_salt, DROP COLUMN held, DROP COLUMN upload_id,
        DROP COLUMN part_size, DROP COLUMN version_id, DROP COLUMN erased_at,
        ADD CONSTRAINT evidence_status_known CHECK (status IN ('declared', 'processing', 'available', 'rejected'))`);
  }
}
