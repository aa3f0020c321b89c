import { readWithin } from '../../disputes/index.js';
import { IDEMPOTENCY_INSERT, IDEMPOTENCY_READ, idempotencyPositions } from '../../foundation/idempotency/index.js';
import { KEYS_OF } from './object-keys.js';

/** Epoch milliseconds. */
export const ms = (column: string): string => `extract(epoch FROM ${column}) * 1000`;

/** From the moment an erasure is granted nobody is shown the piece, also while its bytes are still being deleted. */
const SHOWN_STATUS = `CASE WHEN e.erasure_granted_at IS NULL THEN e.status ELSE 'erased' END`;

export const OWN_COLUMNS = `e.id, e.dispute_id AS "disputeId", e.owner_id AS "ownerId", e.party AS "by", e.kind, e.file_name AS "fileName",
    e.media_type AS "mediaType", e.size, e.sha256, e.requirement, e.caption, ${SHOWN_STATUS} AS status, e.rejection,
    e.verified_attempt AS "verifiedAttempt", e.renditions, e.details, e.redaction, e.held,
    e.redaction_wanted AS "redactionWanted", (e.staged_until IS NOT NULL AND e.status = 'declared') AS "awaitsConfirmation", ${ms('e.created_at')} AS "createdAt"`;

/** When the dispute sealed the piece: the law keeps that fact, we only read it. */
export const MANIFEST = `LEFT JOIN LATERAL (SELECT (x ->> 'sealedAt')::float8 AS "sealedAt"
      FROM jsonb_array_elements(d.facts -> 'evidence') AS x WHERE x ->> 'id' = e.id) m ON true`;

/** The event whose text commits to the bytes. */
const ADDED = `(SELECT json_build_object('seq', x.seq, 'hash', x.hash, 'type', x.type, 'audience', x.audience, 'fromState', x.from_state,
        'toState', x.to_state, 'input', x.input, 'seal', x.actor ->> 'salt')
      FROM dispute_event x WHERE x.dispute_id = e.dispute_id AND x.seq = e.event_seq)`;

export const SEAL = `m."sealedAt", e.content_salt AS "contentSalt", CASE WHEN m."sealedAt" IS NOT NULL THEN ${ADDED} END AS added`;

export const DISPUTE_OF = `json_build_object('state', d.state, 'buyerId', d.buyer_id, 'sellerId', d.seller_id) AS dispute`;

/** What declaring needs to know. $1 dispute, $2 and $3 caller and idempotency key. */
export const READ_SETTING = `
  SELECT d.state, d.buyer_id AS "buyerId", d.seller_id AS "sellerId", d.policy, d.facts, ${ms('parley_now()')} AS now,
    ${IDEMPOTENCY_READ(2, 3)} AS known
  FROM dispute d WHERE d.id = $1`;

/**
 * One party has so many places in one dispute, and every piece takes one: the unique constraint on the place holds the
 * limit whoever declares at the same moment. Bytes and pieces per stage are counted by one declaration at a time.
 * $14 places, $15 held, $16 length of the parts, $17 stage, $18 bytes in all and $19 pieces in the stage, null where there is no such limit.
 * Tells what was taken and what there had been.
 */
export const DECLARE = `
  WITH room AS MATERIALIZED (SELECT r.place, r.bytes, r.in_stage FROM evidence_room($2, $4, $14::integer, $17) AS r),
  d AS (INSERT INTO evidence (id, dispute_id, owner_id, party, place, kind, file_name, media_type, size, sha256, requirement, caption,
      status, in_draft, created_at, held, part_size, stage)
    SELECT $1, $2, $3, $4, room.place, $5, $6, $7, $8, $9, $10, $11, 'declared', $12, $13, $15, $16, $17 FROM room
    WHERE room.place IS NOT NULL AND room.bytes + $8 <= coalesce($18::bigint, room.bytes + $8) AND room.in_stage < coalesce($19::integer, room.in_stage + 1)
    RETURNING id),
  kept AS (${IDEMPOTENCY_INSERT('d', idempotencyPositions(20))})
  SELECT EXISTS (SELECT 1 FROM d) AS taken, room.place IS NOT NULL AS "hasPlace", room.bytes, room.in_stage AS "inStage" FROM room`;

/** One piece with what its dispute says about who may see it. $1 piece, $2 and $3 caller and idempotency key (or null). */
export const READ_EVIDENCE = `
  SELECT ${OWN_COLUMNS}, ${SEAL}, ${DISPUTE_OF}, ${IDEMPOTENCY_READ(2, 3)} AS known, (${ms('parley_now()')})::float8 AS now
  FROM evidence e JOIN dispute d ON d.id = e.dispute_id ${MANIFEST} WHERE e.id = $1`;

/** One piece with its dispute, for whoever says something about it. $1 piece, $2 and $3 caller and idempotency key (or null), $4 who reads. */
export const READ_DISCUSSED = `
  SELECT ${OWN_COLUMNS}, ${SEAL}, ${readWithin('e.dispute_id', '$4::text', 'everybody')} AS dispute, ${IDEMPOTENCY_READ(2, 3)} AS known
  FROM evidence e JOIN dispute d ON d.id = e.dispute_id ${MANIFEST} WHERE e.id = $1`;

/** $1 dispute, $2 caller, $3 the last id of the page before, $4 how many. A row without pieces is an empty page. */
export const LIST_EVIDENCE = `
  SELECT ${DISPUTE_OF}, (SELECT json_agg(p ORDER BY p.id) FROM (
      SELECT ${OWN_COLUMNS}, ${SEAL} FROM evidence e ${MANIFEST}
      WHERE e.dispute_id = d.id AND e.id > $3
        AND (e.owner_id = $2 OR (e.status IN ('available', 'erased') AND m."sealedAt" IS NOT NULL))
      ORDER BY e.id LIMIT $4) p) AS pieces
  FROM dispute d WHERE d.id = $1`;

/**
 * Objects are deleted at once and once more when every URL that could write them has expired and every worker that
 * could copy them has lost its lease.
 */
export const removalsOf = (from: string, keys: string): string => `INSERT INTO object_removal (object_key, due_at)
    SELECT k.key, clock_timestamp() + again.after
    FROM ${from} CROSS JOIN LATERAL ${keys} AS k
      CROSS JOIN (VALUES (interval '0'), (interval '11 minutes')) AS again (after)`;
export const REMOVALS = (from: string): string => removalsOf(from, KEYS_OF(from));

const GONE = `RETURNING id, attempts, NULL::integer AS kept`;

/** Deletes a piece that the dispute does not hold, in one of the states in $2. */
export const FORGET = `
  WITH gone AS (DELETE FROM evidence WHERE id = $1 AND status = ANY ($2) ${GONE}), removals AS (${REMOVALS('gone')})
  SELECT id FROM gone`;

/** Its owner takes it back: noted first, so that a worker finishes what a crash interrupts. */
export const WANT_REMOVAL = `UPDATE evidence SET removal_wanted_at = clock_timestamp() WHERE id = $1 AND status = 'available' RETURNING id`;
export const KEEP_AFTER_ALL = `UPDATE evidence SET removal_wanted_at = NULL WHERE id = $1`;
