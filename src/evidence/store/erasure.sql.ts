import { IDEMPOTENCY_INSERT, IDEMPOTENCY_READ, idempotencyPositions } from '../../foundation/idempotency/index.js';
import { DISPUTE_OF, MANIFEST, ms, REMOVALS } from './evidence.sql.js';

/** Longer than telling the dispute and writing one row take; a dead worker's erasures are finished after it. */
const LEASE = `interval '30 seconds'`;

const HELD = `EXISTS (SELECT 1 FROM legal_hold h WHERE h.dispute_id = e.dispute_id AND h.lifted_at IS NULL)`;

const ERASURE_OF = `(SELECT json_build_object('evidenceId', x.evidence_id, 'reasonCode', x.reason_code, 'text', x.text,
      'requested', json_build_object('role', x.requested_role, 'by', x.requested_by, 'at', ${ms('x.requested_at')}),
      'granted', CASE WHEN x.granted_at IS NOT NULL THEN
        json_build_object('role', x.granted_role, 'by', x.granted_by, 'at', ${ms('x.granted_at')}) END)
    FROM evidence_erasure x WHERE x.evidence_id = e.id) AS erasure`;

/** What erasing a piece depends on. $1 piece, $2 and $3 caller and idempotency key. */
export const READ_PLEA = `
  SELECT e.id AS "evidenceId", e.dispute_id AS "disputeId", e.owner_id AS "ownerId", e.status, m."sealedAt" IS NOT NULL AS sealed, ${DISPUTE_OF},
    (d.facts ->> 'reopenUntil')::float8 AS "reopenUntil", coalesce((d.facts ->> 'reopened')::boolean, false) AS reopened,
    ${HELD} AS "isHeld", (${ms('parley_now()')})::float8 AS now, ${ERASURE_OF}, ${IDEMPOTENCY_READ(2, 3)} AS known
  FROM evidence e JOIN dispute d ON d.id = e.dispute_id ${MANIFEST} WHERE e.id = $1`;

/** Its owner asks. $1 piece, $2 reason, $3 text, $4 role, $5 who, $6 now. No row: somebody has asked before. */
export const REQUEST_ERASURE = `
  WITH d AS (INSERT INTO evidence_erasure (evidence_id, dispute_id, reason_code, text, requested_role, requested_by, requested_at)
    SELECT e.id, e.dispute_id, $2, $3, $4, $5, $6 FROM evidence e WHERE e.id = $1 AND e.status = 'available'
    ON CONFLICT (evidence_id) DO NOTHING RETURNING evidence_id),
  kept AS (${IDEMPOTENCY_INSERT('d', idempotencyPositions(7))})
  SELECT evidence_id FROM d`;

/**
 * The point of no return: from here on nobody is shown the piece, and a hold comes too late. It waits for a hold that is
 * being placed at the same moment, and then finds the piece held. $1 to $6 as above; an earlier request keeps its author.
 */
export const GRANT_ERASURE = `
  WITH d AS (UPDATE evidence e SET erasure_granted_at = $6
    WHERE e.id = $1 AND e.status = 'available' AND e.erasure_granted_at IS NULL AND NOT e.legally_held AND NOT ${HELD}
    RETURNING e.id, e.dispute_id),
  granted AS (INSERT INTO evidence_erasure (evidence_id, dispute_id, reason_code, text, requested_role, requested_by, requested_at,
      granted_role, granted_by, granted_at, work_at)
    SELECT d.id, d.dispute_id, $2, $3, $4, $5, $6, $4, $5, $6, clock_timestamp() FROM d
    ON CONFLICT (evidence_id) DO UPDATE SET reason_code = EXCLUDED.reason_code, text = EXCLUDED.text,
      granted_role = EXCLUDED.granted_role, granted_by = EXCLUDED.granted_by, granted_at = EXCLUDED.granted_at, work_at = EXCLUDED.work_at),
  kept AS (${IDEMPOTENCY_INSERT('d', idempotencyPositions(7))})
  SELECT id FROM d`;

/** Takes up to $1 granted erasures that are not carried out, and says whether the dispute has been told. */
export const CLAIM_ERASURES = `
  UPDATE evidence_erasure x SET work_at = clock_timestamp() + ${LEASE}, attempts = x.attempts + 1
  FROM dispute d
  WHERE d.id = x.dispute_id AND x.evidence_id IN (
    SELECT evidence_id FROM evidence_erasure WHERE work_at <= clock_timestamp() ORDER BY work_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING x.evidence_id AS "evidenceId", x.dispute_id AS "disputeId", x.reason_code AS "reasonCode", x.granted_role AS role, x.granted_by AS "by",
    d.facts -> 'evidence' @> jsonb_build_array(jsonb_build_object('id', x.evidence_id, 'status', 'erased')) AS told`;

/**
 * What is left says that there was a piece. Everything that describes it goes, also from the answers that are kept for
 * those who declared it, looked at it or worked on it: one account's answers are found by the key of their table.
 */
export const ERASE = `
  WITH gone AS (UPDATE evidence SET status = 'erased', erased_at = parley_now(), file_name = '', sha256 = '', caption = NULL, content_salt = NULL,
      details = NULL, renditions = '[]', version_id = NULL, upload_id = NULL, removal_wanted_at = NULL, redaction = NULL, redaction_wanted = NULL
    WHERE id = $1 AND status = 'available' AND erasure_granted_at IS NOT NULL
    RETURNING id, owner_id, attempts, NULL::integer AS kept),
  removals AS (${REMOVALS('gone')}),
  facts AS (DELETE FROM evidence_facts f USING gone WHERE f.evidence_id = gone.id),
  people AS (SELECT owner_id AS person FROM gone
    UNION SELECT a.person FROM evidence_access a JOIN gone ON a.evidence_id = gone.id
    UNION SELECT r.person FROM evidence_redaction r JOIN gone ON r.evidence_id = gone.id),
  redactions AS (DELETE FROM evidence_redaction r USING gone WHERE r.evidence_id = gone.id),
  answers AS (DELETE FROM idempotency i USING people, gone WHERE i.caller = people.person AND strpos(i.body, gone.id) > 0),
  done AS (UPDATE evidence_erasure SET work_at = NULL WHERE evidence_id = $1)
  SELECT id FROM gone`;

export const COUNT_ERASURES = `SELECT count(*) AS waiting FROM evidence_erasure WHERE work_at IS NOT NULL`;
