import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parts of a picture that are to be burned away. `redaction_wanted` on the piece is the number of the newest wish: as
 * long as it differs from `redaction`, the one that was carried out, nobody but staff is shown the piece. Times are the
 * law's clock but `work_at`.
 */
export class RedactEvidence1763807320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`ALTER TABLE evidence ADD COLUMN redaction_wanted integer`);
    await runner.query(REDACTION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP TABLE evidence_redaction`);
    await runner.query(`ALTER TABLE evidence DROP COLUMN redaction_wanted`);
  }
}

// It goes with its piece, as long as that can be taken back.
const REDACTION = `
  CREATE TABLE evidence_redaction (
    evidence_id text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    role text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    reason_code text COLLATE "C" NOT NULL,
    text text,
    rectangles jsonb NOT NULL,
    status text COLLATE "C" NOT NULL,
    requested_at timestamptz NOT NULL,
    made_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    work_at timestamptz,
    CONSTRAINT evidence_redaction_pk PRIMARY KEY (evidence_id, number),
    CONSTRAINT evidence_redaction_piece FOREIGN KEY (evidence_id) REFERENCES evidence (id) ON DELETE CASCADE,
    CONSTRAINT evidence_redaction_role_known CHECK (role IN ('buyer', 'seller', 'arbitrator', 'lead')),
    CONSTRAINT evidence_redaction_status_known CHECK (status IN ('requested', 'made', 'failed')),
    CONSTRAINT evidence_redaction_made_told CHECK ((made_at IS NOT NULL) = (status = 'made'))
  );
  CREATE INDEX evidence_redaction_due ON evidence_redaction (work_at) WHERE work_at IS NOT NULL`;
