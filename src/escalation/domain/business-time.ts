import { Temporal } from 'temporal-polyfill';
import { WEEKDAYS, type BusinessCalendar, type OpeningHours } from './desk-rules.js';

/** A stretch of real time, epoch milliseconds; `until` is not in it. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
}

/** Ten years without enough open time: the calendar is not meant for this. */
const MOST_DAYS = 3_660;

const dateOf = (at: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

/** When a clock on the wall shows this time. One that is skipped in spring is the moment after the gap, one that comes twice is the first. */
function momentOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
  const [day, clock] = time === '24:00' ? [date.add({ days: 1 }), '00:00'] : [date, time];
  return day.toPlainDateTime(clock).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function hoursOn(date: Temporal.PlainDate, { hours, holidays }: BusinessCalendar): readonly OpeningHours[] {
  if (holidays.includes(date.toString())) return [];
  return hours[WEEKDAYS[date.dayOfWeek - 1]!] ?? [];
}

/** The open stretches from the day of `at` on, in order and without overlap, also where a clock is put back or forward. */
function* openFrom(at: number, calendar: BusinessCalendar): Generator<Stretch> {
  const first = dateOf(at, calendar.timeZone);
  let closedUntil = at;
  for (let day = 0; day < MOST_DAYS; day += 1) {
    const date = first.add({ days: day });
    for (const [opens, closes] of hoursOn(date, calendar)) {
      const from = Math.max(closedUntil, momentOf(date, opens, calendar.timeZone));
      const until = momentOf(date, closes, calendar.timeZone);
      if (from >= until) continue;
      yield { from, until };
      closedUntil = until;
    }
  }
  throw new RangeError('the desk is not open long enough in ten years');
}

/** What is left of a stretch without the pauses in it; pauses are in order. */
function withoutPauses({ from, until }: Stretch, pauses: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let at = from;
  for (const pause of pauses) {
    if (pause.until <= at || pause.from >= until) continue;
    if (pause.from > at) left.push({ from: at, until: pause.from });
    at = Math.max(at, pause.until);
  }
  return at < until ? [...left, { from: at, until }] : left;
}

/**
 * The moment at which so much open time has passed since `start`. Never earlier than the start; more time, a later
 * start or a longer pause never give an earlier moment. All in milliseconds; open time is real time, so an hour that
 * is skipped in spring is not counted and one that comes twice in autumn counts twice.
 */
export function addBusinessTime(start: number, duration: number, calendar: BusinessCalendar, pauses: readonly Stretch[] = []): number {
  let left = duration;
  for (const open of openFrom(start, calendar)) {
    for (const { from, until } of withoutPauses(open, pauses)) {
      if (until - from >= left) return from + left;
      left -= until - from;
    }
  }
  throw new RangeError('unreachable: the stretches end by throwing');
}

/** The holidays that fell on days between two moments and on which the desk would have been open: what made a promise later. */
export function holidaysBetween(from: number, until: number, { timeZone, hours, holidays }: BusinessCalendar): string[] {
  const [first, last] = [dateOf(from, timeZone).toString(), dateOf(until, timeZone).toString()];
  const wouldOpen = (iso: string): boolean => (hours[WEEKDAYS[Temporal.PlainDate.from(iso).dayOfWeek - 1]!] ?? []).length > 0;
  return holidays.filter((iso) => iso >= first && iso <= last && wouldOpen(iso)).sort();
}
