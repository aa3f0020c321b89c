import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stepping back from a case is an event: its reason is that event's text. Who stepped back before that was so has the reason in the row. */
export class RecusalsAreEvents1763809000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`
      ALTER TABLE case_recusal ADD COLUMN seq integer, ALTER COLUMN reason DROP NOT NULL,
        ADD CONSTRAINT case_recusal_reason_told CHECK ((seq IS NULL) = (reason IS NOT NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`
      UPDATE case_recusal r SET reason = coalesce((SELECT t.text FROM event_text t WHERE t.dispute_id = r.dispute_id AND t.seq = r.seq AND t.field = 'text'), '')
      WHERE r.reason IS NULL`);
    await runner.query(`ALTER TABLE case_recusal DROP CONSTRAINT case_recusal_reason_told, DROP COLUMN seq, ALTER COLUMN reason SET NOT NULL`);
  }
}
