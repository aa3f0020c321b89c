import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long the desk took lately, for parties who wait for it; and the index by which it is measured. */
export class MeasureDeskWaits1763809210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`
      CREATE TABLE desk_wait (
        kind text COLLATE "C" CONSTRAINT desk_wait_pk PRIMARY KEY,
        cases integer NOT NULL,
        median_ms bigint,
        p90_ms bigint,
        queued integer NOT NULL,
        as_of timestamptz NOT NULL,
        CONSTRAINT desk_wait_kind_known CHECK (kind IN ('pickup', 'decision'))
      )`);
    await runner.query(`CREATE INDEX case_promise_met ON case_promise (met_at) WHERE met_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP INDEX case_promise_met`);
    await runner.query(`DROP TABLE desk_wait`);
  }
}
