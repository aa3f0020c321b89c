import { IDEMPOTENCY_INSERT, IDEMPOTENCY_READ, idempotencyPositions } from '../../foundation/idempotency/index.js';
import { DISPUTE_OF, MANIFEST, ms, OWN_COLUMNS, SEAL } from './evidence.sql.js';

/** How long a declared piece is kept after somebody has last asked where to send it; real time. */
export const PATIENCE_HOURS = 24;

/** A piece whose bytes are on their way, and what the law says about its side. $1 piece, $2 and $3 caller and idempotency key (or null). */
export const READ_UPLOAD = `
  SELECT ${OWN_COLUMNS}, ${SEAL}, ${DISPUTE_OF}, e.upload_id AS "uploadId", e.part_size AS "partSize", ${ms('e.declared_at')} AS "askedAt", d.facts,
    ${IDEMPOTENCY_READ(2, 3)} AS known
  FROM evidence e JOIN dispute d ON d.id = e.dispute_id ${MANIFEST} WHERE e.id = $1`;

/** The first upload that was begun is the one that counts. No row: no bytes are awaited any more. */
export const NOTE_UPLOAD = `
  UPDATE evidence SET upload_id = coalesce(upload_id, $2) WHERE id = $1 AND status = 'declared' RETURNING upload_id AS "uploadId"`;

export const FORGET_UPLOAD = `UPDATE evidence SET upload_id = NULL WHERE id = $1 AND upload_id = $2 AND status = 'declared' RETURNING id`;

/** Somebody still means to send it. */
export const NOTE_ASKED = `UPDATE evidence SET declared_at = clock_timestamp() WHERE id = $1 AND status = 'declared'`;

/** The bytes are said to be there: the worker's turn. No row: somebody was faster. */
export const COMPLETE = `
  WITH d AS (UPDATE evidence SET status = 'processing', work_at = clock_timestamp() WHERE id = $1 AND status = 'declared' RETURNING id),
  kept AS (${IDEMPOTENCY_INSERT('d', idempotencyPositions(2))})
  SELECT id FROM d`;

/** Of these uploads (pieces in $1, the store's names in $2) those that bytes are still awaited by. */
export const STILL_WANTED = `
  SELECT e.upload_id AS "uploadId" FROM unnest($1::text[], $2::text[]) AS open (id, upload_id)
  JOIN evidence e ON e.id = open.id AND e.upload_id = open.upload_id WHERE e.status IN ('declared', 'processing')`;

/** How long bytes that came by e-mail wait for a word of their owner. */
export const STAGED_DAYS = 7;

/** Bytes that came by e-mail lie where the owner would have sent them. No row: the owner was faster. */
export const NOTE_STAGED = `
  UPDATE evidence SET staged_until = clock_timestamp() + interval '${STAGED_DAYS} days' WHERE id = $1 AND status = 'declared' RETURNING id`;
