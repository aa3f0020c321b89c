import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to letters: who reads them, what came in, and files that wait for a word of whoever sent them. */
export class CreateInboundMail1763809100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [...LETTERS, EVIDENCE, INBOUND, ...INDEXES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP TABLE inbound_mail`);
    await runner.query(`ALTER TABLE evidence DROP COLUMN staged_until`);
    await runner.query(`DELETE FROM mail WHERE kind = 'reply'`);
    await runner.query(`ALTER TABLE mail DROP CONSTRAINT mail_kind_known, DROP COLUMN reply_audience`);
    await runner.query(`ALTER TABLE mail ADD CONSTRAINT mail_kind_known CHECK (kind IN ('event', 'reminder', 'digest', 'account'))`);
  }
}

// Not checked against what is there: it may be much, and all of it was allowed before.
const LETTERS = [
  `ALTER TABLE mail ADD COLUMN reply_audience text COLLATE "C", DROP CONSTRAINT mail_kind_known`,
  `ALTER TABLE mail ADD CONSTRAINT mail_kind_known CHECK (kind IN ('event', 'reminder', 'digest', 'account', 'reply')) NOT VALID`,
  `ALTER TABLE mail ADD CONSTRAINT mail_reply_audience_known CHECK (reply_audience IN ('parties', 'staff')) NOT VALID`,
];

const EVIDENCE = `ALTER TABLE evidence ADD COLUMN staged_until timestamptz`;

// What came in is kept until it has been worked on; then only what became of it. All times are real.
const INBOUND = `
  CREATE TABLE inbound_mail (
    id text COLLATE "C" CONSTRAINT inbound_mail_pk PRIMARY KEY,
    way text COLLATE "C" NOT NULL,
    size integer NOT NULL,
    raw bytea,
    envelope_from text,
    envelope_to text,
    status text COLLATE "C" NOT NULL DEFAULT 'waiting',
    reason text COLLATE "C",
    dispute_id text COLLATE "C",
    party text COLLATE "C",
    message_key text COLLATE "C",
    told boolean NOT NULL DEFAULT false,
    tries integer NOT NULL DEFAULT 0,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    next_try timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until timestamptz,
    done_at timestamptz,
    CONSTRAINT inbound_mail_way_known CHECK (way IN ('webhook', 'smtp')),
    CONSTRAINT inbound_mail_status_known CHECK (status IN ('waiting', 'taken', 'refused', 'parked')),
    CONSTRAINT inbound_mail_party_known CHECK (party IN ('buyer', 'seller')),
    CONSTRAINT inbound_mail_refused_with_reason CHECK (status <> 'refused' OR reason IS NOT NULL),
    CONSTRAINT inbound_mail_raw_kept CHECK ((raw IS NOT NULL) = (status IN ('waiting', 'parked')))
  )`;

const INDEXES = [
  `ALTER TABLE inbound_mail ALTER COLUMN raw SET STORAGE EXTERNAL`,
  `CREATE INDEX inbound_mail_waiting ON inbound_mail (next_try, id) WHERE status = 'waiting'`,
  `CREATE INDEX inbound_mail_parked ON inbound_mail (id) WHERE status = 'parked'`,
  `CREATE INDEX inbound_mail_received ON inbound_mail (received_at)`,
  `CREATE INDEX inbound_mail_person ON inbound_mail (dispute_id, party, received_at)`,
  `CREATE UNIQUE INDEX inbound_mail_once ON inbound_mail (dispute_id, party, message_key) WHERE message_key IS NOT NULL`,
];
