/**
 * Where the bytes of a piece lie. Upload URLs are signed for the staged key only; every try of the worker copies to a
 * key of its own, so that no second upload and no second worker can change what was verified.
 */
export const stagedKey = (id: string): string => `staged/${id}`;
export const originalKey = (id: string, attempt: number): string => `kept/${id}/${attempt}/original`;
export const previewKey = (id: string, attempt: number): string => `kept/${id}/${attempt}/preview.webp`;

/** All of them again in SQL, for rows with `id` and `attempts`, but those of the try in `kept`. */
export const KEYS_OF = (row: string): string => `(
    SELECT 'staged/' || ${row}.id AS key
    UNION ALL
    SELECT 'kept/' || ${row}.id || '/' || attempt || '/' || name
    FROM generate_series(1, ${row}.attempts) AS attempt, (VALUES ('original'), ('preview.webp')) AS file (name)
    WHERE attempt IS DISTINCT FROM ${row}.kept)`;
