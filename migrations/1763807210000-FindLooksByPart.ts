import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One index for each of the four parts: our connections plan without bitmap scans, and those are all that GIN can do. */
export class FindLooksByPart1763807210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP INDEX evidence_facts_looks`);
    for (const part of [1, 2, 3, 4]) await runner.query(`CREATE INDEX evidence_facts_looks_${part} ON evidence_facts ((looks_parts[${part}]))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP INDEX evidence_facts_looks_1, evidence_facts_looks_2, evidence_facts_looks_3, evidence_facts_looks_4`);
    await runner.query(`CREATE INDEX evidence_facts_looks ON evidence_facts USING gin (looks_parts)`);
  }
}
