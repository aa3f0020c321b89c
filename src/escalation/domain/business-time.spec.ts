import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessTime, holidaysBetween } from './business-time.js';
import { WEEKDAYS, type BusinessCalendar, type OpeningHours } from './desk-rules.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const at = (iso: string): number => Date.parse(iso);
const iso = (ms: number): string => new Date(ms).toISOString();

const weekdays = (hours: readonly OpeningHours[]): BusinessCalendar['hours'] =>
  Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, hours]));
const MADRID: BusinessCalendar = { timeZone: 'Europe/Madrid', hours: weekdays([['09:00', '18:00']]), holidays: ['2026-12-08', '2026-12-25'] };
const always = (timeZone: string): BusinessCalendar => ({ timeZone, hours: Object.fromEntries(WEEKDAYS.map((day) => [day, [['00:00', '24:00']]])), holidays: [] });

describe('Business time', () => {
  it.each([
    ['within a day', '2026-11-23T09:00:00.000Z', 2 * HOUR, '2026-11-23T11:00:00.000Z'],
    ['from before the opening', '2026-11-23T02:00:00.000Z', HOUR, '2026-11-23T09:00:00.000Z'],
    ['over a night', '2026-11-23T16:00:00.000Z', 2 * HOUR, '2026-11-24T09:00:00.000Z'],
    ['over a weekend', '2026-11-20T16:30:00.000Z', HOUR, '2026-11-23T08:30:00.000Z'],
    ['over a holiday', '2026-12-07T16:30:00.000Z', HOUR, '2026-12-09T08:30:00.000Z'],
    ['into summer time', '2026-03-27T16:00:00.000Z', 2 * HOUR, '2026-03-30T08:00:00.000Z'],
    ['to the end of a day, not to the next', '2026-11-23T08:00:00.000Z', 9 * HOUR, '2026-11-23T17:00:00.000Z'],
  ])('%s', (_what, start, duration, end) => {
    expect(iso(addBusinessTime(at(start), duration, MADRID))).toBe(end);
  });

  it('is as long as real time where the desk never closes, also when clocks change at night', () => {
    for (const start of ['2026-03-28T12:00:00.000Z', '2026-10-24T12:00:00.000Z']) {
      expect(addBusinessTime(at(start), 48 * HOUR, always('Europe/Madrid'))).toBe(at(start) + 48 * HOUR);
    }
  });

  it.each([
    // The clock on the wall goes from 23:59 to 01:00, so the day has 23 hours.
    ['a day that begins at one in the morning', 'Asia/Beirut', '2026-03-28T22:00:00.000Z', 23 * HOUR, '2026-03-29T21:00:00.000Z'],
    ['a day that ends twice', 'Asia/Beirut', '2026-10-23T21:00:00.000Z', 25 * HOUR, '2026-10-24T22:00:00.000Z'],
    ['a midnight that is skipped in a western zone', 'America/Santiago', '2026-09-05T04:00:00.000Z', 24 * HOUR, '2026-09-06T04:00:00.000Z'],
  ])('knows %s', (_what, timeZone, start, duration, end) => {
    const calendar = { ...always(timeZone), hours: { saturday: [['00:00', '24:00']], sunday: [['00:00', '24:00']] } } as const;
    expect(iso(addBusinessTime(at(start), duration, calendar))).toBe(end);
  });

  it('does not count an hour that a clock skips, nor one twice that overlaps it', () => {
    const night: BusinessCalendar = { timeZone: 'Europe/Madrid', hours: { sunday: [['01:00', '02:30'], ['03:00', '04:00']] }, holidays: [] };
    expect(iso(addBusinessTime(at('2026-03-28T23:00:00.000Z'), 2 * HOUR, night))).toBe('2026-03-29T02:00:00.000Z');
  });

  it('stands still while it is paused', () => {
    const start = at('2026-11-23T09:00:00.000Z');
    const pauses = [{ from: start + HOUR, until: start + 3 * HOUR }, { from: start + 24 * HOUR, until: start + 25 * HOUR }];
    expect(iso(addBusinessTime(start, 2 * HOUR, MADRID, pauses))).toBe('2026-11-23T13:00:00.000Z');
  });

  it('names the holidays that made it longer', () => {
    expect(holidaysBetween(at('2026-12-07T08:00:00.000Z'), at('2026-12-30T08:00:00.000Z'), MADRID)).toEqual(['2026-12-08', '2026-12-25']);
    expect(holidaysBetween(at('2026-12-09T08:00:00.000Z'), at('2026-12-10T08:00:00.000Z'), MADRID)).toEqual([]);
  });

  it('refuses a desk that is never open long enough', () => {
    expect(() => addBusinessTime(0, HOUR, { timeZone: 'UTC', hours: {}, holidays: [] })).toThrow(RangeError);
  });
});

const clock = fc.integer({ min: 0, max: 96 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const day = fc.uniqueArray(clock, { minLength: 0, maxLength: 6 }).map((times) => {
  const sorted = [...times].sort();
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => [sorted[index * 2]!, sorted[index * 2 + 1]!] as const);
});
const date = fc.integer({ min: 0, max: 900 }).map((days) => iso(at('2025-06-01') + days * 24 * HOUR).slice(0, 10));
/** Zones with large, half-hour and southern changes of clocks, one that skips whole days of its own, and one that never changes. */
const zone = fc.constantFrom('Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Beirut', 'America/Havana', 'Asia/Kolkata', 'Pacific/Apia', 'UTC');
const calendar: fc.Arbitrary<BusinessCalendar> = fc
  .record({ timeZone: zone, days: fc.tuple(day, day, day, day, day, day, day), holidays: fc.array(date, { maxLength: 40 }) })
  .map(({ timeZone, days, holidays }) => ({ timeZone, holidays, hours: { ...Object.fromEntries(WEEKDAYS.map((name, index) => [name, days[index]])), wednesday: [['08:00', '12:00'] as const] } }));
const moment = fc.integer({ min: at('2025-06-01') / MINUTE, max: at('2027-06-01') / MINUTE }).map((minutes) => minutes * MINUTE);
const duration = fc.integer({ min: 1, max: 60 * 24 * 4 }).map((minutes) => minutes * MINUTE);

describe('Business time in any calendar', () => {
  it('is never over before it began, nor before as much real time has passed', () => {
    fc.assert(fc.property(calendar, moment, duration, (c, start, length) => addBusinessTime(start, length, c) >= start + length), { numRuns: 300 });
  });

  it('is monotone: who begins later or has more time is done later, or at the same moment', () => {
    fc.assert(fc.property(calendar, moment, duration, duration, duration, (c, start, length, later, more) => {
      const end = addBusinessTime(start, length, c);
      return addBusinessTime(start + later, length, c) >= end && addBusinessTime(start, length + more, c) > end;
    }), { numRuns: 300 });
  });

  it('adds up: a part and then the rest end where the whole ends', () => {
    fc.assert(fc.property(calendar, moment, duration, duration, (c, start, one, other) =>
      addBusinessTime(addBusinessTime(start, one, c), other, c) === addBusinessTime(start, one + other, c)), { numRuns: 300 });
  });

  it('ends inside opening hours, on no holiday', () => {
    fc.assert(fc.property(calendar, moment, duration, (c, start, length) => {
      const last = new Date(addBusinessTime(start, length, c) - 1);
      const local = new Intl.DateTimeFormat('sv-SE', { timeZone: c.timeZone, dateStyle: 'short' }).format(last);
      return !c.holidays.includes(local) && (c.hours[WEEKDAYS[(new Date(`${local}T00:00:00Z`).getUTCDay() + 6) % 7]!] ?? []).length > 0;
    }), { numRuns: 300 });
  });

  it('is not shortened by a pause', () => {
    fc.assert(fc.property(calendar, moment, duration, duration, duration, (c, start, length, after, paused) => {
      const pauses = [{ from: start + after, until: start + after + paused }];
      return addBusinessTime(start, length, c, pauses) >= addBusinessTime(start, length, c);
    }), { numRuns: 300 });
  });
});
