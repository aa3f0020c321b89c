import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who of the staff looked at which original, and why. `accessed_at` is the law's clock. The log outlives the piece it is about. */
export class LogEvidenceAccess1763807300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    for (const statement of [EVIDENCE_ACCESS, APPEND_ONLY]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP TABLE evidence_access; DROP FUNCTION evidence_access_refuse_change()`);
  }
}

const EVIDENCE_ACCESS = `
  CREATE TABLE evidence_access (
    id text COLLATE "C" CONSTRAINT evidence_access_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    evidence_id text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    what text COLLATE "C" NOT NULL,
    reason text NOT NULL,
    request_id text COLLATE "C",
    accessed_at timestamptz NOT NULL,
    CONSTRAINT evidence_access_role_known CHECK (role IN ('arbitrator', 'lead')),
    CONSTRAINT evidence_access_what_known CHECK (what IN ('original'))
  );
  CREATE INDEX evidence_access_dispute ON evidence_access (dispute_id, id);
  CREATE INDEX evidence_access_evidence ON evidence_access (evidence_id)`;

const APPEND_ONLY = `
  CREATE FUNCTION evidence_access_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'evidence_access is append-only' USING ERRCODE = 'restrict_violation';
    END $$;
  CREATE TRIGGER evidence_access_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_access
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_access_refuse_change()`;
