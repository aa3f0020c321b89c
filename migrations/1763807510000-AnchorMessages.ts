import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a piece of evidence a message is about. */
export class AnchorMessages1763807510000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`ALTER TABLE message ADD COLUMN anchor jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`ALTER TABLE message DROP COLUMN anchor`);
  }
}
