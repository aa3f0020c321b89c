import { REMOVALS } from './evidence.sql.js';
import { FACTS } from './signals.sql.js';
import { PATIENCE_HOURS } from './uploads.sql.js';

/** Longer than the largest file takes to be scanned and judged; a dead worker's pieces are tried again after it. Real time, as all leases. */
const LEASE = `interval '5 minutes'`;

/** Takes up to $1 pieces whose bytes wait to be read. Every claim is a try with a number of its own. */
export const CLAIM = `
  UPDATE evidence e SET work_at = clock_timestamp() + ${LEASE}, attempts = e.attempts + 1
  FROM dispute d
  WHERE d.id = e.dispute_id AND e.id IN (
    SELECT id FROM evidence WHERE status = 'processing' AND work_at <= clock_timestamp()
    ORDER BY work_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING e.id, e.dispute_id AS "disputeId", e.owner_id AS "ownerId", e.party AS "by", e.kind, e.media_type AS "mediaType", e.size,
    e.sha256, e.requirement, e.attempts AS attempt, e.verified_attempt AS "verifiedAttempt", e.upload_id AS "uploadId", e.part_size AS "partSize", d.policy,
    (SELECT json_build_object('latitude', o.delivery_latitude, 'longitude', o.delivery_longitude)
      FROM order_snapshot o WHERE o.order_id = d.order_id AND o.delivery_latitude IS NOT NULL) AS "deliveryPlace",
    CASE WHEN e.held THEN extract(epoch FROM e.created_at) * 1000 END::float8 AS "heldSince"`;

/** After a failure: soon at first, then ever later. */
export const TRY_LATER = `
  UPDATE evidence SET work_at = clock_timestamp() + least(interval '1 second' * power(2, least(attempts, 10)), interval '2 minutes')
  WHERE id = $1 AND status = 'processing'`;

export const COUNT_WAITING = `SELECT count(*) AS waiting FROM evidence WHERE status = 'processing'`;

/** These bytes, and no other try's, are the evidence. No row: another try was faster, or the piece is gone. */
export const KEEP_ATTEMPT = `
  WITH done AS (UPDATE evidence SET verified_attempt = $2, renditions = $3, details = $4, version_id = $10
      WHERE id = $1 AND status = 'processing' AND verified_attempt IS NULL RETURNING id),
  facts AS (${FACTS})
  SELECT id FROM done`;

/** The salt of the commitment to the bytes, kept before the dispute is told: whoever tries again commits to the same. */
export const SALT = `
  UPDATE evidence SET content_salt = coalesce(content_salt, $2) WHERE id = $1 AND status = 'processing' RETURNING content_salt AS salt`;

/** Looked up once, where nobody waits, so that every reading finds the event by its number. */
const EVENT_SEQ = `(SELECT x.seq FROM dispute_event x
      WHERE x.dispute_id = evidence.dispute_id AND x.type = 'evidenceAdded' AND x.input #>> '{evidence,id}' = evidence.id)`;

export const MAKE_AVAILABLE = `
  WITH done AS (UPDATE evidence SET status = 'available', work_at = NULL, event_seq = ${EVENT_SEQ}
      WHERE id = $1 AND status = 'processing'
      RETURNING id, attempts, verified_attempt AS kept),
  removals AS (${REMOVALS('done')})
  SELECT id FROM done`;

/** $3: the verified try it was judged with, null where none has been. */
export const REJECT = `
  WITH done AS (UPDATE evidence SET status = 'rejected', rejection = $2, work_at = NULL, verified_attempt = NULL, renditions = '[]', details = NULL
      WHERE id = $1 AND status = 'processing' AND verified_attempt IS NOT DISTINCT FROM $3::integer
      RETURNING id, attempts, NULL::integer AS kept),
  facts AS (DELETE FROM evidence_facts f USING done WHERE f.evidence_id = done.id),
  removals AS (${REMOVALS('done')})
  SELECT id FROM done`;

/** How long somebody may take between asking where to send a file and having sent it. */
const PATIENCE = `interval '${PATIENCE_HOURS} hours'`;

/** What nobody will miss: pieces of discarded drafts, and files that were announced and never came. */
export const TIDY = `
  WITH opened AS (UPDATE evidence e SET in_draft = false FROM dispute d
      WHERE e.in_draft AND d.id = e.dispute_id AND d.state NOT IN ('draft', 'discarded')),
  gone AS (DELETE FROM evidence WHERE id IN (
      (SELECT e.id FROM evidence e JOIN dispute d ON d.id = e.dispute_id WHERE e.in_draft AND d.state = 'discarded' LIMIT $1)
      UNION ALL
      (SELECT id FROM evidence WHERE status = 'declared' AND declared_at < clock_timestamp() - ${PATIENCE}
        AND (staged_until IS NULL OR staged_until < clock_timestamp()) LIMIT $1))
    RETURNING id, attempts, NULL::integer AS kept),
  removals AS (${REMOVALS('gone')})
  SELECT id FROM gone`;

/** Removals that a crash interrupted; a request that is still at work has noted its own a moment ago. */
export const UNFINISHED_REMOVALS = `
  SELECT id, dispute_id AS "disputeId", owner_id AS "ownerId", party AS "by" FROM evidence
  WHERE removal_wanted_at < clock_timestamp() - interval '30 seconds' ORDER BY removal_wanted_at LIMIT $1`;

/** Takes up to $1 objects to delete, by putting them off for whoever looks next. */
export const CLAIM_REMOVALS = `
  UPDATE object_removal SET due_at = clock_timestamp() + interval '1 minute'
  WHERE id IN (SELECT id FROM object_removal WHERE due_at <= clock_timestamp() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING id, object_key AS key`;

export const REMOVED = `DELETE FROM object_removal WHERE id = ANY ($1::bigint[])`;
