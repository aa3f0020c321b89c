import { stringify } from 'csv-stringify/sync';

type Cell = string | number | boolean | null;

/** Nested objects become columns of their own: `escalated.low`. */
function flat(row: object, prefix = ''): [string, Cell][] {
  return Object.entries(row).flatMap(([name, value]: [string, unknown]): [string, Cell][] =>
    typeof value === 'object' && value !== null ? flat(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value as Cell]]);
}

/**
 * Rows as RFC 4180 writes them, with a line of names. Names of accounts come from outside: one that a spreadsheet would
 * take for a formula gets an apostrophe in front, which makes it text.
 */
export function csvOf(rows: readonly object[], columns: readonly string[]): string {
  const records = rows.map((row) => Object.fromEntries(flat(row)));
  return stringify(records, { header: true, columns: [...columns], escape_formulas: true, record_delimiter: 'windows' });
}
