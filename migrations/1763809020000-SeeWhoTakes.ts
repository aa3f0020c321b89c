import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Is somebody taking this case now? VOLATILE, and so asked with a snapshot of its own: a statement that waited for a row
 * sees what was committed since it began.
 */
export class SeeWhoTakes1763809020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION case_is_being_taken(which text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS
      $$ BEGIN RETURN EXISTS (SELECT FROM case_taking t WHERE t.dispute_id = which AND t.leased_until > clock_timestamp()); END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION case_is_being_taken(text)`);
  }
}
