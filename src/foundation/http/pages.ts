import { createHash } from 'node:crypto';
import { problem } from '../problems/problem.js';

export const DEFAULT_LIMIT = 20;
export const MAX_LIMIT = 100;

/** One page of a list. There are no totals: counting costs three hundred times the page. */
export interface Page<T> {
  readonly data: T[];
  readonly hasMore: boolean;
  readonly nextCursor: string | null;
}

/** Where a list goes on: the sort key of the last row shown, column by column. */
export type CursorPosition = readonly (string | number)[];

/**
 * An opaque place in one particular list. It carries a mark of the filter it belongs to, because the same position in
 * another filter would silently skip or repeat rows. It is not secret: access is judged anew on every page.
 */
export function encodeCursor(filterKey: string, position: CursorPosition): string {
  return Buffer.from(JSON.stringify([filterMark(filterKey), ...position])).toString('base64url');
}

/** The position in a cursor made for this filter; undefined without a cursor; 400 for any other text. */
export function decodeCursor(filterKey: string, cursor: string | undefined): CursorPosition | undefined {
  if (cursor === undefined) return undefined;
  const parts = partsOf(cursor);
  if (parts === null || parts.length < 2 || !parts.every(isScalar)) throw problem('malformed', { says: 'cursor_unknown' });
  const [mark, ...position] = parts;
  if (mark !== filterMark(filterKey)) throw problem('malformed', { says: 'cursor_elsewhere' });
  return position;
}

/** Of a list that is ordered by id alone: the last id shown; null without a cursor. */
export function idIn(filterKey: string, cursor: string | undefined): string | null {
  const [id = null] = decodeCursor(filterKey, cursor) ?? [];
  if (typeof id === 'number') throw problem('malformed', { says: 'cursor_unknown' });
  return id;
}

/** The page size asked for, 1-100. */
export function parseLimit(limit: string | number | undefined): number {
  if (limit === undefined) return DEFAULT_LIMIT;
  const size = /^\d{1,3}$/.test(String(limit)) ? Number(limit) : 0;
  if (size < 1 || size > MAX_LIMIT) throw problem('malformed', { says: 'limit_range', values: { most: MAX_LIMIT } });
  return size;
}

/** Makes a page from `limit + 1` rows read: the one too many only tells that there is more. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  list: { readonly filterKey: string; readonly positionOf: (row: Row) => CursorPosition; readonly viewOf: (row: Row) => T },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit;
  const nextCursor = hasMore && last !== undefined ? encodeCursor(list.filterKey, list.positionOf(last)) : null;
  return { data: shown.map(list.viewOf), hasMore, nextCursor };
}

function filterMark(filterKey: string): string {
  return createHash('sha256').update(filterKey).digest('base64url').slice(0, 8);
}

function partsOf(cursor: string): unknown[] | null {
  if (!/^[\w-]{1,2000}$/.test(cursor)) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : null;
  } catch {
    return null;
  }
}

function isScalar(part: unknown): part is string | number {
  // NUL and lone surrogates can only come from a forged cursor, and PostgreSQL would answer them with an error.
  return Number.isSafeInteger(part) || (typeof part === 'string' && part.isWellFormed() && !part.includes('\0'));
}
