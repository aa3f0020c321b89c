import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log once more, in one order for all disputes: what is read after a cursor, by parties, staff and machines. */
export class CreateEventFeed1763807700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [HEAD, FEED, ...INDEXES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE event_feed, feed_head`);
  }
}

// How far the log was copied: the last event by (xid, id), and the position it got. One row, compared and set by whoever copies.
const HEAD = `
  CREATE TABLE feed_head (
    name text COLLATE "C" CONSTRAINT feed_head_pk PRIMARY KEY,
    xid xid8 NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    purged_through bigint NOT NULL,
    CONSTRAINT feed_head_only_one CHECK (name = 'log')
  );
  INSERT INTO feed_head (name, xid, event_id, position, purged_through) VALUES ('log', '0', '', 0, 0)`;

// Only what is searched by; the rest stands in dispute_event, found by (dispute_id, seq).
const FEED = `
  CREATE TABLE event_feed (
    position bigint CONSTRAINT event_feed_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    type text COLLATE "C" NOT NULL,
    buyer_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    buyer_sees boolean NOT NULL,
    seller_sees boolean NOT NULL,
    staff_sees boolean NOT NULL,
    marketplace_sees boolean NOT NULL,
    recorded_at timestamptz NOT NULL
  )`;

const INDEXES = [
  `CREATE UNIQUE INDEX event_feed_dispute ON event_feed (dispute_id, position)`,
  `CREATE INDEX event_feed_buyer ON event_feed (buyer_id, position) WHERE buyer_sees`,
  `CREATE INDEX event_feed_seller ON event_feed (seller_id, position) WHERE seller_sees`,
];
