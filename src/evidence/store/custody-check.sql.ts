/** What a piece was sealed as, in its row and in the chain. */
const PIECE = `e.id, e.dispute_id AS "disputeId", e.verified_attempt AS attempt, e.size, e.sha256, e.content_salt AS salt, e.version_id AS version,
    e.renditions, e.redaction,
    (SELECT json_build_object('type', x.type, 'fromState', x.from_state, 'toState', x.to_state, 'audience', x.audience, 'input', x.input,
        'canonical', x.canonical, 'prevHash', x.prev_hash, 'hash', x.hash, 'seal', x.actor ->> 'salt')
      FROM dispute_event x WHERE x.dispute_id = e.dispute_id AND x.seq = e.event_seq) AS event`;

/** $1 the last id of the page before, $2 how many. */
export const PIECES_TO_CHECK = `SELECT ${PIECE} FROM evidence e WHERE e.id > $1 AND e.status = 'available' AND e.erasure_granted_at IS NULL ORDER BY e.id LIMIT $2`;

/** $1 how many, any. */
export const SAMPLE_TO_CHECK = `SELECT ${PIECE} FROM evidence e WHERE e.id IN (
    SELECT id FROM evidence WHERE status = 'available' AND erasure_granted_at IS NULL ORDER BY random() LIMIT $1) ORDER BY e.id`;

/** $1 ids of pieces, $2 keys of objects. What is waiting to be deleted is no finding. */
export const WHAT_IS_KNOWN = `
  SELECT (SELECT json_agg(json_build_object('id', e.id, 'status', e.status, 'attempts', e.attempts, 'verifiedAttempt', e.verified_attempt,
      'renditions', e.renditions, 'redaction', e.redaction, 'redactionWanted', e.redaction_wanted, 'uploadId', e.upload_id)) FROM evidence e
      WHERE e.id = ANY ($1::text[])) AS pieces,
    (SELECT json_agg(DISTINCT r.object_key) FROM object_removal r WHERE r.object_key = ANY ($2::text[])) AS removals`;
