import { parse } from 'tinyduration';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * An ISO 8601 duration in milliseconds. A day is 24 hours, whatever a local clock does in that night:
 * both parties, in whatever zone, have the same time. Months and years have no fixed length and are refused.
 */
export function durationMs(iso: string): number {
  const { negative, years, months, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parse(iso);
  if (negative || years || months) throw new RangeError(`not a duration of fixed length: ${iso}`);
  return Math.round((weeks * 7 + days) * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND);
}
