import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `stage` is where the dispute stood when the piece was declared, `retained_until` how long the store itself refuses to
 * delete the sealed object. `rate_limit` has the shape that the library rate-limiter-flexible asks for; losing it in a
 * crash only lets people in a little early, so it is not logged.
 */
export class UploadsInParts1763807100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`ALTER TABLE evidence ADD COLUMN stage text COLLATE "C", ADD COLUMN retained_until timestamptz`);
    for (const statement of [TO_RETAIN, ROOM, RATE_LIMIT]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP TABLE rate_limit; DROP FUNCTION evidence_room(text, text, integer, text)`);
    await runner.query(`ALTER TABLE evidence DROP COLUMN stage, DROP COLUMN retained_until`);
  }
}

const TO_RETAIN = `CREATE INDEX evidence_to_retain ON evidence (id) WHERE status = 'available' AND version_id IS NOT NULL AND retained_until IS NULL`;

// One at a time per side: each query of a volatile function sees what was committed before it, so that who has waited
// for the lock counts what the other has declared meanwhile. The lock ends with the statement's own transaction.
const ROOM = `
  CREATE FUNCTION evidence_room(of_dispute text, of_party text, places integer, at_stage text)
    RETURNS TABLE (place integer, bytes bigint, in_stage integer) LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended(of_dispute || '/' || of_party, 1763807100));
      RETURN QUERY SELECT
        (SELECT min(wanted.n) FROM generate_series(1, places) AS wanted (n)
          WHERE NOT EXISTS (SELECT 1 FROM evidence t WHERE t.dispute_id = of_dispute AND t.party = of_party AND t.place = wanted.n)),
        coalesce(sum(e.size) FILTER (WHERE e.status NOT IN ('rejected', 'erased')), 0)::bigint,
        (count(*) FILTER (WHERE e.stage = at_stage))::integer
        FROM evidence e WHERE e.dispute_id = of_dispute AND e.party = of_party;
    END $$`;

const RATE_LIMIT = `
  CREATE UNLOGGED TABLE rate_limit (
    key varchar(255) CONSTRAINT rate_limit_pk PRIMARY KEY,
    points integer NOT NULL DEFAULT 0,
    expire bigint
  )`;
