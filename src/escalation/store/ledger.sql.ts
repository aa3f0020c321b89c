const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;

/** The log's next events below the oldest transaction that is still open, as every reader of the log goes through it. */
export const NEXT_EVENTS = `
  SELECT e.dispute_id AS "disputeId", e.xid::text AS xid, e.id FROM desk_ledger l, dispute_event e
  WHERE (e.xid, e.id) > (l.xid, l.event_id) AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY e.xid, e.id LIMIT 500`;

const STEPS = `(SELECT json_agg(json_build_object('type', e.type, 'from', e.from_state, 'to', e.to_state, 'at', ${ms('e.occurred_at')},
      'actor', e.actor, 'input', e.input) ORDER BY e.seq) FROM dispute_event e WHERE e.dispute_id = d.id)`;

/** What is counted of each dispute; $1 their ids. */
export const SUBJECTS = `
  SELECT d.id AS "disputeId", d.seller_id AS "sellerId", d.reason, d.policy, d.seq, ${ms('parley_now()')} AS now, ${STEPS} AS steps,
    (SELECT (r.document #>> '{liability,seller}')::integer FROM ruling r WHERE r.dispute_id = d.id AND r.status = 'in_force'
      ORDER BY r.id DESC LIMIT 1) AS "sellerLiability"
  FROM dispute d WHERE d.id = ANY ($1::text[])`;

const SUMMARY_COLUMNS = [
  'seller_id', 'reason', 'opened_at', 'escalated_at', 'decided_at', 'closed_at', 'outcome', 'arbitrator', 'appealed', 'overturned', 'seller_at_fault',
  'total_ms', 'negotiation_ms', 'escalated_ms', 'appealed_ms', 'execution_ms', 'pickup_kept', 'decision_kept',
  'judged', 'last_judged_at',
] as const;

/** Written by several workers at once, what was read later stays: it knows more of the log. $1 and $2 are rows as JSON. */
export const KEEP_LEDGER = `
  WITH s AS (INSERT INTO dispute_summary AS x (dispute_id, seq, ${SUMMARY_COLUMNS.join(', ')})
      SELECT r.dispute_id, r.seq, ${SUMMARY_COLUMNS.map((column) => `r.${column}`).join(', ')} FROM jsonb_populate_recordset(NULL::dispute_summary, $1::jsonb) r
      ON CONFLICT (dispute_id) DO UPDATE SET seq = EXCLUDED.seq, ${SUMMARY_COLUMNS.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}
        WHERE EXCLUDED.seq >= x.seq),
    p AS (INSERT INTO case_promise AS x (dispute_id, kind, since, seq, due_at, met_at)
      SELECT r.dispute_id, r.kind, r.since, r.seq, r.due_at, r.met_at FROM jsonb_populate_recordset(NULL::case_promise, $2::jsonb) r
      ON CONFLICT (dispute_id, kind, since) DO UPDATE SET seq = EXCLUDED.seq, due_at = EXCLUDED.due_at, met_at = EXCLUDED.met_at
        WHERE EXCLUDED.seq >= x.seq),
    g AS (DELETE FROM ruling_draft x USING jsonb_populate_recordset(NULL::dispute_summary, $1::jsonb) r
      WHERE x.dispute_id = r.dispute_id AND (x.updated_at <= r.decided_at OR r.closed_at IS NOT NULL))
  SELECT 1 AS kept`;

/** Only from where the reading began: another worker may have gone further. */
export const MOVE_ON = `
  UPDATE desk_ledger SET xid = $1::text::xid8, event_id = $2 WHERE (xid, event_id) < ($1::text::xid8, $2)`;

/** Broken promises about which nobody was called: each is given to one worker, once. */
export const CALL_FOR_BROKEN = `
  UPDATE case_promise SET alerted_at = parley_now() WHERE (dispute_id, kind, since) IN (
    SELECT dispute_id, kind, since FROM case_promise
    WHERE alerted_at IS NULL AND due_at IS NOT NULL AND (met_at IS NULL OR met_at > due_at) AND due_at <= parley_now()
    ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED)
  RETURNING dispute_id AS "disputeId", kind`;

export const STEPS_OF_ONE = `SELECT ${ms('parley_now()')} AS now, ${STEPS} AS steps FROM dispute d WHERE d.id = $1`;
