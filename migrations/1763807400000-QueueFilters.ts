import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The queue alone answers what the desk asks: by urgency or due time, narrowed by holder, state or seller, each along an
 * index in the order of the list. `rank` is the level of urgency negated, so that one row comparison goes on where a page ended.
 */
export class QueueFilters1763807400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [COLUMNS, BACKFILL, REQUIRED, ...INDEXES, TAKING]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE case_taking`);
    await runner.query(`
      ALTER TABLE case_queue DROP COLUMN rank, DROP COLUMN because, DROP COLUMN reason, DROP COLUMN amount, DROP COLUMN currency,
        DROP COLUMN buyer_id, DROP COLUMN seller_id, DROP COLUMN barred, DROP COLUMN language, DROP COLUMN escalated_at`);
  }
}

const COLUMNS = `
  ALTER TABLE case_queue
    ADD COLUMN rank smallint, ADD COLUMN because text[] COLLATE "C", ADD COLUMN reason text COLLATE "C", ADD COLUMN amount bigint,
    ADD COLUMN currency text COLLATE "C", ADD COLUMN buyer_id text COLLATE "C", ADD COLUMN seller_id text COLLATE "C",
    ADD COLUMN barred text[] COLLATE "C", ADD COLUMN language text COLLATE "C", ADD COLUMN escalated_at timestamptz`;

// A case that stands there already gets its reasons with its next event; until then the time nobody took it up counts.
const BACKFILL = `
  UPDATE case_queue q SET rank = -q.priority, because = CASE WHEN q.priority > 0 THEN '{pickup_missed}'::text[] ELSE '{}' END,
    reason = d.reason, amount = (d.facts #>> '{claim,amount}')::bigint, currency = d.currency, buyer_id = d.buyer_id, seller_id = d.seller_id,
    barred = ARRAY(SELECT jsonb_array_elements_text(d.facts -> 'decidedBy')), escalated_at = d.updated_at,
    language = (SELECT lower(substring(o.buyer_locale FROM '^[A-Za-z]+')) FROM order_snapshot o WHERE o.order_id = d.order_id)
  FROM dispute d WHERE d.id = q.dispute_id`;

const REQUIRED = `
  ALTER TABLE case_queue
    ALTER COLUMN rank SET NOT NULL, ALTER COLUMN because SET NOT NULL, ALTER COLUMN reason SET NOT NULL, ALTER COLUMN amount SET NOT NULL,
    ALTER COLUMN currency SET NOT NULL, ALTER COLUMN buyer_id SET NOT NULL, ALTER COLUMN seller_id SET NOT NULL,
    ALTER COLUMN barred SET NOT NULL, ALTER COLUMN escalated_at SET NOT NULL`;

const INDEXES = [
  `CREATE INDEX case_queue_urgent ON case_queue (rank, due_at, dispute_id)`,
  `CREATE INDEX case_queue_holder_urgent ON case_queue (holder, rank, due_at, dispute_id)`,
  `CREATE INDEX case_queue_unheld_due ON case_queue (due_at, dispute_id) WHERE holder IS NULL`,
  `CREATE INDEX case_queue_unheld_urgent ON case_queue (rank, due_at, dispute_id) WHERE holder IS NULL`,
  `CREATE INDEX case_queue_state_due ON case_queue (state, due_at, dispute_id)`,
  `CREATE INDEX case_queue_state_urgent ON case_queue (state, rank, due_at, dispute_id)`,
  `CREATE INDEX case_queue_seller_due ON case_queue (seller_id, due_at, dispute_id)`,
  `CREATE INDEX case_queue_seller_urgent ON case_queue (seller_id, rank, due_at, dispute_id)`,
];

// Whose turn it is to take which case. Rows are never deleted: the number of the turn is what shows that somebody was faster.
const TAKING = `
  CREATE TABLE case_taking (
    arbitrator text COLLATE "C" CONSTRAINT case_taking_pk PRIMARY KEY,
    turn bigint NOT NULL,
    dispute_id text COLLATE "C",
    leased_until timestamptz
  ) WITH (fillfactor = 70);
  CREATE INDEX case_taking_dispute ON case_taking (dispute_id) WHERE dispute_id IS NOT NULL`;
