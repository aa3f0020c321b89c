import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one letter tells of together waits here until its time has come. */
export class GatherMail1763809300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(GATHERED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE mail_gathered`);
  }
}

const GATHERED = `
  CREATE TABLE mail_gathered (
    dispute_id text COLLATE "C" NOT NULL,
    recipient_role text COLLATE "C" NOT NULL,
    actor_role text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    seq integer NOT NULL,
    template text COLLATE "C" NOT NULL,
    due_at timestamptz NOT NULL,
    CONSTRAINT mail_gathered_pk PRIMARY KEY (dispute_id, recipient_role, actor_role, position),
    CONSTRAINT mail_gathered_recipient_role_known CHECK (recipient_role IN ('buyer', 'seller'))
  );
  CREATE INDEX mail_gathered_due ON mail_gathered (due_at)`;
