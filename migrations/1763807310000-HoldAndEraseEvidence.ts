import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Legal holds, and requests to erase a person's evidence. `legally_held` and `erasure_granted_at` stand on the piece
 * itself, so that a hold and a grant at the same moment wait for each other. All times are the law's clock but `work_at`.
 */
export class HoldAndEraseEvidence1763807310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    for (const statement of [LEGAL_HOLD, ERASURE, ON_THE_PIECE]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`ALTER TABLE evidence DROP COLUMN legally_held, DROP COLUMN erasure_granted_at`);
    await runner.query(`DROP TABLE evidence_erasure, legal_hold`);
  }
}

// One hold at a time; those that were lifted stay as the history.
const LEGAL_HOLD = `
  CREATE TABLE legal_hold (
    id text COLLATE "C" CONSTRAINT legal_hold_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    placed_by text COLLATE "C" NOT NULL,
    placed_at timestamptz NOT NULL,
    reason text NOT NULL,
    lifted_by text COLLATE "C",
    lifted_at timestamptz,
    lift_reason text,
    CONSTRAINT legal_hold_lifted_whole CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
  );
  CREATE INDEX legal_hold_dispute ON legal_hold (dispute_id, id);
  CREATE UNIQUE INDEX legal_hold_one ON legal_hold (dispute_id) WHERE lifted_at IS NULL`;

const ERASURE = `
  CREATE TABLE evidence_erasure (
    evidence_id text COLLATE "C" CONSTRAINT evidence_erasure_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    reason_code text COLLATE "C" NOT NULL,
    text text,
    requested_role text COLLATE "C" NOT NULL,
    requested_by text COLLATE "C" NOT NULL,
    requested_at timestamptz NOT NULL,
    granted_role text COLLATE "C",
    granted_by text COLLATE "C",
    granted_at timestamptz,
    work_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    CONSTRAINT evidence_erasure_requested_role_known CHECK (requested_role IN ('buyer', 'seller', 'lead', 'marketplace')),
    CONSTRAINT evidence_erasure_granted_role_known CHECK (granted_role IN ('lead', 'marketplace')),
    CONSTRAINT evidence_erasure_granted_whole CHECK ((granted_at IS NULL) = (granted_by IS NULL) AND (granted_at IS NULL) = (granted_role IS NULL))
  );
  CREATE INDEX evidence_erasure_due ON evidence_erasure (work_at) WHERE work_at IS NOT NULL`;

const ON_THE_PIECE = `
  ALTER TABLE evidence
    ADD COLUMN legally_held boolean NOT NULL DEFAULT false,
    ADD COLUMN erasure_granted_at timestamptz`;
