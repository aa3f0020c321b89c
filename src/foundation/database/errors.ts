/** PostgreSQL tells by SQLSTATE what went wrong; these are the few that mean something to us. */
const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';
const TRANSIENT = new Set(['40001', '40P01']);
const UNAVAILABLE = new Set(['55P03', '57014', '57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE']);
const LOST_CONNECTION = /timeout exceeded when trying to connect|connection terminated|query read timeout|cannot use a pool after calling end/i;

interface DatabaseError {
  code?: unknown;
  constraint?: unknown;
  message?: unknown;
}

/** The name of the unique or check constraint that refused a row, or null when the error is something else. */
export function constraintOf(error: unknown): string | null {
  const { code, constraint } = asDatabaseError(error);
  const refused = code === UNIQUE_VIOLATION || code === CHECK_VIOLATION;
  return refused && typeof constraint === 'string' ? constraint : null;
}

/** Whether the same statement, sent again, may well succeed: a deadlock or a serialization failure. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.has(String(asDatabaseError(error).code));
}

/** Whether the database could not be asked in time. Nobody knows then if a write was committed. */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = asDatabaseError(error);
  if (typeof code === 'string' && (UNAVAILABLE.has(code) || code.startsWith('08'))) return true;
  return typeof message === 'string' && LOST_CONNECTION.test(message);
}

function asDatabaseError(error: unknown): DatabaseError {
  return typeof error === 'object' && error !== null ? error : {};
}
