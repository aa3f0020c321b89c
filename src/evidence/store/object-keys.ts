import { RENDITIONS, type RenditionName } from '../domain/renditions.js';

/**
 * Where the bytes of a piece lie. Upload URLs are signed for the staged key only; every try of the worker copies to a
 * key of its own, so that no second upload and no second worker can change what was verified. All of a piece lies below
 * its id: a store on a file system may take a folder away the moment it is empty, with what somebody else just put there.
 */
export const stagedKey = (id: string): string => `${id}/staged`;
export const originalKey = (id: string, attempt: number): string => `${id}/${attempt}/original`;
/** A redaction has renditions of its own, beside those it replaces. */
export const renditionKey = (id: string, attempt: number, name: RenditionName, redaction: number | null = null): string =>
  `${id}/${attempt}/${redaction === null ? '' : `r${redaction}-`}${name}`;

const NAMES = RENDITIONS.map((name) => `'${name}'`).join(', ');

/** How the names of renditions begin: as they were made first, and by each of so many redactions. */
const PREFIXES = (redactions: string): string => `(SELECT '' AS prefix UNION ALL SELECT 'r' || n || '-' FROM generate_series(1, ${redactions}) AS n)`;

/**
 * All of them again in SQL, for rows with `id` and `attempts`, but those of the try in `kept`. The piece itself may be
 * deleted in the same statement, which still sees it.
 */
export const KEYS_OF = (row: string): string => `(
    SELECT ${row}.id || '/staged' AS key
    UNION ALL
    SELECT ${row}.id || '/' || attempt || '/' || file.name
    FROM generate_series(1, ${row}.attempts) AS attempt, (SELECT 'original' AS name UNION ALL SELECT prefix || name
      FROM ${PREFIXES(`(SELECT coalesce(p.redaction_wanted, 0) FROM evidence p WHERE p.id = ${row}.id)`)} AS made, unnest(ARRAY[${NAMES}]) AS name) AS file
    WHERE attempt IS DISTINCT FROM ${row}.kept)`;

/** The renditions that a redaction replaces, for rows with `id`, `verified_attempt` and `redaction`. */
export const REDACTED_KEYS_OF = (row: string): string => `(
    SELECT ${row}.id || '/' || ${row}.verified_attempt || '/' || prefix || name AS key
    FROM ${PREFIXES(`${row}.redaction - 1`)} AS made, unnest(ARRAY[${NAMES}]) AS name)`;
