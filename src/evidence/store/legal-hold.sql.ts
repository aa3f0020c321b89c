import { DISPUTE_OF, ms } from './evidence.sql.js';

const HOLDS = `(SELECT json_agg(json_build_object('id', h.id, 'reason', h.reason, 'placedBy', h.placed_by, 'placedAt', ${ms('h.placed_at')},
      'lifted', CASE WHEN h.lifted_at IS NOT NULL THEN
        json_build_object('by', h.lifted_by, 'at', ${ms('h.lifted_at')}, 'reason', h.lift_reason) END) ORDER BY h.id DESC)
    FROM legal_hold h WHERE h.dispute_id = d.id) AS holds`;

/** All holds of a dispute, newest first. $1 dispute. */
export const READ_HOLDS = `SELECT ${DISPUTE_OF}, ${HOLDS} FROM dispute d WHERE d.id = $1`;

/** A piece whose erasure was granted is past holding. $1 id, $2 dispute, $3 who, $4 why. No row: it is held already. */
export const PLACE_HOLD = `
  WITH placed AS (INSERT INTO legal_hold (id, dispute_id, placed_by, placed_at, reason) VALUES ($1, $2, $3, parley_now(), $4)
    ON CONFLICT (dispute_id) WHERE lifted_at IS NULL DO NOTHING RETURNING dispute_id),
  pieces AS (UPDATE evidence e SET legally_held = true FROM placed WHERE e.dispute_id = placed.dispute_id AND e.erasure_granted_at IS NULL)
  SELECT dispute_id FROM placed`;

/** $1 dispute, $2 who, $3 why. No row: it is not held. */
export const LIFT_HOLD = `
  WITH lifted AS (UPDATE legal_hold SET lifted_by = $2, lifted_at = parley_now(), lift_reason = $3
    WHERE dispute_id = $1 AND lifted_at IS NULL RETURNING dispute_id),
  pieces AS (UPDATE evidence e SET legally_held = false FROM lifted WHERE e.dispute_id = lifted.dispute_id)
  SELECT dispute_id FROM lifted`;
