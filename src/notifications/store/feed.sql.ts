import { standsAsideIn } from '../../escalation/index.js';

const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::bigint`;

/** How many entries one request looks through: types that are rare would otherwise be searched for through the whole log. */
export const LOOKED_THROUGH = 1_000;

const COLUMNS = `position, dispute_id, seq, type, buyer_id, seller_id`;

/** One side's own entries; both together come in order, because each does. */
const OWN = `SELECT * FROM (
      (SELECT ${COLUMNS} FROM event_feed WHERE buyer_id = $1 AND buyer_sees AND position > $2 ORDER BY position LIMIT ${LOOKED_THROUGH})
      UNION ALL
      (SELECT ${COLUMNS} FROM event_feed WHERE seller_id = $1 AND seller_sees AND position > $2 ORDER BY position LIMIT ${LOOKED_THROUGH})) o
    ORDER BY position LIMIT ${LOOKED_THROUGH}`;

/** Who works for the platform or the marketplace sees all they may, and in a dispute of their own what its party may. */
const VISIBLE = (others: string): string =>
  `CASE WHEN buyer_id = $1 THEN buyer_sees WHEN seller_id = $1 THEN seller_sees ELSE ${others} END`;

/** Whoever stands aside in a dispute hears there what both sides hear. It is judged when it is read: people step aside at any time. */
const STAFF = `staff_sees AND (buyer_sees AND seller_sees
    OR NOT ${standsAsideIn({ person: '$1', disputeId: 'event_feed.dispute_id', buyerId: 'event_feed.buyer_id', sellerId: 'event_feed.seller_id' })})`;

const ALL = (others: string, of = ''): string =>
  `SELECT ${COLUMNS} FROM event_feed WHERE ${of}position > $2 AND ${VISIBLE(others)} ORDER BY position LIMIT ${LOOKED_THROUGH}`;

const EVENT = `json_build_object('position', p.position, 'id', e.id, 'disputeId', e.dispute_id, 'seq', e.seq, 'type', e.type, 'actor', e.actor,
    'fromState', e.from_state, 'toState', e.to_state, 'input', e.input, 'at', ${ms('e.occurred_at')}, 'buyerId', p.buyer_id, 'sellerId', p.seller_id)`;

/** A CTE is read in the order it was made, so the page is the first of what was looked through; it is sorted again afterwards. */
const page = (scan: string): string => `
  WITH scan AS MATERIALIZED (${scan}),
    page AS MATERIALIZED (SELECT * FROM scan WHERE $3::text[] IS NULL OR type = ANY($3) LIMIT $4)
  SELECT h.position AS head, h.purged_through AS "purgedThrough", (SELECT count(*) FROM scan) AS looked, (SELECT max(position) FROM scan) AS "lookedTo",
    (SELECT json_agg(${EVENT}) FROM page p JOIN dispute_event e ON e.dispute_id = p.dispute_id AND e.seq = p.seq) AS events
  FROM feed_head h WHERE h.name = 'log'`;

const OF_DISPUTE = 'dispute_id = $5 AND ';
const NOBODY = 'false';

/** $1 the reader, $2 the position to go on after, $3 the types or null, $4 how many, $5 the dispute where it is of one. */
export const FEED_STATEMENTS = {
  own: page(OWN),
  staff: page(ALL(STAFF)),
  marketplace: page(ALL('marketplace_sees')),
  own_dispute: page(ALL(NOBODY, OF_DISPUTE)),
  staff_dispute: page(ALL(STAFF, OF_DISPUTE)),
  marketplace_dispute: page(ALL('marketplace_sees', OF_DISPUTE)),
} as const;

export type FeedStatement = keyof typeof FEED_STATEMENTS;

const ASIDE = standsAsideIn({ person: 's.person', disputeId: 'f.dispute_id', buyerId: 'f.buyer_id', sellerId: 'f.seller_id' });

/**
 * Everything new, once for all streams of a process, and with what is not for both sides who of the staff that listen
 * stands aside. $1 the position to go on after, $2 how many, $3 the accounts of staff that listen.
 */
export const FEED_NEWS = `
  SELECT f.position, f.buyer_id AS "buyerId", f.seller_id AS "sellerId", f.buyer_sees AS buyer, f.seller_sees AS seller, f.staff_sees AS staff,
    f.marketplace_sees AS marketplace, e.id, e.dispute_id AS "disputeId", e.seq, e.type, e.actor, e.from_state AS "fromState", e.to_state AS "toState",
    e.input, ${ms('e.occurred_at')} AS at,
    CASE WHEN f.staff_sees AND NOT (f.buyer_sees AND f.seller_sees) THEN ARRAY(SELECT s.person FROM unnest($3::text[]) s (person) WHERE ${ASIDE}) ELSE '{}' END AS aside
  FROM event_feed f JOIN dispute_event e ON e.dispute_id = f.dispute_id AND e.seq = f.seq
  WHERE f.position > $1 ORDER BY f.position LIMIT $2`;

export const FEED_HEAD = `SELECT position FROM feed_head WHERE name = 'log'`;
