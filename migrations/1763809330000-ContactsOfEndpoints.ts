import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is written to when an endpoint was switched off, and which endpoint a letter is about. */
export class ContactsOfEndpoints1763809330000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`ALTER TABLE webhook_endpoint ADD COLUMN contact_email text`);
    await runner.query(`ALTER TABLE mail ADD COLUMN endpoint_id text COLLATE "C"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`ALTER TABLE mail DROP COLUMN endpoint_id`);
    await runner.query(`ALTER TABLE webhook_endpoint DROP COLUMN contact_email`);
  }
}
