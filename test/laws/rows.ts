import type { Sql } from '../../src/foundation/database/sql.js';

/**
 * A fingerprint of every table: how many rows, and the newest transaction that wrote one. PostgreSQL writes a new row
 * version for any change, even to the same values, so equal fingerprints mean that nothing was written at all.
 */
export async function fingerprints(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  const each = tables.map(({ name }) => `SELECT '${name}' AS name, count(*) || ':' || coalesce(max(x.xmin::text::bigint), 0) AS print FROM "${name}" x`);
  const prints = await sql.query<{ name: string; print: string }>(each.join('\nUNION ALL '));
  return Object.fromEntries(prints.map(({ name, print }) => [name, print]));
}
