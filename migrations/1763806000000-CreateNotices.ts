import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people were told, each thing once. */
export class CreateNotices1763806000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(NOTICE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE notice`);
  }
}

// The unique key is the moment that was reminded of, not the time of sending: two workers, or one that starts again,
// find the row there already.
const NOTICE = `
  CREATE TABLE notice (
    id text COLLATE "C" CONSTRAINT notice_pk PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    dispute_id text COLLATE "C" NOT NULL,
    recipient_id text COLLATE "C" NOT NULL,
    recipient_role text COLLATE "C" NOT NULL,
    deadline_kind text COLLATE "C" NOT NULL,
    due_at timestamptz NOT NULL,
    moment timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT notice_kind_known CHECK (kind IN ('reminder')),
    CONSTRAINT notice_recipient_role_known CHECK (recipient_role IN ('buyer', 'seller')),
    CONSTRAINT notice_once UNIQUE (dispute_id, deadline_kind, due_at, moment, recipient_role)
  )`;
