import type { Listener } from '../domain/audience.js';
import type { Piece } from './dispute.write.sql.js';

/**
 * What is news to whom, counted in the same commit: no list has to count it. Staff who have read in the case before hear
 * too. A marker that is made now begins right before this message: what was said earlier was never counted.
 */
export function unreadCounted(listeners: readonly Listener[], authorId: string): Piece {
  return {
    name: 'uc',
    sql: (at) => `INSERT INTO read_marker AS x (dispute_id, reader_id, side, up_to, unread)
      SELECT d.id, r.id, r.side, $2::integer, 1 FROM d, LATERAL (
        SELECT l.id, l.side FROM jsonb_to_recordset(${at(0)}::jsonb) AS l(id text, side text)
        UNION ALL SELECT m.reader_id, m.side FROM read_marker m
          WHERE m.dispute_id = d.id AND m.side = 'staff' AND m.reader_id <> ALL(${at(1)}::text[])) r
      ON CONFLICT (dispute_id, reader_id) DO UPDATE SET unread = x.unread + 1`,
    params: [JSON.stringify(listeners), [authorId, ...listeners.map(({ id }) => id)]],
  };
}

/** Whoever steps back from a case has nothing to read in it any more. */
export const unmarked = (readerId: string): Piece => ({
  name: 'um',
  sql: (at) => `DELETE FROM read_marker x USING d WHERE x.dispute_id = d.id AND x.reader_id = ${at(0)}`,
  params: [readerId],
});
