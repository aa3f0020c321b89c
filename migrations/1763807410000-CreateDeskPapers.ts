import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the desk keeps beside the disputes: relations to parties, cases stepped back from, notes, drafts of rulings, templates. */
export class CreateDeskPapers1763807410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [CONFLICT, RECUSAL, NOTE, DRAFT, MACRO]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE macro, ruling_draft, case_note, case_recusal, arbitrator_conflict`);
  }
}

// A relation that ended stays on record. There is one at a time between two people: the unique index says so.
const CONFLICT = `
  CREATE TABLE arbitrator_conflict (
    id text COLLATE "C" CONSTRAINT arbitrator_conflict_pk PRIMARY KEY,
    arbitrator text COLLATE "C" NOT NULL,
    party_id text COLLATE "C" NOT NULL,
    reason text NOT NULL,
    declared_at timestamptz NOT NULL,
    ended_at timestamptz
  );
  CREATE UNIQUE INDEX arbitrator_conflict_standing ON arbitrator_conflict (arbitrator, party_id) WHERE ended_at IS NULL;
  CREATE INDEX arbitrator_conflict_own ON arbitrator_conflict (arbitrator, id)`;

const RECUSAL = `
  CREATE TABLE case_recusal (
    dispute_id text COLLATE "C" NOT NULL,
    arbitrator text COLLATE "C" NOT NULL,
    reason text NOT NULL,
    recused_at timestamptz NOT NULL,
    CONSTRAINT case_recusal_pk PRIMARY KEY (dispute_id, arbitrator),
    CONSTRAINT case_recusal_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  )`;

const NOTE = `
  CREATE TABLE case_note (
    id text COLLATE "C" CONSTRAINT case_note_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    author text COLLATE "C" NOT NULL,
    text text,
    created_at timestamptz NOT NULL,
    erased_at timestamptz,
    CONSTRAINT case_note_erased_told CHECK ((text IS NULL) = (erased_at IS NOT NULL)),
    CONSTRAINT case_note_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX case_note_dispute ON case_note (dispute_id, id)`;

const DRAFT = `
  CREATE TABLE ruling_draft (
    dispute_id text COLLATE "C" NOT NULL,
    author text COLLATE "C" NOT NULL,
    document jsonb NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT ruling_draft_pk PRIMARY KEY (dispute_id, author),
    CONSTRAINT ruling_draft_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  )`;

const MACRO = `
  CREATE TABLE macro (
    id text COLLATE "C" CONSTRAINT macro_pk PRIMARY KEY,
    title text NOT NULL,
    language text COLLATE "C" NOT NULL,
    reason text COLLATE "C",
    text text NOT NULL,
    updated_by text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT macro_language_known CHECK (language IN ('en', 'es'))
  )`;
