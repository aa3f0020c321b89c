import { BUYERS, innerId, MARK, NAMES, SELLERS } from './names.mjs';

/** Everything one dispute is made of, parents first; `key`: the column that holds the order's or the dispute's id. */
const TABLES = [
  ['order_snapshot', 'order_id'],
  ['order_line', 'order_id'],
  ['order_shipment', 'order_id'],
  ['dispute', 'id'],
  ['dispute_event', 'dispute_id'],
  ['deadline', 'dispute_id'],
  ['offer', 'dispute_id'],
  ['message', 'dispute_id'],
  ['event_text', 'dispute_id'],
  ['case_queue', 'dispute_id'],
  ['refund', 'dispute_id'],
];

/** Ids of what a dispute holds; evidence keeps its ids, because nothing here looks for it by them. */
const INNER_ID = /\b(of|msg|evt|rf)_[0-9a-z]{26}\b/g;

const BATCH = 5_000;

/**
 * A model's rows as JSON, in which every name is replaced by a mark: a copy is those rows with a number in its place.
 * @param {import('pg').Client} client @param {'api' | 'sql'} side whose names the copies shall have
 */
export async function patternOf(client, disputeId, side) {
  const { rows: [dispute] } = await client.query('SELECT * FROM dispute WHERE id = $1', [disputeId]);
  const inner = new Map();
  const innerName = (id, prefix) => inner.get(id) ?? inner.set(id, innerId(prefix, inner.size + 1, MARK.number)).get(id);
  const names = [
    [disputeId, NAMES[side].dispute(MARK.number)],
    [`"${dispute.order_id}"`, `"${NAMES[side].order(MARK.number)}"`],
    [dispute.number, `D-${side}-${MARK.number}`],
    [dispute.buyer_id, NAMES[side].buyer(MARK.buyer)],
    [dispute.seller_id, NAMES[side].seller(MARK.seller)],
  ];
  const marked = (text) => names.reduce((all, [from, to]) => all.replaceAll(from, to), text).replace(INNER_ID, innerName);
  const pattern = [];
  for (const [table, key] of TABLES) {
    const id = key === 'order_id' ? dispute.order_id : disputeId;
    const { rows } = await client.query(`SELECT to_jsonb(x)::text AS row FROM ${table} x WHERE ${key} = $1`, [id]);
    if (rows.length > 0) pattern.push({ table, rows: rows.map(({ row }) => marked(row)) });
  }
  return pattern;
}

/** Writes copies number `from` to `from + count - 1` of a pattern. */
export async function copy(client, pattern, from, count) {
  for (let first = from; first < from + count; first += BATCH) {
    const last = Math.min(first + BATCH, from + count) - 1;
    for (const { table, rows } of pattern) await client.query(insertInto(table, rows), [rows, first, last]);
  }
}

/** Numbers have the length of their mark, so nothing is padded; accounts are numbered from 0. */
const IN_PLACE_OF = {
  [MARK.number]: 'n::text',
  [MARK.buyer]: `lpad((n % ${BUYERS})::text, 4, '0')`,
  [MARK.seller]: `lpad((n % ${SELLERS})::text, 4, '0')`,
};

/** The model's rows are typed once and only columns that hold a mark are made anew: a third of the time of the plain way. */
function insertInto(table, rows) {
  const models = rows.map((row) => JSON.parse(row));
  const columns = Object.keys(models[0]).map((column) => {
    const values = models.map((model) => model[column]);
    const marks = Object.keys(IN_PLACE_OF).filter((mark) => JSON.stringify(values).includes(mark));
    const text = marks.reduce((inner, mark) => `replace(${inner}, '${mark}', ${IN_PLACE_OF[mark]})`, `model."${column}"::text`);
    const isJson = values.some((value) => typeof value === 'object' && value !== null);
    return marks.length === 0 ? `model."${column}"` : `(${text})::${isJson ? 'jsonb' : 'text'}`;
  });
  return `WITH model AS MATERIALIZED (
      SELECT typed.* FROM unnest($1::text[]) AS row, LATERAL jsonb_populate_record(NULL::${table}, row::jsonb) AS typed)
    INSERT INTO ${table} (${Object.keys(models[0]).map((column) => `"${column}"`)})
    SELECT ${columns.join(', ')} FROM generate_series($2::bigint, $3::bigint) AS n, model`;
}
