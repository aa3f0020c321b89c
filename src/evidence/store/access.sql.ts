import { IDEMPOTENCY_INSERT, idempotencyPositions } from '../../foundation/idempotency/index.js';
import { DISPUTE_OF, ms } from './evidence.sql.js';

/**
 * The entry comes before the address is given, in the statement that finds the piece still there.
 * $1 id, $2 piece, $3 the try that holds its bytes, $4 role, $5 person, $6 reason, $7 request. No row: the piece has moved on.
 */
export const LOG_ACCESS = `
  WITH d AS (INSERT INTO evidence_access (id, dispute_id, evidence_id, role, person, what, reason, request_id, accessed_at)
    SELECT $1, e.dispute_id, e.id, $4, $5, 'original', $6, $7, parley_now()
    FROM evidence e WHERE e.id = $2 AND e.status = 'available' AND e.verified_attempt = $3 AND e.erasure_granted_at IS NULL RETURNING id),
  kept AS (${IDEMPOTENCY_INSERT('d', idempotencyPositions(8))})
  SELECT id FROM d`;

/** Newest first. $1 dispute, $2 the id before which to go on, or null, $3 how many. */
export const LIST_ACCESSES = `
  SELECT ${DISPUTE_OF}, (SELECT json_agg(p ORDER BY p.id DESC) FROM (
      SELECT a.id, a.dispute_id AS "disputeId", a.evidence_id AS "evidenceId", a.role, a.person, a.what, a.reason, ${ms('a.accessed_at')} AS at
      FROM evidence_access a WHERE a.dispute_id = d.id AND ($2::text IS NULL OR a.id < $2::text)
      ORDER BY a.id DESC LIMIT $3) p) AS accesses
  FROM dispute d WHERE d.id = $1`;
