import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept for its days and then forgotten is found without reading the rest. */
export class FindWhatWasTold1763809320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`CREATE INDEX mail_created ON mail (created_at)`);
    await runner.query(`CREATE INDEX webhook_message_dispute ON webhook_message (dispute_id) WHERE dispute_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP INDEX mail_created, webhook_message_dispute`);
  }
}
