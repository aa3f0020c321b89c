const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after a failed try the next one comes: ten tries over three days and a bit, as Standard Webhooks recommends. */
export const SCHEDULE: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

export const MOST_TRIES = SCHEDULE.length + 1;

/** An endpoint at which nothing got through for so long is switched off. */
export const PATIENCE_WITH_ENDPOINT = 5 * 24 * HOUR;

/** An endpoint may ask for more time than the schedule gives, but not for ever. */
const LONGEST_RETRY_AFTER = 24 * HOUR;

/** Tries that failed together should not come back together. */
const JITTER = 0.1;

export interface Failure {
  /** How many tries there have been, with this one. */
  readonly tries: number;
  /** What the endpoint asked for, in milliseconds. */
  readonly retryAfter: number | null;
  /** A number from 0 to 1. */
  readonly chance: number;
  /** How many times faster than real time; 1 outside the sandbox. */
  readonly speed: number;
}

/** When to try again, in milliseconds from now; null when the schedule has ended. */
export function nextTryIn({ tries, retryAfter, chance, speed }: Failure): number | null {
  const pause = SCHEDULE[tries - 1];
  if (pause === undefined) return null;
  const spread = (pause * (1 - JITTER + 2 * JITTER * chance)) / speed;
  return Math.round(Math.max(spread, Math.min(retryAfter ?? 0, LONGEST_RETRY_AFTER)));
}

/** What a Retry-After header asks for, in milliseconds from `now`: seconds or a date; null for anything else. */
export function retryAfterIn(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * SECOND;
  // Date.parse takes nearly anything for a date; HTTP's own end in GMT.
  const at = header.trim().endsWith('GMT') ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
