import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a file says of itself and how it looks, for staff; and where an order was delivered to, to compare it with. Where
 * a picture was taken is not kept: only in which range of the delivery place that is.
 */
export class CreateEvidenceFacts1763807200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    for (const statement of [EVIDENCE_FACTS, DELIVERY_PLACE]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`ALTER TABLE order_snapshot DROP COLUMN delivery_latitude, DROP COLUMN delivery_longitude`);
    await runner.query(`DROP TABLE evidence_facts`);
  }
}

// Pictures that look alike have most of their 64 bits in common, so one of the four parts of 16 differs in one bit at most
// wherever all differ in less than eight: those parts, each with its number, are what the index is asked for.
const EVIDENCE_FACTS = `
  CREATE TABLE evidence_facts (
    evidence_id text COLLATE "C" CONSTRAINT evidence_facts_pk PRIMARY KEY,
    sha256 text COLLATE "C" NOT NULL,
    claims jsonb NOT NULL,
    distance text COLLATE "C",
    looks bigint,
    looks_parts integer[],
    CONSTRAINT evidence_facts_evidence FOREIGN KEY (evidence_id) REFERENCES evidence (id) ON DELETE CASCADE,
    CONSTRAINT evidence_facts_looks_whole CHECK ((looks IS NULL) = (looks_parts IS NULL))
  );
  CREATE INDEX evidence_facts_sha256 ON evidence_facts (sha256);
  CREATE INDEX evidence_facts_looks ON evidence_facts USING gin (looks_parts)`;

const DELIVERY_PLACE = `
  ALTER TABLE order_snapshot
    ADD COLUMN delivery_latitude double precision,
    ADD COLUMN delivery_longitude double precision,
    ADD CONSTRAINT order_delivery_place_whole CHECK ((delivery_latitude IS NULL) = (delivery_longitude IS NULL))`;
