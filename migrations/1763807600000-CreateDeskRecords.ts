import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the desk asks, what it proposes and what is appealed, written by the one statement of a decision. Their free texts stand in event_text. */
export class CreateDeskRecords1763807600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    for (const statement of [REQUEST, ANSWER, SETTLEMENT, APPEAL]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '3s'`);
    await runner.query(`DROP TABLE appeal, settlement, information_answer, information_request`);
  }
}

const REQUEST = `
  CREATE TABLE information_request (
    id text COLLATE "C" CONSTRAINT information_request_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    addressees text[] COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    document jsonb,
    salt text COLLATE "C",
    created_at timestamptz NOT NULL,
    CONSTRAINT information_request_status_known CHECK (status IN ('open', 'answered', 'lapsed', 'ended')),
    CONSTRAINT information_request_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX information_request_dispute ON information_request (dispute_id, id)`;

const ANSWER = `
  CREATE TABLE information_answer (
    request_id text COLLATE "C" NOT NULL,
    party text COLLATE "C" NOT NULL,
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    evidence_ids text[] COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT information_answer_pk PRIMARY KEY (request_id, party),
    CONSTRAINT information_answer_party_known CHECK (party IN ('buyer', 'seller')),
    CONSTRAINT information_answer_request_fk FOREIGN KEY (request_id) REFERENCES information_request (id)
  )`;

const SETTLEMENT = `
  CREATE TABLE settlement (
    id text COLLATE "C" CONSTRAINT settlement_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    amount bigint NOT NULL,
    status text COLLATE "C" NOT NULL,
    accepted_by text[] COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT settlement_status_known CHECK (status IN ('open', 'accepted', 'rejected', 'superseded', 'expired')),
    CONSTRAINT settlement_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX settlement_dispute ON settlement (dispute_id, id)`;

const APPEAL = `
  CREATE TABLE appeal (
    id text COLLATE "C" CONSTRAINT appeal_pk PRIMARY KEY,
    dispute_id text COLLATE "C" NOT NULL,
    seq integer NOT NULL,
    by text COLLATE "C" NOT NULL,
    ground text COLLATE "C" NOT NULL,
    status text COLLATE "C" NOT NULL,
    evidence_ids text[] COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT appeal_by_known CHECK (by IN ('buyer', 'seller')),
    CONSTRAINT appeal_status_known CHECK (status IN ('open', 'upheld', 'modified', 'overturned', 'remanded', 'withdrawn', 'ended')),
    CONSTRAINT appeal_dispute_fk FOREIGN KEY (dispute_id) REFERENCES dispute (id)
  );
  CREATE INDEX appeal_dispute ON appeal (dispute_id, id)`;
