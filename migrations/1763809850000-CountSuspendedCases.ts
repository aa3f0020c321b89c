import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cases that a chargeback suspended in somebody's hands: they come back to that person, who therefore still holds them. A
 * table of its own, because an index on what changes with every command would end heap-only updates of disputes.
 */
export class CountSuspendedCases1763809850000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`
      CREATE TABLE suspended_case (
        dispute_id text COLLATE "C" CONSTRAINT suspended_case_pk PRIMARY KEY,
        holder text COLLATE "C" NOT NULL,
        CONSTRAINT suspended_case_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
      )`);
    await runner.query(`CREATE INDEX suspended_case_holder ON suspended_case (holder)`);
    await runner.query(`INSERT INTO suspended_case (dispute_id, holder)
      SELECT id, facts ->> 'holder' FROM dispute WHERE stage = 'suspended' AND facts ->> 'holder' IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query('DROP TABLE suspended_case');
  }
}
