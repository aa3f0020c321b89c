import { CASES_HELD } from './held.sql.js';

/* Every report is over the disputes of a time: $1 from, $2 until. One row of the summary is one dispute. */

const STAGES = `(VALUES ('total', s.total_ms), ('negotiation', s.negotiation_ms), ('escalated', s.escalated_ms), ('appealed', s.appealed_ms),
    ('execution', s.execution_ms)) v(stage, ms)`;

/** $3 the reason or null for all. Without a reason in a row it is about all of them. */
export const RESOLUTION_TIMES = `
  SELECT v.stage, s.reason, count(*)::integer AS disputes, percentile_disc(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (ORDER BY v.ms) AS percentiles
  FROM dispute_summary s, LATERAL ${STAGES}
  WHERE s.closed_at >= $1 AND s.closed_at < $2 AND ($3::text IS NULL OR s.reason = $3) AND v.ms IS NOT NULL
  GROUP BY GROUPING SETS ((v.stage), (v.stage, s.reason)) ORDER BY v.stage, s.reason NULLS FIRST`;

export const PROMISES_KEPT = `
  SELECT v.kind, s.reason, count(*)::integer AS disputes, count(*) FILTER (WHERE v.kept)::integer AS kept
  FROM dispute_summary s, LATERAL (VALUES ('pickup', s.pickup_kept), ('decision', s.decision_kept)) v(kind, kept)
  WHERE s.closed_at >= $1 AND s.closed_at < $2 AND ($3::text IS NULL OR s.reason = $3) AND v.kept IS NOT NULL
  GROUP BY GROUPING SETS ((v.kind), (v.kind, s.reason)) ORDER BY v.kind, s.reason NULLS FIRST`;

const OUTCOMES = ['settled', 'ruled', 'withdrawn', 'expired', 'inadmissible', 'superseded'] as const;
const outcomes = OUTCOMES.map((outcome) => `count(*) FILTER (WHERE outcome = '${outcome}')::integer AS ${outcome}`).join(', ');

export const OUTCOMES_BY_REASON = `
  SELECT s.reason, count(*)::integer AS disputes, ${outcomes},
    count(s.escalated_at)::integer AS escalated, count(*) FILTER (WHERE s.appealed)::integer AS appealed,
    count(*) FILTER (WHERE s.decided_at IS NOT NULL)::integer AS decided, count(*) FILTER (WHERE s.seller_at_fault)::integer AS "atFault"
  FROM dispute_summary s WHERE s.closed_at >= $1 AND s.closed_at < $2 AND ($3::text IS NULL OR s.reason = $3)
  GROUP BY GROUPING SETS ((), (s.reason)) ORDER BY s.reason NULLS FIRST`;

/** Sellers with a dispute opened in the time, in order of their names; $3 after whom, $4 how many. */
export const SELLERS = `
  SELECT s.seller_id AS seller, count(*)::integer AS disputes, count(s.closed_at)::integer AS closed,
    count(*) FILTER (WHERE s.seller_at_fault)::integer AS "atFault", count(s.escalated_at)::integer AS escalated,
    (SELECT count(*)::integer FROM order_snapshot o WHERE o.seller_id = s.seller_id AND o.placed_at >= $1 AND o.placed_at < $2) AS orders,
    (SELECT count(DISTINCT d.order_id)::integer FROM dispute_summary x JOIN dispute d ON d.id = x.dispute_id
      JOIN order_snapshot o ON o.order_id = d.order_id
      WHERE x.seller_id = s.seller_id AND x.opened_at >= $1 AND o.placed_at >= $1 AND o.placed_at < $2) AS "disputedOrders"
  FROM dispute_summary s WHERE s.opened_at >= $1 AND s.opened_at < $2 AND s.seller_id > $3
  GROUP BY s.seller_id ORDER BY s.seller_id LIMIT $4`;

const judgedAs = (as: string, name: string): string => `count(DISTINCT s.dispute_id) FILTER (WHERE j."as" = '${as}')::integer AS "${name}"`;

/** Whoever decided anything in the time or holds a case now. An overturned ruling counts for the time in which it was made. */
export const ARBITRATORS = `
  WITH ruled AS (SELECT arbitrator, count(*)::integer AS ruled, count(*) FILTER (WHERE appealed)::integer AS appealed,
      count(*) FILTER (WHERE overturned IS NOT NULL)::integer AS judged, count(*) FILTER (WHERE overturned)::integer AS overturned
      FROM dispute_summary WHERE decided_at >= $1 AND decided_at < $2 AND arbitrator IS NOT NULL GROUP BY arbitrator),
    beside AS (SELECT j."by" AS arbitrator, ${judgedAs('ruled_again', 'ruledAgain')}, ${judgedAs('appeal', 'appealsDecided')},
      ${judgedAs('second_person', 'rulingsReviewed')}
      FROM dispute_summary s, jsonb_to_recordset(s.judged) AS j("by" text, "at" timestamptz, "as" text)
      WHERE s.last_judged_at >= $1 AND j."at" >= $1 AND j."at" < $2 GROUP BY j."by"),
    held AS (SELECT holder AS arbitrator, count(*)::integer AS held FROM ${CASES_HELD} cases GROUP BY holder)
  SELECT arbitrator, coalesce(ruled, 0) AS ruled, coalesce(appealed, 0) AS appealed, coalesce(judged, 0) AS judged, coalesce(overturned, 0) AS overturned,
    coalesce("ruledAgain", 0) AS "ruledAgain", coalesce("appealsDecided", 0) AS "appealsDecided", coalesce("rulingsReviewed", 0) AS "rulingsReviewed",
    coalesce(held, 0) AS held
  FROM ruled FULL JOIN beside USING (arbitrator) FULL JOIN held USING (arbitrator) ORDER BY 1 LIMIT 1000`;
