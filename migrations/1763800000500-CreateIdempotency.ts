import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kept answers. `created_at` is real time: retries live by it, whatever the law's clock says. */
export class CreateIdempotency1763800000500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`
      CREATE TABLE idempotency (
        caller text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        fingerprint text COLLATE "C" NOT NULL,
        status smallint NOT NULL,
        body text,
        etag text COLLATE "C",
        location text COLLATE "C",
        created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
        CONSTRAINT idempotency_pk PRIMARY KEY (caller, key),
        CONSTRAINT idempotency_only_success CHECK (status BETWEEN 200 AND 299)
      )`);
    await runner.query(`CREATE INDEX idempotency_created_at ON idempotency (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP TABLE idempotency`);
  }
}
