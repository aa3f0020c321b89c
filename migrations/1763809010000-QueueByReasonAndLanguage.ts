import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A reason or a language that is rare in a long queue is found without walking past all others. */
export class QueueByReasonAndLanguage1763809010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const column of ['reason', 'language']) {
      await runner.query(`CREATE INDEX case_queue_${column}_due ON case_queue (${column}, due_at, dispute_id)`);
      await runner.query(`CREATE INDEX case_queue_${column}_urgent ON case_queue (${column}, rank, due_at, dispute_id)`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query('DROP INDEX case_queue_reason_due, case_queue_reason_urgent, case_queue_language_due, case_queue_language_urgent');
  }
}
