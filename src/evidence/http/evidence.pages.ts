import { decodeCursor, parseLimit, type PageQuery } from '../../foundation/http/index.js';

/** The list a cursor belongs to. */
export const filterKeyOf = (disputeId: string): string => `evidence of ${disputeId}`;

/** Where the page begins, and how long it is. Every id comes after the empty text. */
export function pageFrom({ cursor, limit }: PageQuery, disputeId: string): { after: string; limit: number } {
  const [after = ''] = decodeCursor(filterKeyOf(disputeId), cursor) ?? [];
  return { after: String(after), limit: parseLimit(limit) };
}
