import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Everything the one statement of a decision writes, and the log it leaves behind. */
export class CreateDisputes1763802000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [DISPUTE, ...INDEXES, EVENT, APPEND_ONLY, DEADLINE, OFFER, MESSAGE, TEXT, RULING, QUEUE, REFUND]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE refund, case_queue, ruling, event_text, message, offer, deadline, dispute_event, dispute`);
    await runner.query(`DROP FUNCTION dispute_event_refuse_change`);
    await runner.query(`DROP SEQUENCE dispute_number`);
  }
}

// No column that changes with every command stands in an index: such updates stay heap-only (architecture.md, "Deadlines").
// That needs room for one more version on the page: a row has 1.5 to 2 kB (more would go to TOAST), three tenths of a page hold it.
const DISPUTE = `
  CREATE SEQUENCE dispute_number;
  CREATE TABLE dispute (
    id text COLLATE "C" CONSTRAINT dispute_pk PRIMARY KEY,
    number text COLLATE "C" NOT NULL,
    order_id text COLLATE "C" NOT NULL,
    buyer_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    stage text COLLATE "C" NOT NULL,
    waiting_on text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    policy text COLLATE "C" NOT NULL,
    law_version smallint NOT NULL,
    seq integer NOT NULL,
    version integer NOT NULL,
    chain_head text COLLATE "C" NOT NULL,
    facts jsonb NOT NULL,
    statement text,
    statement_salt text COLLATE "C",
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT dispute_number_unique UNIQUE (number),
    CONSTRAINT dispute_state_known CHECK (state IN (
      'draft', 'discarded', 'opened', 'negotiation.awaitingBuyer', 'negotiation.awaitingSeller',
      'escalated.queued', 'escalated.underReview', 'escalated.awaitingInformation', 'escalated.awaitingAgreement',
      'escalated.awaitingApproval', 'decided', 'appealed.queued', 'appealed.underReview', 'appealed.awaitingInformation',
      'appealed.awaitingApproval', 'returning.awaitingAddress', 'returning.awaitingShipment', 'returning.inTransit',
      'returning.inspection', 'replacing.awaitingShipment', 'replacing.inTransit', 'refunding.pending', 'refunding.failed',
      'suspended', 'closed.settled', 'closed.ruled', 'closed.withdrawn', 'closed.expired', 'closed.inadmissible',
      'closed.superseded')),
    CONSTRAINT dispute_stage_of_state CHECK (stage = split_part(state, '.', 1)),
    CONSTRAINT dispute_waiting_on_known CHECK (
      waiting_on IN ('buyer', 'seller', 'both', 'platform', 'provider', 'marketplace', 'none')),
    CONSTRAINT dispute_order_fk FOREIGN KEY (order_id) REFERENCES order_snapshot (order_id)
  ) WITH (fillfactor = 70)`;

const INDEXES = [
  `CREATE INDEX dispute_buyer ON dispute (buyer_id, id)`,
  `CREATE INDEX dispute_seller ON dispute (seller_id, id)`,
  `CREATE INDEX dispute_order ON dispute (order_id, id)`,
  `CREATE INDEX dispute_stage ON dispute (stage, id)`,
];

const EVENT = `
  CREATE TABLE dispute_event (
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    actor jsonb NOT NULL,
    from_state text COLLATE "C",
    to_state text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    input jsonb NOT NULL,
    audience text COLLATE "C" NOT NULL,
    law_version smallint NOT NULL,
    policy text COLLATE "C" NOT NULL,
    request_id text COLLATE "C",
    occurred_at timestamptz NOT NULL,
    canonical text NOT NULL,
    prev_hash text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT dispute_event_pk PRIMARY KEY (dispute_id, seq),
    CONSTRAINT dispute_event_audience_known CHECK (audience IN ('parties', 'staff', 'buyer', 'seller')),
    CONSTRAINT dispute_event_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX dispute_event_feed ON dispute_event (xid, id)`;

const APPEND_ONLY = `
  CREATE FUNCTION dispute_event_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'dispute_event is append-only' USING ERRCODE = 'restrict_violation';
    END $$;
  CREATE TRIGGER dispute_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_event
    FOR EACH STATEMENT EXECUTE FUNCTION dispute_event_refuse_change()`;

const DEADLINE = `
  CREATE TABLE deadline (
    dispute_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    awaiting text COLLATE "C" NOT NULL,
    armed_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    paused_left bigint,
    duration bigint NOT NULL,
    next_reminder_at timestamptz,
    leased_until timestamptz,
    CONSTRAINT deadline_pk PRIMARY KEY (dispute_id, kind),
    CONSTRAINT deadline_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  ) WITH (fillfactor = 70);
  CREATE INDEX deadline_due ON deadline (due_at) WHERE paused_left IS NULL;
  CREATE INDEX deadline_reminder ON deadline (next_reminder_at) WHERE paused_left IS NULL AND next_reminder_at IS NOT NULL`;

const OFFER = `
  CREATE TABLE offer (
    id text COLLATE "C" CONSTRAINT offer_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    by text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    status text COLLATE "C" NOT NULL,
    message text,
    salt text COLLATE "C",
    created_at timestamptz NOT NULL,
    CONSTRAINT offer_by_known CHECK (by IN ('buyer', 'seller', 'platform')),
    CONSTRAINT offer_status_known CHECK (status IN ('open', 'accepted', 'rejected', 'superseded', 'expired')),
    CONSTRAINT offer_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX offer_dispute ON offer (dispute_id, id)`;

const MESSAGE = `
  CREATE TABLE message (
    id text COLLATE "C" CONSTRAINT message_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    author jsonb NOT NULL,
    audience text COLLATE "C" NOT NULL,
    text text,
    salt text COLLATE "C",
    evidence_ids text[] COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT message_audience_known CHECK (audience IN ('parties', 'staff', 'buyer', 'seller')),
    CONSTRAINT message_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX message_dispute ON message (dispute_id, id)`;

// Free texts stand outside the chain, which holds their salted commitments only: erasing a person deletes text and salt.
const TEXT = `
  CREATE TABLE event_text (
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    field text COLLATE "C" NOT NULL,
    text text NOT NULL,
    salt text COLLATE "C" NOT NULL,
    CONSTRAINT event_text_pk PRIMARY KEY (dispute_id, seq, field),
    CONSTRAINT event_text_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  )`;

const RULING = `
  CREATE TABLE ruling (
    id text COLLATE "C" CONSTRAINT ruling_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    author text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    document jsonb,
    salt text COLLATE "C",
    sha256 text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT ruling_status_known CHECK (status IN ('awaiting_approval', 'in_force', 'refused', 'replaced')),
    CONSTRAINT ruling_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX ruling_dispute ON ruling (dispute_id, id)`;

const QUEUE = `
  CREATE TABLE case_queue (
    dispute_id text COLLATE "C" CONSTRAINT case_queue_pk PRIMARY KEY,
    state text COLLATE "C" NOT NULL,
    priority smallint NOT NULL,
    holder text COLLATE "C",
    due_at timestamptz NOT NULL,
    CONSTRAINT case_queue_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  ) WITH (fillfactor = 85);
  CREATE INDEX case_queue_due ON case_queue (due_at, dispute_id);
  CREATE INDEX case_queue_holder ON case_queue (holder, due_at, dispute_id)`;

const REFUND = `
  CREATE TABLE refund (
    id text COLLATE "C" CONSTRAINT refund_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    currency text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    key_no smallint NOT NULL,
    asks integer NOT NULL,
    provider_reference text,
    requested_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT refund_one_per_dispute UNIQUE (dispute_id),
    CONSTRAINT refund_amount_positive CHECK (amount > 0),
    CONSTRAINT refund_status_known CHECK (status IN ('pending', 'unknown', 'failed', 'succeeded')),
    CONSTRAINT refund_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  ) WITH (fillfactor = 70);
  CREATE INDEX refund_unsettled ON refund (requested_at) WHERE status IN ('pending', 'unknown')`;
