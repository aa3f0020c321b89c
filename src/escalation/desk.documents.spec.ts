import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readDeskRules } from './desk.documents.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-desk-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HOURS = { monday: [['09:00', '18:00']] };
const document = { dueSoon: 'PT12H', mostHeld: 5, calendar: { timeZone: 'Europe/Madrid', hours: HOURS, holidays: [] as string[] }, promises: { pickup: 'PT9H', decision: 'PT36H' } };
const inCalendar = (calendar: object) => ({ ...document, calendar: { ...document.calendar, ...calendar } });
const DAY = 86_400_000;
const everyDayFrom = (first: string, days: number) => Array.from({ length: days }, (_, day) => new Date(Date.parse(first) + day * DAY).toISOString().slice(0, 10));

function read(told: unknown) {
  writeFileSync(join(folder, 'default.json'), typeof told === 'string' ? told : JSON.stringify(told));
  return readDeskRules(folder).get('default')!;
}

describe('The rules of the desk', () => {
  it('are read with their durations in milliseconds', () => {
    expect(read(document)).toMatchObject({ mostHeld: 5, promises: { pickup: 9 * 3_600_000 } });
    expect(read(inCalendar({ holidays: everyDayFrom('2027-01-01', 60) })).calendar.holidays).toHaveLength(60);
  });

  it.each<[string, object]>([
    ['hours that cross midnight', inCalendar({ hours: { monday: [['22:00', '02:00']] } })],
    ['hours that overlap', inCalendar({ hours: { monday: [['09:00', '13:00'], ['12:00', '18:00']] } })],
    ['hours of no length', inCalendar({ hours: { monday: [['09:00', '09:00']] } })],
    ['no hours at all', inCalendar({ hours: {} })],
    ['days without hours', inCalendar({ hours: { monday: [], friday: [] } })],
    ['a day that no week has', inCalendar({ hours: { ...HOURS, funday: [['09:00', '18:00']] } })],
    ['a time that no clock shows', inCalendar({ hours: { monday: [['09:00', '24:01']] } })],
    ['a zone that nobody knows', inCalendar({ timeZone: 'Europe/Atlantis' })],
    ['a day that does not exist', inCalendar({ holidays: ['2026-02-29'] })],
    ['a year of holidays', inCalendar({ holidays: everyDayFrom('2027-01-01', 400) })],
    ['holidays on all open days of a year', inCalendar({ holidays: everyDayFrom('2027-01-04', 400).filter((iso) => new Date(iso).getUTCDay() === 1) })],
    ['a promise that no year has hours for', { ...document, promises: { pickup: 'PT9H', decision: 'P30D' } }],
    ['a promise without end', { ...document, promises: { pickup: 'P99999999999D', decision: 'PT36H' } }],
    ['a promise of nothing', { ...document, promises: { pickup: 'PT0S', decision: 'PT36H' } }],
    ['nobody who may hold a case', { ...document, mostHeld: 0 }],
    ['a word we do not know', { ...document, colour: 'red' }],
  ])('with %s stop the start, and say where', (_what, told) => {
    expect(() => read(told)).toThrow(/^faulty rules of the desk:\n {2}default\.json: \S+: .+/);
  });

  it('that are no JSON stop the start too', () => {
    expect(() => read('{')).toThrow(/JSON/);
  });
});
