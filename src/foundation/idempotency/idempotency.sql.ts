import type { IdempotencyRequest, StoredAnswer } from './records.js';

/** Unique violations with this name mean: another request with this key was faster, so read again and repeat its answer. */
export const IDEMPOTENCY_CONSTRAINT = 'idempotency_pk';

/** Where the parameters of a statement stand, counted from 1. */
export interface IdempotencyPositions {
  readonly caller: number;
  readonly key: number;
  readonly fingerprint: number;
  readonly status: number;
  readonly body: number;
  readonly etag: number;
  readonly location: number;
}

/**
 * A scalar subselect that gives the `IdempotencyRecord` of (caller, key) as JSON, or null. It goes into the one
 * statement a command reads with. The key may be null, for commands that come without one.
 */
export function IDEMPOTENCY_READ(callerParam: number, keyParam: number): string {
  return `(SELECT json_build_object('fingerprint', i.fingerprint, 'status', i.status, 'body', i.body, 'etag', i.etag, 'location', i.location)
    FROM idempotency i WHERE i.caller = $${callerParam}::text AND i.key = $${keyParam}::text)`;
}

/**
 * The body of a CTE that keeps the answer if, and only if, the CTE it selects from holds the row that was written.
 * With a null key it keeps nothing.
 */
export function IDEMPOTENCY_INSERT(fromCte: string, at: IdempotencyPositions): string {
  return `INSERT INTO idempotency (caller, key, fingerprint, status, body, etag, location)
    SELECT $${at.caller}::text, $${at.key}::text, $${at.fingerprint}::text, $${at.status}::smallint, $${at.body}::text, $${at.etag}::text, $${at.location}::text
    FROM ${fromCte} WHERE $${at.key}::text IS NOT NULL`;
}

/** What `IDEMPOTENCY_INSERT` keeps: the answer under its key. */
export function idempotencyParams({ caller, key, fingerprint }: IdempotencyRequest, { status, body, etag, location }: StoredAnswer): unknown[] {
  return [caller, key, fingerprint, status, body, etag, location];
}

/** Positions for parameters that follow each other, in the order of `idempotencyParams`. */
export function idempotencyPositions(first: number): IdempotencyPositions {
  const [caller, key, fingerprint, status, body, etag, location] = [0, 1, 2, 3, 4, 5, 6].map((offset) => first + offset) as
    [number, number, number, number, number, number, number];
  return { caller, key, fingerprint, status, body, etag, location };
}
