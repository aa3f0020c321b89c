import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the desk counts, one row per dispute, and what the platform promised. Both are written from the log by a worker
 * that begins at the first event there is, so that the rows can be thrown away and made again.
 */
export class CreateDeskLedger1763807420000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [PLACE, SUMMARY, PROMISE, ORDERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP INDEX order_snapshot_seller`);
    await runner.query(`DROP TABLE case_promise, dispute_summary, desk_ledger`);
  }
}

/** How far the log was read. */
const PLACE = `
  CREATE TABLE desk_ledger (
    id smallint CONSTRAINT desk_ledger_pk PRIMARY KEY,
    xid xid8 NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    CONSTRAINT desk_ledger_one_row CHECK (id = 1)
  );
  INSERT INTO desk_ledger (id, xid, event_id) VALUES (1, '0', '')`;

const SUMMARY = `
  CREATE TABLE dispute_summary (
    dispute_id text COLLATE "C" CONSTRAINT dispute_summary_pk PRIMARY KEY,
    seq integer NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    opened_at timestamptz NOT NULL,
    escalated_at timestamptz,
    decided_at timestamptz,
    closed_at timestamptz,
    outcome text COLLATE "C",
    arbitrator text COLLATE "C",
    appealed boolean NOT NULL,
    overturned boolean,
    seller_at_fault boolean,
    total_ms bigint,
    negotiation_ms bigint,
    escalated_ms bigint,
    appealed_ms bigint,
    execution_ms bigint,
    pickup_kept boolean,
    decision_kept boolean,
    CONSTRAINT dispute_summary_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  ) WITH (fillfactor = 85);
  CREATE INDEX dispute_summary_opened ON dispute_summary (opened_at);
  CREATE INDEX dispute_summary_closed ON dispute_summary (closed_at) WHERE closed_at IS NOT NULL;
  CREATE INDEX dispute_summary_seller ON dispute_summary (seller_id, opened_at);
  CREATE INDEX dispute_summary_decided ON dispute_summary (decided_at) WHERE decided_at IS NOT NULL`;

// The partial index is what the worker asks: broken, and nobody was called yet.
const PROMISE = `
  CREATE TABLE case_promise (
    dispute_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    since timestamptz NOT NULL,
    seq integer NOT NULL,
    due_at timestamptz,
    met_at timestamptz,
    alerted_at timestamptz,
    CONSTRAINT case_promise_pk PRIMARY KEY (dispute_id, kind, since),
    CONSTRAINT case_promise_kind_known CHECK (kind IN ('pickup', 'decision')),
    CONSTRAINT case_promise_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX case_promise_broken ON case_promise (due_at)
    WHERE alerted_at IS NULL AND due_at IS NOT NULL AND (met_at IS NULL OR met_at > due_at)`;

/** How many orders a seller had in a time. */
const ORDERS = `CREATE INDEX order_snapshot_seller ON order_snapshot (seller_id, placed_at)`;
