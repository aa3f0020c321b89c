import { IDEMPOTENCY_INSERT, idempotencyPositions } from '../../foundation/idempotency/index.js';
import { ms, removalsOf } from './evidence.sql.js';
import { REDACTED_KEYS_OF } from './object-keys.js';

/** Longer than a file takes to be read and made anew, `e` being its piece; a dead worker's redactions are tried again after it. */
const LEASE = `CASE WHEN e.kind = 'video' THEN interval '7 minutes' ELSE interval '3 minutes' END`;
const LONGEST_REST = `interval '2 minutes'`;

/**
 * Takes the next number, so that the piece is shown to nobody but staff from here on. $1 piece, $2 the number before (or
 * null), $3 role, $4 who, $5 reason, $6 text, $7 rectangles, $8 now. No row: somebody was faster, or the piece is gone.
 */
export const WISH_REDACTION = `
  WITH d AS (UPDATE evidence SET redaction_wanted = coalesce(redaction_wanted, 0) + 1
    WHERE id = $1 AND status = 'available' AND erasure_granted_at IS NULL AND redaction_wanted IS NOT DISTINCT FROM $2::integer
    RETURNING id, redaction_wanted),
  wish AS (INSERT INTO evidence_redaction (evidence_id, number, role, person, reason_code, text, rectangles, status, requested_at, work_at)
    SELECT d.id, d.redaction_wanted, $3, $4, $5, $6, $7, 'requested', $8, clock_timestamp() FROM d),
  kept AS (${IDEMPOTENCY_INSERT('d', idempotencyPositions(9))})
  SELECT id FROM d`;

/** All there were, oldest first. $1 piece. */
export const LIST_REDACTIONS = `
  SELECT r.evidence_id AS "evidenceId", r.number, r.role, r.person, r.reason_code AS "reasonCode", r.text, r.rectangles, r.status,
    (${ms('r.requested_at')})::float8 AS "requestedAt", (${ms('r.made_at')})::float8 AS "madeAt"
  FROM evidence_redaction r WHERE r.evidence_id = $1 ORDER BY r.number`;

/** Takes up to $1 pieces by their newest wish: it is made from all before it, so those are done with it. */
export const CLAIM_REDACTIONS = `
  UPDATE evidence_redaction r SET work_at = clock_timestamp() + ${LEASE}, attempts = r.attempts + 1
  FROM evidence e JOIN dispute d ON d.id = e.dispute_id
  WHERE e.id = r.evidence_id AND (r.evidence_id, r.number) IN (
    SELECT w.evidence_id, w.number FROM evidence_redaction w JOIN evidence p ON p.id = w.evidence_id AND p.redaction_wanted = w.number
    WHERE w.work_at <= clock_timestamp() ORDER BY w.work_at LIMIT $1 FOR UPDATE OF w SKIP LOCKED)
  RETURNING e.id, e.dispute_id AS "disputeId", e.verified_attempt AS attempt, e.version_id AS "versionId", e.media_type AS "mediaType", e.size, e.sha256, r.number,
    r.attempts AS tries,
    coalesce((SELECT (x ->> 'redaction')::integer FROM jsonb_array_elements(d.facts -> 'evidence') AS x WHERE x ->> 'id' = e.id), 0) AS told`;

/** After a failure: soon at first, then ever later. $1 piece, $2 number. */
export const RETRY_REDACTION = `
  UPDATE evidence_redaction SET work_at = clock_timestamp() + least(interval '1 second' * power(2, least(attempts, 10)), ${LONGEST_REST})
  WHERE evidence_id = $1 AND number = $2 AND status = 'requested'`;

/** Nobody but staff is shown the piece until another wish is carried out. $1 piece, $2 number. */
export const FAIL_REDACTION = `
  UPDATE evidence_redaction SET status = 'failed', work_at = NULL WHERE evidence_id = $1 AND number <= $2 AND status = 'requested' RETURNING number`;

/**
 * What parties see from here on, and the end of what they saw before. $1 piece, $2 number, $3 renditions. No row: a newer
 * one was faster, or the piece is being erased.
 */
export const SHOW_REDACTED = `
  WITH shown AS (UPDATE evidence SET redaction = $2, renditions = $3
    WHERE id = $1 AND status = 'available' AND erasure_granted_at IS NULL AND coalesce(redaction, 0) < $2
    RETURNING id, verified_attempt, redaction),
  made AS (UPDATE evidence_redaction r SET status = 'made', made_at = parley_now(), work_at = NULL
    FROM shown WHERE r.evidence_id = shown.id AND r.number <= shown.redaction AND r.status <> 'made'),
  removals AS (${removalsOf('shown', REDACTED_KEYS_OF('shown'))})
  SELECT id FROM shown`;

export const COUNT_REDACTIONS = `SELECT count(*) AS waiting FROM evidence_redaction WHERE work_at IS NOT NULL`;
