import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are written, how far the feed was read for it, what waits for the desk's summary, and who does not want what. */
export class CreateMail1763807800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    for (const statement of [HEAD, MAIL, DESK, PREFERENCES, ...INDEXES, NOTICES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`SET LOCAL lock_timeout = '4s'`);
    await runner.query(`DROP INDEX notice_unmailed`);
    await runner.query(`ALTER TABLE notice DROP COLUMN mailed`);
    await runner.query(`DROP TABLE mail, mail_head, mail_desk_item, notification_preference`);
  }
}

// Begins where the feed is now: nobody wants to hear by e-mail of what happened before there was any.
const HEAD = `
  CREATE TABLE mail_head (
    name text COLLATE "C" CONSTRAINT mail_head_pk PRIMARY KEY,
    position bigint NOT NULL,
    CONSTRAINT mail_head_only_one CHECK (name = 'feed')
  );
  INSERT INTO mail_head (name, position) SELECT 'feed', position FROM feed_head WHERE name = 'log'`;

// Times with _at and not_before are the law's; next_try and leased_until are real time, because servers wait by it.
const MAIL = `
  CREATE TABLE mail (
    id text COLLATE "C" CONSTRAINT mail_pk PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    template text COLLATE "C" NOT NULL,
    lang text COLLATE "C" NOT NULL,
    dispute_id text COLLATE "C",
    number text COLLATE "C",
    event_seq integer,
    recipient_id text COLLATE "C" NOT NULL,
    recipient_role text COLLATE "C" NOT NULL,
    mandatory boolean NOT NULL,
    subject text NOT NULL,
    html text NOT NULL,
    plain text NOT NULL,
    deadline_kind text COLLATE "C",
    due_at timestamptz,
    created_at timestamptz NOT NULL,
    not_before timestamptz NOT NULL,
    status text COLLATE "C" NOT NULL DEFAULT 'waiting',
    tries integer NOT NULL DEFAULT 0,
    next_try timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz,
    sent_at timestamptz,
    failure text,
    CONSTRAINT mail_kind_known CHECK (kind IN ('event', 'reminder', 'digest', 'account')),
    CONSTRAINT mail_lang_known CHECK (lang IN ('en', 'es')),
    CONSTRAINT mail_recipient_role_known CHECK (recipient_role IN ('buyer', 'seller', 'staff')),
    CONSTRAINT mail_status_known CHECK (status IN ('waiting', 'sent', 'parked')),
    CONSTRAINT mail_sent_has_time CHECK ((status = 'sent') = (sent_at IS NOT NULL))
  )`;

const DESK = `
  CREATE TABLE mail_desk_item (
    position bigint CONSTRAINT mail_desk_item_pk PRIMARY KEY,
    template text COLLATE "C" NOT NULL,
    dispute_id text COLLATE "C" NOT NULL,
    number text COLLATE "C" NOT NULL,
    due_at timestamptz NOT NULL
  )`;

const PREFERENCES = `
  CREATE TABLE notification_preference (
    account_id text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    muted text[] COLLATE "C" NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT notification_preference_pk PRIMARY KEY (account_id, channel),
    CONSTRAINT notification_preference_channel_known CHECK (channel IN ('email'))
  )`;

const INDEXES = [
  `CREATE INDEX mail_due ON mail (not_before, id) WHERE status = 'waiting'`,
  `CREATE INDEX mail_parked ON mail (id) WHERE status = 'parked'`,
  `CREATE UNIQUE INDEX mail_event_once ON mail (dispute_id, event_seq, recipient_role) WHERE event_seq IS NOT NULL`,
  `CREATE INDEX mail_desk_item_due ON mail_desk_item (due_at)`,
];

// What people were reminded of so far was told in the mailbox only.
const NOTICES = `
  ALTER TABLE notice ADD COLUMN mailed boolean NOT NULL DEFAULT true;
  ALTER TABLE notice ALTER COLUMN mailed SET DEFAULT false;
  CREATE INDEX notice_unmailed ON notice (id) WHERE NOT mailed`;
