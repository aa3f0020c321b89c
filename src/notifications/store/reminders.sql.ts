const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;

/** Reminders whose moment has come. One that waits for its deadline to be fired is passed over by what follows. */
export const DUE_REMINDERS = `
  SELECT x.dispute_id AS "disputeId", x.kind, x.awaiting, ${ms('x.armed_at')} AS "armedAt", ${ms('x.due_at')} AS "dueAt",
    x.duration, ${ms('x.next_reminder_at')} AS moment, d.policy, d.buyer_id AS "buyerId", d.seller_id AS "sellerId",
    ${ms('parley_now()')} AS now
  FROM deadline x JOIN dispute d ON d.id = x.dispute_id
  WHERE x.next_reminder_at <= parley_now() AND x.paused_left IS NULL
  ORDER BY x.next_reminder_at LIMIT 200`;

/**
 * Reminds and looks ahead to the next moment, in one statement. A row that somebody else has in hand is skipped, one
 * that moved on meanwhile is left alone, and what was said already is not said again. $1 the deadlines, $2 the notices.
 */
export const REMIND = `
  WITH told AS (
      SELECT r.* FROM jsonb_to_recordset($1::jsonb)
        AS r("disputeId" text, kind text, "dueAt" timestamptz, moment timestamptz, "nextAt" timestamptz)),
    mine AS (
      SELECT x.dispute_id, x.kind, r."nextAt" FROM deadline x
      JOIN told r ON x.dispute_id = r."disputeId" AND x.kind = r.kind
      WHERE x.due_at = r."dueAt" AND x.next_reminder_at = r.moment AND x.paused_left IS NULL
      FOR UPDATE OF x SKIP LOCKED),
    moved AS (
      UPDATE deadline x SET next_reminder_at = mine."nextAt" FROM mine
      WHERE x.dispute_id = mine.dispute_id AND x.kind = mine.kind RETURNING x.dispute_id, x.kind),
    noticed AS (
      INSERT INTO notice (id, kind, dispute_id, recipient_id, recipient_role, deadline_kind, due_at, moment, created_at)
      SELECT n.id, 'reminder', n."disputeId", n."recipientId", n."recipientRole", n.kind, n."dueAt", n.moment, parley_now()
      FROM jsonb_to_recordset($2::jsonb) AS n(id text, "disputeId" text, kind text, "recipientId" text, "recipientRole" text,
        "dueAt" timestamptz, moment timestamptz)
      JOIN moved ON moved.dispute_id = n."disputeId" AND moved.kind = n.kind
      ON CONFLICT ON CONSTRAINT notice_once DO NOTHING)
  SELECT dispute_id FROM moved`;

export const COUNT_DUE_REMINDERS = `SELECT count(*) AS due FROM deadline WHERE next_reminder_at <= parley_now() AND paused_left IS NULL`;
export const NEXT_REMINDER = `SELECT min(next_reminder_at) AS at FROM deadline WHERE paused_left IS NULL AND next_reminder_at IS NOT NULL`;
