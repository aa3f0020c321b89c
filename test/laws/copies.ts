import pg from 'pg';

/** One account in ten thousand buys or sells a lot; that is where a list that sorts would hurt. */
const PEOPLE = `'buyer_id', CASE WHEN g % 5 = 0 THEN 'b-busy' ELSE 'b-' || g % 2000 END, 'seller_id', CASE WHEN g % 4 = 0 THEN 's-busy' ELSE 's-' || g % 500 END`;

/** Each table's own columns in a copy; `g` is the copy's number. Everything else stays as it was in the original. */
const COPIED: readonly (readonly [table: string, key: string, own: string])[] = [
  ['order_snapshot', 'order_id', `'order_id', 'o-' || g, ${PEOPLE}`],
  ['order_line', 'order_id', `'order_id', 'o-' || g`],
  ['order_shipment', 'order_id', `'order_id', 'o-' || g`],
  ['dispute', 'id', `'id', 'dp_' || g, 'number', 'D-' || g, 'order_id', 'o-' || g, ${PEOPLE}`],
  ['dispute_event', 'dispute_id', `'dispute_id', 'dp_' || g, 'id', x.id || g`],
  ['deadline', 'dispute_id', `'dispute_id', 'dp_' || g, 'due_at', x.due_at + g % 100000 * interval '1 second'`],
  ['offer', 'dispute_id', `'dispute_id', 'dp_' || g, 'id', x.id || g`],
  ['message', 'dispute_id', `'dispute_id', 'dp_' || g, 'id', x.id || g`],
  ['read_marker', 'dispute_id', `'dispute_id', 'dp_' || g, 'reader_id', 's-' || g % 500`],
  ['event_text', 'dispute_id', `'dispute_id', 'dp_' || g`],
  ['ruling', 'dispute_id', `'dispute_id', 'dp_' || g, 'id', x.id || g`],
  ['information_request', 'dispute_id', `'dispute_id', 'dp_' || g, 'id', x.id || g`],
  ['information_answer', 'dispute_id', `'dispute_id', 'dp_' || g, 'request_id', x.request_id || g`],
  ['settlement', 'dispute_id', `'dispute_id', 'dp_' || g, 'id', x.id || g`],
  ['appeal', 'dispute_id', `'dispute_id', 'dp_' || g, 'id', x.id || g`],
  ['case_queue', 'dispute_id', `'dispute_id', 'dp_' || g, 'holder', CASE WHEN g % 10 = 0 THEN 'h-' || g % 50 END, 'due_at', x.due_at + g * interval '1 second'`],
  ['refund', 'dispute_id', `'dispute_id', 'dp_' || g, 'id', 'rf_' || g`],
  // A week of one person's requests is a few dozen answers.
  ['idempotency', 'key', `'key', 'k-' || g, 'caller', 'b-' || g % 2000`],
];

/** A copy has the first event only: hundreds of thousands more would say nothing else. */
const FIRST_ONLY: Readonly<Record<string, string>> = { dispute_event: 'AND x.seq = 1', event_text: 'AND x.seq < 5' };

export interface Original {
  readonly id: string;
  readonly orderId: string;
  readonly key: string;
  readonly count: number;
}

/**
 * Copies what a dispute wrote, by SQL: the plans of statements depend on how much there is, not on what it says.
 * On a connection of its own: the application's would time out.
 */
export async function copies(url: string, originals: readonly Original[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let from = 1;
  for (const { id, orderId, key, count } of originals) {
    const keys: Readonly<Record<string, string>> = { order_id: orderId, id, dispute_id: id, key };
    for (const [table, column, own] of COPIED) {
      await client.query(
        `INSERT INTO ${table} SELECT r.* FROM generate_series($2::integer, $3::integer) g, ${table} x,
          LATERAL jsonb_populate_record(x, jsonb_build_object(${own})) r WHERE x.${column} = $1 ${FIRST_ONLY[table] ?? ''}`,
        [keys[column], from, from + count - 1],
      );
    }
    from += count;
  }
  await client.query('VACUUM ANALYZE');
  await client.end();
}
