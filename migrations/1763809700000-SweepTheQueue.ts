import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every case that is taken leaves a dead entry at the very place where the most urgent one is looked for, and who looks next
 * walks past all of them. By PostgreSQL's own measure they would be swept away only when they are a fifth of the queue.
 */
export class SweepTheQueue1763809700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE case_queue SET (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE case_queue RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor)');
  }
}
