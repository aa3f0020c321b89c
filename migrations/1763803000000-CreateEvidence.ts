import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Pieces of evidence, and the objects that are to be deleted. `created_at` is the law's clock; `declared_at`, `work_at`
 * and `due_at` are real time, by which upload URLs and leases live.
 */
export class CreateEvidence1763803000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    for (const statement of [EVIDENCE, ...INDEXES, OBJECT_REMOVAL]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP TABLE object_removal, evidence`);
  }
}

// A party's places in a dispute are numbered: the unique constraint on them is the limit, also for those who declare at once.
const EVIDENCE = `
  CREATE TABLE evidence (
    id text COLLATE "C" CONSTRAINT evidence_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    owner_id text COLLATE "C" NOT NULL,
    party text COLLATE "C" NOT NULL,
    place smallint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    file_name text NOT NULL,
    media_type text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    requirement text COLLATE "C",
    caption text,
    status text COLLATE "C" NOT NULL,
    rejection text COLLATE "C",
    attempts integer NOT NULL DEFAULT 0,
    verified_attempt integer,
    has_preview boolean NOT NULL DEFAULT false,
    in_draft boolean NOT NULL,
    created_at timestamptz NOT NULL,
    declared_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    work_at timestamptz,
    removal_wanted_at timestamptz,
    CONSTRAINT evidence_place_unique UNIQUE (dispute_id, party, place),
    CONSTRAINT evidence_party_known CHECK (party IN ('buyer', 'seller')),
    CONSTRAINT evidence_kind_known CHECK (kind IN ('photo', 'video', 'document')),
    CONSTRAINT evidence_status_known CHECK (status IN ('declared', 'processing', 'available', 'rejected')),
    CONSTRAINT evidence_rejection_told CHECK ((rejection IS NOT NULL) = (status = 'rejected')),
    CONSTRAINT evidence_available_verified CHECK (status <> 'available' OR verified_attempt IS NOT NULL),
    CONSTRAINT evidence_processing_scheduled CHECK ((work_at IS NOT NULL) = (status = 'processing'))
  )`;

// Each partial index is the predicate that a worker asks with, and holds only what still waits.
const INDEXES = [
  `CREATE INDEX evidence_dispute ON evidence (dispute_id, id)`,
  `CREATE INDEX evidence_waiting ON evidence (work_at) WHERE status = 'processing'`,
  `CREATE INDEX evidence_in_draft ON evidence (dispute_id) WHERE in_draft`,
  `CREATE INDEX evidence_announced ON evidence (declared_at) WHERE status = 'declared'`,
  `CREATE INDEX evidence_removal_wanted ON evidence (removal_wanted_at) WHERE removal_wanted_at IS NOT NULL`,
];

const OBJECT_REMOVAL = `
  CREATE TABLE object_removal (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT object_removal_pk PRIMARY KEY,
    object_key text COLLATE "C" NOT NULL,
    due_at timestamptz NOT NULL
  );
  CREATE INDEX object_removal_due ON object_removal (due_at)`;
