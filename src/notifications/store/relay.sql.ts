import { ASKED, MESSAGES, queueing } from './webhooks.sql.js';

const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;

/** What the ruling that an event approves was made with: an approval has only its id. Found among the dispute's own events. */
const APPROVED = `CASE WHEN e.type = 'rulingApproved' THEN (
      SELECT m.input FROM dispute_event m
      WHERE m.dispute_id = e.dispute_id AND m.seq < e.seq AND m.type IN ('arbitratorRuled', 'appealRuled') AND m.input -> 'ruling' ->> 'id' = e.input ->> 'rulingId'
      ORDER BY m.dispute_id, m.seq DESC LIMIT 1) END`;

/**
 * The next events of the log after the head. An event is taken only when every transaction that began before it has
 * ended (xid below the snapshot's xmin): one that is still writing would otherwise be passed over for ever. $1 how many.
 */
export const READ_LOG = `
  SELECT h.position AS head, e.id, e.dispute_id AS "disputeId", e.seq, e.type, e.actor, e.from_state AS "fromState", e.to_state AS "toState",
    e.audience, e.input, ${APPROVED} AS approved, ${ms('e.occurred_at')} AS at, e.xid::text AS xid, d.number, d.order_id AS "orderId", d.buyer_id AS "buyerId",
    d.seller_id AS "sellerId"
  FROM feed_head h
  CROSS JOIN LATERAL (
    SELECT * FROM dispute_event l
    WHERE (l.xid, l.id) > (h.xid, h.event_id) AND l.xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY l.xid, l.id LIMIT $1) e
  JOIN dispute d ON d.id = e.dispute_id
  WHERE h.name = 'log'`;

/** Whispered on after every copy. */
export const NEWS_CHANNEL = 'parley_feed';

/**
 * Copies what was read, unless somebody else moved the head meanwhile: then no row comes back and nothing happened.
 * $1 the head's position that was read, $2 and $3 the last event's xid and id, $4 the rows, $5 what machines are told,
 * $6 for which endpoints that is queued. With the commit it whispers to whoever holds streams open that there is news.
 */
export const COPY_LOG = `
  WITH moved AS (
      UPDATE feed_head SET position = position + jsonb_array_length($4::jsonb), xid = $2::text::xid8, event_id = $3
      WHERE name = 'log' AND position = $1 RETURNING position),
    copied AS (
      INSERT INTO event_feed (position, dispute_id, seq, type, buyer_id, seller_id, buyer_sees, seller_sees, staff_sees, marketplace_sees, recorded_at)
      SELECT f.position, f."disputeId", f.seq, f.type, f."buyerId", f."sellerId", f.buyer, f.seller, f.staff, f.marketplace, clock_timestamp()
      FROM moved CROSS JOIN jsonb_to_recordset($4::jsonb) AS f(position bigint, "disputeId" text, seq integer, type text, "buyerId" text,
        "sellerId" text, buyer boolean, seller boolean, staff boolean, marketplace boolean)),
    ${MESSAGES(5, 'moved CROSS JOIN')},
    ${ASKED(6, 'moved CROSS JOIN')},
    ${queueing(false)}
  SELECT position, pg_notify('${NEWS_CHANNEL}', '') FROM moved`;

/** A cursor is good for this long, and a little more. */
export const KEPT_DAYS = 90;

/** Forgets up to $1 of the oldest entries that are older than $2 days, and keeps in mind up to where. */
export const PURGE_FEED = `
  WITH gone AS (
      DELETE FROM event_feed WHERE recorded_at < clock_timestamp() - make_interval(days => $2)
        AND position <= (SELECT purged_through FROM feed_head WHERE name = 'log') + $1 RETURNING position),
    noted AS (
      UPDATE feed_head SET purged_through = greatest(purged_through, (SELECT max(position) FROM gone))
      WHERE name = 'log' AND EXISTS (SELECT 1 FROM gone))
  SELECT count(*) AS gone FROM gone`;
