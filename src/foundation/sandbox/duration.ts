import { parse } from 'tinyduration';
import { problem } from '../problems/problem.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Further than any deadline of any policy; the walk there stops at every due time on its way. */
const FURTHEST = 400 * DAY;

/** An ISO 8601 duration in milliseconds. Months and years have no fixed length, and the clock never goes back. */
export function parseAdvance(by: string): number {
  const ms = millisecondsOf(by);
  if (ms === null || !Number.isInteger(ms) || ms < 0 || ms > FURTHEST) {
    throw problem('invalid', undefined, { errors: [{ pointer: '/by', code: 'duration', says: 'advance_duration' }] });
  }
  return ms;
}

function millisecondsOf(by: string): number | null {
  try {
    const { negative, years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parse(by);
    if (negative || years !== 0 || months !== 0) return null;
    return weeks * WEEK + days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
  } catch {
    return null;
  }
}
