import type { Sql } from '../../src/foundation/database/sql.js';

/** The log is append-only, by trigger, and the largest: its index knows the newest row. */
const LOG = `SELECT 'dispute_event' AS name, max(xid)::text AS print FROM dispute_event`;

let statement = '';

/** One statement over all tables of the schema, whichever there are; made once. */
async function statementOver(sql: Sql): Promise<string> {
  const tables = await sql.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'dispute_event'`);
  const each = tables.map(({ name }) => `SELECT '${name}' AS name, count(*) || ':' || coalesce(max(x.xmin::text::bigint), 0) AS print FROM "${name}" x`);
  return [LOG, ...each].join('\nUNION ALL ');
}

/**
 * A fingerprint of every table: how many rows, and the newest transaction that wrote one. PostgreSQL writes a new row
 * version for any change, even to the same values, so equal fingerprints mean that nothing was written at all.
 */
export async function fingerprints(sql: Sql): Promise<Record<string, string>> {
  statement ||= await statementOver(sql);
  const prints = await sql.named<{ name: string; print: string }>('fingerprints', statement, []);
  return Object.fromEntries(prints.map(({ name, print }) => [name, print]));
}
