const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Of how many days the desk's times are measured. */
export const MEASURED_DAYS = 30;
/** From fewer cases nothing is foretold. */
export const FEWEST_CASES = 20;
/** So many cases ahead are not counted further. */
export const MOST_AHEAD = 1_000;

export const isFar = (ahead: number): boolean => ahead >= MOST_AHEAD;

/** A measured time (milliseconds) as coarse as it is certain, and never shorter than it was: steps of 5 minutes, of an hour from one on, of a day from two days on. */
export function roundedWait(ms: number): number {
  const step = ms < HOUR ? 5 * MINUTE : ms < 2 * DAY ? HOUR : DAY;
  return Math.max(5 * MINUTE, Math.ceil(ms / step) * step);
}
