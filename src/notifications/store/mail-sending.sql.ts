const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;

/** Time enough for the slowest server with all its time-outs; after a crash somebody else takes it from then on. */
const LEASE = `interval '3 minutes'`;

const DUE = `m.status = 'waiting' AND m.not_before <= parley_now() AND m.next_try <= clock_timestamp()
    AND (m.leased_until IS NULL OR m.leased_until < clock_timestamp())`;

/** Takes letters that are due, each for one worker. The lease commits at once: no lock is held while a server thinks. $1 how many. */
export const CLAIM_MAILS = `
  WITH mine AS (SELECT m.id FROM mail m WHERE ${DUE} ORDER BY m.not_before, m.id LIMIT $1 FOR UPDATE SKIP LOCKED),
    claimed AS (
      UPDATE mail m SET leased_until = clock_timestamp() + ${LEASE}, tries = m.tries + 1 FROM mine WHERE m.id = mine.id RETURNING m.*)
  SELECT c.id, c.template, c.lang, c.dispute_id AS "disputeId", c.recipient_id AS "recipientId", c.recipient_role AS "recipientRole", c.mandatory,
    c.subject, c.html, c.plain, c.tries, c.reply_audience AS "replyAudience", 
    CASE c.recipient_role WHEN 'buyer' THEN o.buyer_email WHEN 'seller' THEN o.seller_email ELSE e.contact_email END AS address
  FROM claimed c LEFT JOIN dispute d ON d.id = c.dispute_id LEFT JOIN order_snapshot o ON o.order_id = d.order_id LEFT JOIN webhook_endpoint e ON e.id = c.endpoint_id
  ORDER BY c.not_before, c.id`;

/** $1 the letter, $2 the try it was. Whoever lost the lease meanwhile says nothing about it any more. */
export const MAIL_SENT = `
  UPDATE mail SET status = 'sent', sent_at = parley_now(), leased_until = NULL, failure = NULL WHERE id = $1 AND tries = $2 AND status = 'waiting' RETURNING id`;

/** $3 why, $4 after how many milliseconds it is tried again. */
export const MAIL_LATER = `
  UPDATE mail SET leased_until = NULL, failure = $3, next_try = clock_timestamp() + $4::bigint * interval '1 millisecond'
  WHERE id = $1 AND tries = $2 AND status = 'waiting' RETURNING id`;

export const MAIL_PARKED = `UPDATE mail SET status = 'parked', leased_until = NULL, failure = $3 WHERE id = $1 AND tries = $2 AND status = 'waiting' RETURNING id`;

/** A sandbox without a server: what is due counts as sent, at the moment it was due. */
export const MAILS_KEPT = `
  UPDATE mail SET status = 'sent', sent_at = not_before, tries = 1
  WHERE id IN (SELECT id FROM mail WHERE status = 'waiting' AND not_before <= parley_now() ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id`;

export const COUNT_MAILS = `
  SELECT (SELECT count(*) FROM mail WHERE status = 'waiting') AS waiting, (SELECT count(*) FROM mail WHERE status = 'parked') AS parked`;

const SHOWN = `m.id, m.kind, m.template, m.lang, m.dispute_id AS "disputeId", m.number, m.recipient_id AS "recipientId", m.recipient_role AS "recipientRole",
    m.deadline_kind AS "deadlineKind", ${ms('m.due_at')} AS "dueAt", m.status, m.tries, m.failure, m.subject, m.plain, m.reply_audience AS "replyAudience",
    ${ms('m.created_at')} AS "createdAt", ${ms('coalesce(m.sent_at, m.not_before)')} AS "sentAt"`;

/** What was given up, newest first. $1 the id before which to go on, or null; $2 how many. */
export const PARKED_MAILS = `
  SELECT ${SHOWN} FROM mail m WHERE m.status = 'parked' AND ($1::text IS NULL OR m.id < $1::text) ORDER BY m.id DESC LIMIT $2`;

const AGAIN = `UPDATE mail SET status = 'waiting', tries = 0, failure = NULL, next_try = clock_timestamp()`;

/** Begins a new schedule for a letter that was given up. $1 the letter. */
export const RESEND_MAIL = `${AGAIN} WHERE id = $1 AND status = 'parked' RETURNING id`;

/** The same for those that were written since $1, by the law's clock; the oldest $2. */
export const RESEND_MAILS = `${AGAIN}
  WHERE status = 'parked' AND id IN (
    SELECT id FROM mail WHERE status = 'parked' AND created_at >= $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id`;

/** Letters are no archive: the dispute tells everything they told. $1 how many, $2 how many days they are kept. */
export const PURGE_MAILS = `
  DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE created_at < parley_now() - make_interval(days => $2) ORDER BY created_at LIMIT $1) RETURNING id`;

/** Newest first. $1 the id before which to go on, or null; $2 how many. */
export const MAILBOX = `SELECT ${SHOWN} FROM mail m WHERE $1::text IS NULL OR m.id < $1::text ORDER BY m.id DESC LIMIT $2`;

export const FIND_MAIL = `SELECT ${SHOWN} FROM mail m WHERE m.id = $1`;

export const MAIL_HTML = `SELECT html FROM mail WHERE id = $1`;
