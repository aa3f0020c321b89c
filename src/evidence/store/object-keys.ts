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

/** All of them again in SQL, for rows with `id` and `attempts`, but those of the try in `kept`. */
export const KEYS_OF = (row: string): string => `(
    SELECT ${row}.id || '/staged' AS key
    UNION ALL
    SELECT ${row}.id || '/' || attempt || '/' || name
    FROM generate_series(1, ${row}.attempts) AS attempt, unnest(ARRAY['original', ${RENDITIONS.map((name) => `'${name}'`).join(', ')}]) AS file (name)
    WHERE attempt IS DISTINCT FROM ${row}.kept)`;
