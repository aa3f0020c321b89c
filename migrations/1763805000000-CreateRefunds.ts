import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What paying adds to the intents that disputes write: calls at the provider, everything it ever said, the sandbox's own provider. */
export class CreateRefunds1763805000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [ATTEMPT, ANSWER, SANDBOX_PAYMENT]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE sandbox_payment, refund_answer, refund_attempt`);
  }
}

// The lease is real time; started_at and finished_at are the law's, by which a provider forgets a key.
const ATTEMPT = `
  CREATE TABLE refund_attempt (
    refund_id text COLLATE "C" NOT NULL,
    key_no smallint NOT NULL,
    ask_no integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    withheld boolean NOT NULL,
    gateway text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL,
    leased_until timestamptz NOT NULL,
    finished_at timestamptz,
    outcome text COLLATE "C",
    provider_reference text,
    failure text,
    CONSTRAINT refund_attempt_pk PRIMARY KEY (refund_id, key_no, ask_no, kind),
    CONSTRAINT refund_attempt_kind_known CHECK (kind IN ('send', 'ask')),
    CONSTRAINT refund_attempt_withheld_is_first CHECK (NOT withheld OR (kind = 'send' AND ask_no = 0)),
    CONSTRAINT refund_attempt_outcome_known CHECK (outcome IN ('succeeded', 'failed', 'pending', 'unknown_key', 'no_answer')),
    CONSTRAINT refund_attempt_finished_with_outcome CHECK ((finished_at IS NULL) = (outcome IS NULL))
  ) WITH (fillfactor = 85)`;

const ANSWER = `
  CREATE TABLE refund_answer (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT refund_answer_pk PRIMARY KEY,
    refund_id text COLLATE "C" NOT NULL,
    key_no smallint NOT NULL,
    source text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    provider_reference text,
    failure text,
    received_at timestamptz NOT NULL,
    CONSTRAINT refund_answer_source_known CHECK (source IN ('call', 'report')),
    CONSTRAINT refund_answer_status_known CHECK (status IN ('succeeded', 'failed', 'pending', 'unknown_key'))
  );
  CREATE INDEX refund_answer_refund ON refund_answer (refund_id, key_no)`;

const SANDBOX_PAYMENT = `
  CREATE TABLE sandbox_payment (
    key text COLLATE "C" CONSTRAINT sandbox_payment_pk PRIMARY KEY,
    refund_id text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    currency text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    reference text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT sandbox_payment_amount_positive CHECK (amount > 0),
    CONSTRAINT sandbox_payment_status_known CHECK (status IN ('succeeded', 'failed', 'pending'))
  )`;
