import type { Sql } from '../../src/foundation/database/sql.js';

/** A statement as it was sent. */
export interface Sent {
  readonly name: string;
  readonly text: string;
  readonly params: readonly unknown[];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Sort Key'?: readonly string[];
  readonly Plans?: readonly PlanNode[];
}

/** Listens to the named statements of an application while something is done: the newest of each name. They are sent all the same. */
export async function statementsDuring(sql: Sql, doing: () => Promise<unknown>): Promise<Sent[]> {
  const sent = new Map<string, Sent>();
  const send = sql.named.bind(sql);
  sql.named = (name, text, params) => {
    sent.set(name, { name, text, params });
    return send(name, text, params);
  };
  try {
    await doing();
  } finally {
    sql.named = send;
  }
  return [...sent.values()];
}

const nodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

/** The few lines of one order are locked in the order of their ids, so that two writers never wait for each other crosswise. */
const LINES_OF_ONE_ORDER = /^\w+\.(line_id|"lineId")( COLLATE "C")?$/;

const TINY: readonly (string | undefined)[] = ['clock_offset', 'desk_wait'];

/** What in a plan grows with the tables: reading one whole, or sorting. The clock is a table of one row, the desk's waiting times one of two. */
function slowParts(root: PlanNode): string[] {
  return nodes(root).flatMap(({ 'Node Type': type, 'Relation Name': table, 'Sort Key': keys = [] }) => {
    if (type.includes('Seq Scan')) return TINY.includes(table) ? [] : [`Seq Scan on ${table}`];
    return type.includes('Sort') && !keys.every((key) => LINES_OF_ONE_ORDER.test(key)) ? [`${type} by ${keys.join(', ')}`] : [];
  });
}

/** The slow parts of the plan for these very parameters, and of the one for any: PostgreSQL takes either for a prepared statement. */
export async function slowPartsOf(sql: Sql, { text, params }: Sent): Promise<string[]> {
  type Explained = { 'QUERY PLAN': [{ Plan: PlanNode }] };
  const [custom] = await sql.query<Explained>(`EXPLAIN (FORMAT JSON) ${text}`, params);
  const [generic] = await sql.query<Explained>(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
  return [...new Set([custom, generic].flatMap((row) => slowParts(row!['QUERY PLAN'][0].Plan)))];
}
