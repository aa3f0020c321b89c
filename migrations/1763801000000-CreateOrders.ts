import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Orders as the marketplace tells them, with the counters that keep disputes inside what was bought and paid. The
 * counters are moved by the one statement that writes a dispute; the named checks are how it learns that it must not.
 */
export class CreateOrders1763801000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(SNAPSHOT);
    await runner.query(LINE);
    await runner.query(SHIPMENT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE order_shipment, order_line, order_snapshot`);
  }
}

const SNAPSHOT = `
  CREATE TABLE order_snapshot (
    order_id text COLLATE "C" CONSTRAINT order_snapshot_pk PRIMARY KEY,
    buyer_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    placed_at timestamptz NOT NULL,
    buyer_locale text,
    seller_locale text,
    buyer_email text,
    seller_email text,
    buyer_time_zone text,
    seller_time_zone text,
    delivery_country text,
    shipping_paid bigint NOT NULL,
    shipping_reserved bigint NOT NULL DEFAULT 0,
    shipping_refunded bigint NOT NULL DEFAULT 0,
    content_hash text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT order_parties_differ CHECK (buyer_id <> seller_id),
    CONSTRAINT order_shipping_paid_covers
      CHECK (shipping_reserved >= 0 AND shipping_refunded >= 0 AND shipping_reserved + shipping_refunded <= shipping_paid)
  ) WITH (fillfactor = 85)`;

const LINE = `
  CREATE TABLE order_line (
    order_id text COLLATE "C" NOT NULL,
    line_id text COLLATE "C" NOT NULL,
    title text NOT NULL,
    quantity integer NOT NULL,
    paid bigint NOT NULL,
    disputed_units integer NOT NULL DEFAULT 0,
    reserved bigint NOT NULL DEFAULT 0,
    refunded bigint NOT NULL DEFAULT 0,
    claim_seq bigint NOT NULL DEFAULT 0,
    CONSTRAINT order_line_pk PRIMARY KEY (order_id, line_id),
    CONSTRAINT order_line_order_fk FOREIGN KEY (order_id) REFERENCES order_snapshot (order_id),
    CONSTRAINT order_line_units_disputable CHECK (disputed_units >= 0 AND disputed_units <= quantity),
    CONSTRAINT order_line_paid_covers CHECK (reserved >= 0 AND refunded >= 0 AND reserved + refunded <= paid),
    CONSTRAINT order_line_claim_current CHECK (claim_seq >= 0)
  ) WITH (fillfactor = 85)`;

const SHIPMENT = `
  CREATE TABLE order_shipment (
    order_id text COLLATE "C" NOT NULL,
    shipment_id text COLLATE "C" NOT NULL,
    carrier text NOT NULL,
    tracking_number text NOT NULL,
    line_ids text[],
    shipped_at timestamptz NOT NULL,
    promised_by timestamptz,
    delivered_at timestamptz,
    CONSTRAINT order_shipment_pk PRIMARY KEY (order_id, shipment_id),
    CONSTRAINT order_shipment_order_fk FOREIGN KEY (order_id) REFERENCES order_snapshot (order_id)
  )`;
