import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was decided in a dispute beside its first ruling, and by whom: appeals, what was sent back, what a second person looked at.
 * The worker reads the log from its beginning again, so that the past is counted too.
 */
export class CountWhoJudgesLater1763809800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`ALTER TABLE dispute_summary ADD COLUMN judged jsonb NOT NULL DEFAULT '[]', ADD COLUMN last_judged_at timestamptz`);
    await runner.query(`CREATE INDEX dispute_summary_judged ON dispute_summary (last_judged_at) WHERE last_judged_at IS NOT NULL`);
    await runner.query(`UPDATE desk_ledger SET xid = '0', event_id = ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP INDEX dispute_summary_judged`);
    await runner.query(`ALTER TABLE dispute_summary DROP COLUMN last_judged_at, DROP COLUMN judged`);
  }
}
