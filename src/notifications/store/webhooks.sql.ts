const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;

const ENDPOINT = `e.id, e.url, e.description, e.types, e.status, e.disabled_reason AS "disabledReason", e.secrets, e.owner_id AS "ownerId",
    e.contact_email AS "contactEmail",
    ${ms('e.failing_since')} AS "failingSince", ${ms('e.created_at')} AS "createdAt", ${ms('e.updated_at')} AS "updatedAt"`;

/** More is a mistake of the caller's, and every event is sent to each of them. */
export const MOST_ENDPOINTS = 50;

/**
 * Queues messages for endpoints, as CTEs after one called `asked` with the rows to queue (id, "endpointId", "messageId",
 * lane, position). What waits already is left as it is; what was delivered or parked begins a new schedule where `again`.
 * A lane that is worked on is told by its count of arrivals; the others are due at once, also those that were to wait.
 */
export function queueing(again: boolean): string {
  const conflict = again
    ? `DO UPDATE SET status = 'pending', tries = 0, next_at = NULL, finished_at = NULL WHERE d.status <> 'pending'`
    : 'DO NOTHING';
  const due = again ? 'CASE WHEN l.lease IS NULL THEN clock_timestamp() ELSE l.due_at END' : 'coalesce(l.due_at, clock_timestamp())';
  return `queued AS (
      INSERT INTO webhook_delivery AS d (id, endpoint_id, message_id, lane, position, status, tries, attempts, created_at)
      SELECT a.id, a."endpointId", a."messageId", a.lane, a.position, 'pending', 0, 0, clock_timestamp() FROM asked a
      ON CONFLICT ON CONSTRAINT webhook_delivery_once ${conflict} RETURNING d.id, d.endpoint_id, d.lane),
    lanes AS (
      INSERT INTO webhook_lane AS l (endpoint_id, lane, due_at, arrivals)
      SELECT q.endpoint_id, q.lane, clock_timestamp(), 1 FROM queued q GROUP BY q.endpoint_id, q.lane ORDER BY q.endpoint_id, q.lane
      ON CONFLICT ON CONSTRAINT webhook_lane_pk DO UPDATE SET arrivals = l.arrivals + 1, due_at = ${due})`;
}

/** The rows that `queueing` asks for, out of a parameter; only if there is a row in what stands before. */
export const ASKED = (param: number, from = ''): string =>
  `asked AS (SELECT a.* FROM ${from} jsonb_to_recordset($${param}::jsonb) AS a(id text, "endpointId" text, "messageId" text, lane text, position bigint))`;

/** Keeps messages out of a parameter, under the same condition. */
export const MESSAGES = (param: number, from: string): string => `messages AS (
      INSERT INTO webhook_message (id, type, dispute_id, position, body, created_at)
      SELECT m.id, m.type, m."disputeId", m.position, m.body, clock_timestamp()
      FROM ${from} jsonb_to_recordset($${param}::jsonb) AS m(id text, type text, "disputeId" text, position bigint, body text)
      ON CONFLICT ON CONSTRAINT webhook_message_pk DO NOTHING)`;

/** $1 to $6 the endpoint, $7 the messages, $8 what to queue, $9 whom to write to. No row: there are too many already. */
export const CREATE_ENDPOINT = `
  WITH made AS (
      INSERT INTO webhook_endpoint AS e (id, url, description, types, status, secrets, owner_id, contact_email, created_at, updated_at)
      SELECT $1, $2, $3, $4::text[], 'enabled', $5::jsonb, $6, $9, clock_timestamp(), clock_timestamp()
      WHERE (SELECT count(*) FROM webhook_endpoint WHERE status <> 'deleted') < ${MOST_ENDPOINTS}
      RETURNING ${ENDPOINT}),
    ${MESSAGES(7, 'made CROSS JOIN')},
    ${ASKED(8, 'made CROSS JOIN')},
    ${queueing(false)}
  SELECT * FROM made`;

export const LIST_ENDPOINTS = `SELECT ${ENDPOINT} FROM webhook_endpoint e WHERE e.status <> 'deleted' ORDER BY e.id`;
export const GET_ENDPOINT = `SELECT ${ENDPOINT} FROM webhook_endpoint e WHERE e.id = $1 AND e.status <> 'deleted'`;

/** $2 to $5 and $8 the new values where $6, $7 and $9 say that an emptied one is meant; enabling begins with a clean record. */
export const CHANGE_ENDPOINT = `
  UPDATE webhook_endpoint e SET url = coalesce($2, e.url), description = CASE WHEN $6 THEN $3 ELSE e.description END,
    types = CASE WHEN $7 THEN $4::text[] ELSE e.types END, contact_email = CASE WHEN $9 THEN $8 ELSE e.contact_email END, status = coalesce($5, e.status),
    disabled_reason = CASE coalesce($5, e.status) WHEN 'disabled' THEN coalesce(e.disabled_reason, 'by_owner') END,
    failing_since = CASE WHEN $5 = 'enabled' THEN NULL ELSE e.failing_since END, updated_at = clock_timestamp()
  WHERE e.id = $1 AND e.status <> 'deleted' RETURNING ${ENDPOINT}`;

/** $3 what they were when they were read: two rotations at once must not lose a secret that somebody was given. */
export const CHANGE_SECRETS = `
  UPDATE webhook_endpoint e SET secrets = $2::jsonb, updated_at = clock_timestamp()
  WHERE e.id = $1 AND e.status <> 'deleted' AND e.secrets = $3::jsonb RETURNING ${ENDPOINT}`;

export const DELETE_ENDPOINT = `
  UPDATE webhook_endpoint SET status = 'deleted', secrets = '[]', disabled_reason = NULL, updated_at = clock_timestamp()
  WHERE id = $1 AND status <> 'deleted' RETURNING id`;

/** Who is told of new events now, and whether anybody might want them later. */
export const SUBSCRIPTIONS = `SELECT e.id, e.types, e.status = 'enabled' AS enabled FROM webhook_endpoint e WHERE e.status <> 'deleted'`;

/**
 * Switches endpoints off: those in $1 said that they are gone, those in $2 failed again and nothing got through for $3
 * milliseconds. Each owner is to be told; $4 are ids for the notices, more than enough.
 */
export const DISABLE_ENDPOINTS = `
  WITH off AS (
      UPDATE webhook_endpoint e SET status = 'disabled', disabled_reason = CASE WHEN e.id = ANY($1::text[]) THEN 'gone' ELSE 'failing' END,
        updated_at = clock_timestamp()
      WHERE e.status = 'enabled' AND (e.id = ANY($1::text[])
        OR (e.id = ANY($2::text[]) AND e.failing_since < clock_timestamp() - $3::bigint * interval '1 millisecond'))
      RETURNING e.id, e.url, e.owner_id, e.disabled_reason, e.failing_since),
    told AS (
      INSERT INTO account_notice (id, kind, recipient_id, details, created_at)
      SELECT ($4::text[])[row_number() OVER ()], 'webhook_disabled', o.owner_id,
        jsonb_build_object('endpointId', o.id, 'url', o.url, 'reason', o.disabled_reason, 'failingSince', o.failing_since), clock_timestamp()
      FROM off o)
  SELECT id, disabled_reason AS reason FROM off`;
