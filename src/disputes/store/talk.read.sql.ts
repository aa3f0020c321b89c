import { MOST_AHEAD } from '../domain/waiting.js';
import { ms } from './dispute.sql.words.js';

/* What is news to one reader of a dispute (`d`), and how long they will wait for the platform. */

/** How much that reader has not read; null where nothing was ever counted for them. */
export const UNREAD = (reader: string): string => `(SELECT r.unread FROM read_marker r WHERE r.dispute_id = d.id AND r.reader_id = ${reader})`;

/** How many cases would be taken up before this one: counting on further would read the whole queue; null where it is not in the queue. */
const AHEAD = `(SELECT (SELECT count(*)::integer FROM (SELECT FROM case_queue q
        WHERE q.holder IS NULL AND (q.rank, q.due_at, q.dispute_id) < (me.rank, me.due_at, me.dispute_id)
        ORDER BY q.rank, q.due_at, q.dispute_id LIMIT ${MOST_AHEAD}) before)
      FROM case_queue me WHERE me.dispute_id = d.id AND me.holder IS NULL)`;

const MEASURED = `(SELECT json_agg(json_build_object('kind', w.kind, 'cases', w.cases, 'median', w.median_ms, 'p90', w.p90_ms,
        'queued', w.queued, 'asOf', ${ms('w.as_of')})) FROM desk_wait w)`;

/** For a party whose dispute is with the platform; null for everybody else. */
export const WAIT = (reader: string): string => `CASE WHEN d.stage IN ('escalated', 'appealed') AND ${reader} IN (d.buyer_id, d.seller_id)
    THEN json_build_object('ahead', ${AHEAD}, 'measured', ${MEASURED}) END`;

/** Who may see a message ($4 the reader's audiences) and has not written it ($2 the reader). */
const NEWS = `m.dispute_id = $1 AND m.audience = ANY($4::text[]) AND m.author ->> 'id' <> $2`;

/**
 * Moves a marker forward, never back, to the newest message that the reader may see and says to have read ($5), so that
 * it cannot lie beyond what was said. Everything up to there was committed before, so taking it off the count is exact,
 * whoever writes meanwhile. $3 is the reader's side. For a reader who had no marker, what comes after it is counted.
 */
export const MARK_READ = `
  WITH heard AS (SELECT coalesce(max(m.seq), 0) AS seq FROM message m WHERE m.dispute_id = $1 AND m.seq <= $5::integer AND m.audience = ANY($4::text[]))
  INSERT INTO read_marker AS x (dispute_id, reader_id, side, up_to, unread)
  SELECT $1, $2, $3, h.seq, (SELECT count(*)::integer FROM message m WHERE ${NEWS} AND m.seq > h.seq) FROM heard h
  ON CONFLICT (dispute_id, reader_id) DO UPDATE SET up_to = greatest(x.up_to, EXCLUDED.up_to),
    unread = greatest(0, x.unread - (SELECT count(*)::integer FROM message m WHERE ${NEWS} AND m.seq > x.up_to AND m.seq <= EXCLUDED.up_to))
  RETURNING up_to AS "upTo", unread`;

/** $1 dispute, $2 reader, $3 what they may hear, $4 how far they say to have read. */
export const UNMARK = `
  WITH gone AS (DELETE FROM read_marker x WHERE x.dispute_id = $1 AND x.reader_id = $2)
  SELECT coalesce(max(m.seq), 0) AS "upTo", 0 AS unread FROM message m WHERE m.dispute_id = $1 AND m.seq <= $4::integer AND m.audience = ANY($3::text[])`;

/** $1 reader, $2 a party: found by the party's disputes, since nobody has more markers than there are disputes. */
export const UNMARK_ALL = `
  DELETE FROM read_marker x USING dispute d WHERE x.dispute_id = d.id AND x.reader_id = $1 AND (d.buyer_id = $2 OR d.seller_id = $2)`;

/** A badge needs no more than "many": counting on would walk through everything somebody ever left unread. */
export const MOST_DISPUTES_COUNTED = 1_000;

export const UNREAD_OF_READER = `
  SELECT coalesce(sum(r.unread), 0)::integer AS unread, count(*)::integer AS disputes
  FROM (SELECT m.unread FROM read_marker m WHERE m.reader_id = $1 AND m.unread > 0 LIMIT ${MOST_DISPUTES_COUNTED}) r`;

/** $1 what was measured, as JSON; $2 the law's moment. What is older than what is there comes too late. */
export const KEEP_WAITS = `
  INSERT INTO desk_wait AS x (kind, cases, median_ms, p90_ms, queued, as_of)
  SELECT r.kind, r.cases, r.median, r.p90, r.queued, $2::timestamptz
  FROM jsonb_to_recordset($1::jsonb) AS r(kind text, cases integer, median bigint, p90 bigint, queued integer)
  ON CONFLICT (kind) DO UPDATE SET cases = EXCLUDED.cases, median_ms = EXCLUDED.median_ms, p90_ms = EXCLUDED.p90_ms,
    queued = EXCLUDED.queued, as_of = EXCLUDED.as_of WHERE EXCLUDED.as_of >= x.as_of`;
