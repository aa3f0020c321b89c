import { MAIL_COLUMNS, WRITTEN } from './mail-planning.sql.js';

/** Longer than reading the largest mail and storing all its files takes; a dead worker's mails are taken up again after it. Real time. */
const LEASE = `interval '4 minutes'`;

/** Keeps a mail as it came. $1 id, $2 way, $3 size, $4 the bytes, $5 and $6 the envelope. */
export const KEEP_MAIL = `
  INSERT INTO inbound_mail (id, way, size, raw, envelope_from, envelope_to) VALUES ($1, $2, $3, $4, $5, $6)`;

/** Takes mails that wait, each for one worker. $1 how many. */
export const CLAIM_INBOUND = `
  UPDATE inbound_mail SET leased_until = clock_timestamp() + ${LEASE}, tries = tries + 1
  WHERE id IN (SELECT id FROM inbound_mail WHERE status = 'waiting' AND next_try <= clock_timestamp()
      AND (leased_until IS NULL OR leased_until < clock_timestamp()) ORDER BY next_try, id LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING id, way, envelope_from AS "envelopeFrom", envelope_to AS "envelopeTo", tries, (extract(epoch FROM received_at) * 1000)::float8 AS "receivedAt"`;

export const READ_RAW = `SELECT raw FROM inbound_mail WHERE id = $1 AND raw IS NOT NULL`;

/** Who may answer in a dispute, and from which address. $1 the dispute, $2 the side. Times are epoch milliseconds; \`today\` counts what they sent within a day. */
export const READ_CORRESPONDENT = `
  SELECT d.id AS "disputeId", d.number, CASE $2 WHEN 'buyer' THEN d.buyer_id ELSE d.seller_id END AS sub,
    CASE $2 WHEN 'buyer' THEN o.buyer_email ELSE o.seller_email END AS email,
    CASE $2 WHEN 'buyer' THEN o.buyer_locale ELSE o.seller_locale END AS locale,
    CASE $2 WHEN 'buyer' THEN o.buyer_time_zone ELSE o.seller_time_zone END AS "timeZone",
    (d.facts ->> 'closedAt')::float8 AS "closedAt", (extract(epoch FROM parley_now()) * 1000)::float8 AS now,
    (SELECT count(*) FROM inbound_mail i WHERE i.dispute_id = d.id AND i.party = $2 AND i.received_at > clock_timestamp() - interval '1 day')::integer AS today
  FROM dispute d JOIN order_snapshot o ON o.order_id = d.order_id WHERE d.id = $1`;

/** Says whose answer it is; violates inbound_mail_once where the same mail came before. $1 id, $2 try, $3 dispute, $4 side, $5 key. */
export const NOTE_PERSON = `
  UPDATE inbound_mail SET dispute_id = $3, party = $4, message_key = $5 WHERE id = $1 AND tries = $2 AND status = 'waiting' RETURNING id`;

/**
 * What became of it, and the letter about it if there is one, together: each mail is answered once at most, and nobody gets
 * more than so many such letters a day in a dispute. The mail itself is forgotten.
 * $1 id, $2 try, $3 status, $4 reason, $5 the letter in a list, $6 letters a day, $7 dispute, $8 side.
 */
export const FINISH_INBOUND = `
  WITH before AS (
      SELECT count(*) AS letters FROM inbound_mail WHERE dispute_id = $7 AND party = $8 AND told AND received_at > clock_timestamp() - interval '1 day'),
    done AS (
      UPDATE inbound_mail SET status = $3, reason = $4, done_at = clock_timestamp(), leased_until = NULL, raw = NULL, envelope_from = NULL, envelope_to = NULL,
        dispute_id = $7, party = $8, told = jsonb_array_length($5::jsonb) > 0 AND (SELECT letters FROM before) < $6
      WHERE id = $1 AND tries = $2 AND status = 'waiting' RETURNING id, told),
    written AS (INSERT INTO mail (${MAIL_COLUMNS}) ${WRITTEN('$5')} JOIN done ON done.told)
  SELECT id FROM done`;

/** $3 after how many milliseconds it is tried again. */
export const INBOUND_LATER = `
  UPDATE inbound_mail SET leased_until = NULL, next_try = clock_timestamp() + $3::bigint * interval '1 millisecond'
  WHERE id = $1 AND tries = $2 AND status = 'waiting'`;

export const INBOUND_PARKED = `
  UPDATE inbound_mail SET status = 'parked', reason = $3, leased_until = NULL, done_at = clock_timestamp() WHERE id = $1 AND tries = $2 AND status = 'waiting'`;

const SHOWN = `id, way, size, status, reason, dispute_id AS "disputeId", party AS role, tries, (extract(epoch FROM received_at) * 1000)::float8 AS "receivedAt",
    (extract(epoch FROM done_at) * 1000)::float8 AS "doneAt"`;

/** What was given up, newest first. $1 the id before which to go on, or null; $2 how many. */
export const PARKED_INBOUND = `
  SELECT ${SHOWN} FROM inbound_mail WHERE status = 'parked' AND ($1::text IS NULL OR id < $1::text) ORDER BY id DESC LIMIT $2`;

export const FIND_INBOUND = `SELECT ${SHOWN} FROM inbound_mail WHERE id = $1`;

/** The beginning of a mail, where its headers are. $1 the mail, $2 how many bytes. */
export const READ_HEAD = `SELECT substring(raw FROM 1 FOR $2) AS head FROM inbound_mail WHERE id = $1 AND raw IS NOT NULL`;

/** Begins a new schedule for a mail that was given up. */
export const TRY_INBOUND = `
  UPDATE inbound_mail SET status = 'waiting', reason = NULL, tries = 0, next_try = clock_timestamp(), done_at = NULL WHERE id = $1 AND status = 'parked' RETURNING id`;

/** Nothing comes of a mail that was given up; its bytes are forgotten. */
export const DISMISS_INBOUND = `
  UPDATE inbound_mail SET status = 'refused', reason = 'dismissed', raw = NULL, envelope_from = NULL, envelope_to = NULL, done_at = clock_timestamp()
  WHERE id = $1 AND status = 'parked' RETURNING id`;

export const COUNT_INBOUND = `
  SELECT (SELECT count(*) FROM inbound_mail WHERE status = 'waiting')::integer AS waiting, (SELECT count(*) FROM inbound_mail WHERE status = 'parked')::integer AS parked`;

/** What nobody has tried yet, for whoever waits for it. */
export const COUNT_INBOUND_DUE = `SELECT count(*)::integer AS due FROM inbound_mail WHERE status = 'waiting' AND tries <= 1`;

/** What became of old mails is of no interest. $1 how many, $2 days. */
export const PURGE_INBOUND = `
  DELETE FROM inbound_mail WHERE id IN (
    SELECT id FROM inbound_mail WHERE received_at < clock_timestamp() - make_interval(days => $2) AND status <> 'waiting' ORDER BY received_at LIMIT $1) RETURNING id`;
