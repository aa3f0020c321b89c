import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where in its dispute's chain the commitment to a piece's bytes stands. */
export class ChainEvidence1763807500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`ALTER TABLE evidence ADD COLUMN event_seq integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`ALTER TABLE evidence DROP COLUMN event_seq`);
  }
}
