import { ASKED, MESSAGES, queueing } from './webhooks.sql.js';

const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;

/** Messages and what was answered are kept for so many days; so long can be made up for what was missed. */
export const KEPT_DAYS = 30;

/**
 * Leases up to $2 due lanes of each enabled endpoint but those in $1, which have their hands full, and at most $3 in all.
 * $4 the name of this lease, $5 its length in milliseconds. What is first in a lane is read afterwards, by a statement
 * that sees what whoever had it before has written.
 * The statement's time, not the clock's: a volatile function is no condition that an index can be searched by.
 */
export const LEASE_LANES = `
  WITH due AS (
      SELECT l.endpoint_id, l.lane FROM webhook_endpoint e
      CROSS JOIN LATERAL (
        SELECT w.endpoint_id, w.lane FROM webhook_lane w
        WHERE w.endpoint_id = e.id AND w.due_at <= statement_timestamp()
        ORDER BY w.due_at LIMIT $2 FOR UPDATE SKIP LOCKED) l
      WHERE e.status = 'enabled' AND e.id <> ALL($1::text[]) LIMIT $3)
  UPDATE webhook_lane l SET due_at = clock_timestamp() + $5::bigint * interval '1 millisecond', lease = $4
  FROM due WHERE l.endpoint_id = due.endpoint_id AND l.lane = due.lane
  RETURNING l.endpoint_id AS "endpointId", l.lane, l.arrivals`;

/** What is first in each of these lanes; nothing where all was done by somebody else. $1 the lanes. */
export const FIRST_IN_LANES = `
  SELECT a."endpointId", a.lane, a.arrivals, d.id, d.tries, d.message_id AS "messageId", m.body, e.url, e.secrets
  FROM jsonb_to_recordset($1::jsonb) AS a("endpointId" text, lane text, arrivals integer)
  JOIN webhook_endpoint e ON e.id = a."endpointId" AND e.status <> 'deleted'
  LEFT JOIN LATERAL (
    SELECT * FROM webhook_delivery w WHERE w.endpoint_id = a."endpointId" AND w.lane = a.lane AND w.status = 'pending'
    ORDER BY w.position, w.id LIMIT 1) d ON true
  LEFT JOIN webhook_message m ON m.id = d.message_id`;

const OUTCOME = `o("endpointId" text, lane text, lease text, arrivals integer, "deliveryId" text, status text, tries smallint, "dueIn" bigint,
      counts boolean, at timestamptz, "durationMs" integer, url text, "httpStatus" smallint, error text, answer text)`;

/**
 * Writes down what came of tries, where the lease is still ours. A lane with more to tell is due at once; whether
 * something came meanwhile, which this statement's snapshot cannot see, is told by the lane's own row. $1 the outcomes.
 */
export const RECORD_OUTCOMES = `
  WITH o AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS ${OUTCOME}),
    held AS (
      SELECT o.*, l.arrivals AS "arrivedBy" FROM o JOIN webhook_lane l ON l.endpoint_id = o."endpointId" AND l.lane = o.lane
      WHERE l.lease = o.lease ORDER BY l.endpoint_id, l.lane FOR UPDATE OF l),
    freed AS (
      UPDATE webhook_lane l SET lease = NULL, due_at = CASE
        WHEN h.status = 'pending' THEN clock_timestamp() + h."dueIn" * interval '1 millisecond'
        WHEN h."arrivedBy" <> h.arrivals OR EXISTS (SELECT 1 FROM webhook_delivery n WHERE n.endpoint_id = h."endpointId" AND n.lane = h.lane
          AND n.status = 'pending' AND n.id IS DISTINCT FROM h."deliveryId") THEN clock_timestamp() END
      FROM held h WHERE l.endpoint_id = h."endpointId" AND l.lane = h.lane),
    moved AS (
      UPDATE webhook_delivery d SET status = h.status, tries = h.tries, attempts = d.attempts + 1,
        next_at = CASE h.status WHEN 'pending' THEN clock_timestamp() + h."dueIn" * interval '1 millisecond' END,
        finished_at = CASE h.status WHEN 'pending' THEN NULL ELSE clock_timestamp() END
      FROM held h WHERE d.id = h."deliveryId" AND h.counts RETURNING d.id, d.attempts),
    noted AS (
      INSERT INTO webhook_attempt (delivery_id, no, at, duration_ms, url, status, error, answer)
      SELECT m.id, m.attempts, h.at, h."durationMs", h.url, h."httpStatus", h.error, h.answer FROM moved m JOIN held h ON h."deliveryId" = m.id
      ON CONFLICT ON CONSTRAINT webhook_attempt_pk DO NOTHING),
    well AS (
      UPDATE webhook_endpoint SET failing_since = NULL
      WHERE failing_since IS NOT NULL AND id IN (SELECT "endpointId" FROM held WHERE counts AND status = 'delivered')),
    ill AS (
      UPDATE webhook_endpoint SET failing_since = clock_timestamp()
      WHERE failing_since IS NULL AND id IN (SELECT "endpointId" FROM held WHERE counts AND status <> 'delivered')
        AND id NOT IN (SELECT "endpointId" FROM held WHERE counts AND status = 'delivered'))
  SELECT count(*) AS written FROM held`;

const DELIVERY = `d.id, d.endpoint_id AS "endpointId", d.message_id AS "messageId", m.type, m.dispute_id AS "disputeId", d.status, d.attempts,
    ${ms('d.next_at')} AS "nextAt", ${ms('d.created_at')} AS "createdAt", ${ms('d.finished_at')} AS "finishedAt", t.status AS "lastStatus", t.error AS "lastError"`;

const LAST_ATTEMPT = `LEFT JOIN webhook_attempt t ON t.delivery_id = d.id AND t.no = d.attempts`;

const list = (where: string, before: string, limit: string): string => `
  SELECT ${DELIVERY} FROM webhook_delivery d JOIN webhook_message m ON m.id = d.message_id ${LAST_ATTEMPT}
  WHERE d.endpoint_id = $1 ${where} AND (${before}::text IS NULL OR d.id < ${before}::text) ORDER BY d.id DESC LIMIT ${limit}`;

/** Newest first. $2 the id before which to go on or null, $3 how many. */
export const LIST_DELIVERIES = list('', '$2', '$3');
/** The same of one status, $2. */
export const LIST_DELIVERIES_BY_STATUS = list('AND d.status = $2', '$3', '$4');

export const GET_DELIVERY = `
  SELECT ${DELIVERY}, m.body, e.status AS "endpointStatus", d.lane, d.position,
    (SELECT json_agg(json_build_object('no', a.no, 'at', ${ms('a.at')}, 'durationMs', a.duration_ms, 'url', a.url, 'status', a.status,
      'error', a.error, 'answer', a.answer)) FROM webhook_attempt a WHERE a.delivery_id = d.id) AS log
  FROM webhook_delivery d JOIN webhook_message m ON m.id = d.message_id JOIN webhook_endpoint e ON e.id = d.endpoint_id ${LAST_ATTEMPT}
  WHERE d.id = $1 AND e.status <> 'deleted'`;

/** What an endpoint should have had since $2 and did not get, the oldest first. $3 how many. */
export const MISSED = `
  SELECT m.id AS "messageId", m.dispute_id AS lane, m.position FROM webhook_message m JOIN webhook_endpoint e ON e.id = $1
  WHERE m.created_at >= $2 AND m.dispute_id IS NOT NULL AND (e.types IS NULL OR m.type = ANY(e.types))
    AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.message_id = m.id AND d.status <> 'parked')
  ORDER BY m.created_at LIMIT $3`;

/** $1 the rows. */
export const QUEUE_AGAIN = `WITH ${ASKED(1)}, ${queueing(true)} SELECT id FROM queued`;

/** A message about no dispute, for one endpoint. $1 the message, $2 the row. */
export const QUEUE_MESSAGE = `WITH ${MESSAGES(1, '')}, ${ASKED(2)}, ${queueing(false)} SELECT id FROM queued`;

/** How many are parked or wait, by endpoint: for the metrics. */
export const COUNT_WAITING = `SELECT count(*) AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(due_at)), 0)::float8 AS late
  FROM webhook_lane WHERE due_at IS NOT NULL`;

/** A number in the text, not a parameter: a plan for any limit would read the whole table. */
const FORGOTTEN_AT_ONCE = 500;

/**
 * Forgets some messages after $1 days, with what became of them; what an endpoint still waits for stays. With the last
 * message of a dispute go its lanes, unless something was queued in them meanwhile.
 */
export const PURGE_MESSAGES = `
  WITH gone AS (
      DELETE FROM webhook_message WHERE id IN (
        SELECT m.id FROM webhook_message m WHERE m.created_at < statement_timestamp() - make_interval(days => $1)
          AND NOT EXISTS (SELECT 1 FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
            WHERE d.message_id = m.id AND d.status = 'pending' AND e.status <> 'deleted')
        ORDER BY m.created_at LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING id, dispute_id),
    quiet AS (
      SELECT DISTINCT coalesce(g.dispute_id, g.id) AS lane FROM gone g
      WHERE NOT EXISTS (SELECT 1 FROM webhook_message m WHERE m.dispute_id = g.dispute_id AND m.id NOT IN (SELECT id FROM gone))),
    lanes AS (
      DELETE FROM webhook_lane l USING webhook_endpoint e, quiet q WHERE l.endpoint_id = e.id AND l.lane = q.lane AND l.due_at IS NULL)
  SELECT 1 AS gone FROM gone`;
