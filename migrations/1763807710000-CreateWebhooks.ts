import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What machines are told: where to, what, and how far it came. */
export class CreateWebhooks1763807710000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [ENDPOINT, MESSAGE, DELIVERY, ATTEMPT, LANE, ACCOUNT_NOTICE]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE account_notice, webhook_lane, webhook_attempt, webhook_delivery, webhook_message, webhook_endpoint`);
  }
}

const ENDPOINT = `
  CREATE TABLE webhook_endpoint (
    id text COLLATE "C" CONSTRAINT webhook_endpoint_pk PRIMARY KEY,
    url text NOT NULL,
    description text,
    types text[] COLLATE "C",
    status text COLLATE "C" NOT NULL,
    disabled_reason text COLLATE "C",
    secrets jsonb NOT NULL,
    owner_id text COLLATE "C" NOT NULL,
    failing_since timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT webhook_endpoint_status_known CHECK (status IN ('enabled', 'disabled', 'deleted')),
    CONSTRAINT webhook_endpoint_disabled_told CHECK ((disabled_reason IS NOT NULL) = (status = 'disabled'))
  );
  CREATE UNIQUE INDEX webhook_endpoint_url ON webhook_endpoint (url) WHERE status <> 'deleted'`;

// The body is kept as it was first said: every try, to every endpoint, sends the same bytes.
const MESSAGE = `
  CREATE TABLE webhook_message (
    id text COLLATE "C" CONSTRAINT webhook_message_pk PRIMARY KEY,
    type text COLLATE "C" NOT NULL,
    dispute_id text COLLATE "C",
    position bigint NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL
  );
  CREATE INDEX webhook_message_created ON webhook_message (created_at)`;

const DELIVERY = `
  CREATE TABLE webhook_delivery (
    id text COLLATE "C" CONSTRAINT webhook_delivery_pk PRIMARY KEY,
    endpoint_id text COLLATE "C" NOT NULL,
    message_id text COLLATE "C" NOT NULL,
    lane text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    status text COLLATE "C" NOT NULL,
    tries smallint NOT NULL,
    attempts smallint NOT NULL,
    next_at timestamptz,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT webhook_delivery_once UNIQUE (endpoint_id, message_id),
    CONSTRAINT webhook_delivery_status_known CHECK (status IN ('pending', 'delivered', 'parked')),
    CONSTRAINT webhook_delivery_finished_told CHECK ((finished_at IS NULL) = (status = 'pending')),
    CONSTRAINT webhook_delivery_endpoint_fk FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint (id),
    CONSTRAINT webhook_delivery_message_fk FOREIGN KEY (message_id) REFERENCES webhook_message (id) ON DELETE CASCADE
  ) WITH (fillfactor = 85);
  CREATE INDEX webhook_delivery_lane ON webhook_delivery (endpoint_id, lane, position, id) WHERE status = 'pending';
  CREATE INDEX webhook_delivery_message ON webhook_delivery (message_id);
  CREATE INDEX webhook_delivery_newest ON webhook_delivery (endpoint_id, id);
  CREATE INDEX webhook_delivery_status ON webhook_delivery (endpoint_id, status, id)`;

const ATTEMPT = `
  CREATE TABLE webhook_attempt (
    delivery_id text COLLATE "C" NOT NULL,
    no smallint NOT NULL,
    at timestamptz NOT NULL,
    duration_ms integer NOT NULL,
    url text NOT NULL,
    status smallint,
    error text COLLATE "C",
    answer text,
    CONSTRAINT webhook_attempt_pk PRIMARY KEY (delivery_id, no),
    CONSTRAINT webhook_attempt_delivery_fk FOREIGN KEY (delivery_id) REFERENCES webhook_delivery (id) ON DELETE CASCADE
  )`;

// One dispute at one endpoint: what is told there is told in order, one after the other. What waits behind the first
// is in no index that is searched for work, however long the first one fails.
const LANE = `
  CREATE TABLE webhook_lane (
    endpoint_id text COLLATE "C" NOT NULL,
    lane text COLLATE "C" NOT NULL,
    due_at timestamptz,
    arrivals integer NOT NULL,
    lease text COLLATE "C",
    CONSTRAINT webhook_lane_pk PRIMARY KEY (endpoint_id, lane),
    CONSTRAINT webhook_lane_endpoint_fk FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint (id)
  ) WITH (fillfactor = 70);
  CREATE INDEX webhook_lane_due ON webhook_lane (endpoint_id, due_at) WHERE due_at IS NOT NULL`;

const ACCOUNT_NOTICE = `
  CREATE TABLE account_notice (
    id text COLLATE "C" CONSTRAINT account_notice_pk PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    recipient_id text COLLATE "C" NOT NULL,
    details jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT account_notice_kind_known CHECK (kind IN ('webhook_disabled'))
  );
  CREATE INDEX account_notice_unsent ON account_notice (created_at) WHERE sent_at IS NULL`;
