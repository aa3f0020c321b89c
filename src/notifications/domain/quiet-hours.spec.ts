import { describe, expect, it } from '@jest/globals';
import { nextHourOfDay, politeMoment } from './quiet-hours.js';

const at = (text: string): number => Date.parse(text);
const polite = (moment: string, zone: string, due?: string): string => new Date(politeMoment(at(moment), zone, due === undefined ? undefined : at(due))).toISOString();

describe('Quiet hours', () => {
  it.each([
    ['by day nothing waits', '2026-03-05T12:00:00Z', 'Europe/Madrid', '2026-03-05T12:00:00.000Z'],
    ['in the evening it waits for the morning', '2026-03-05T20:00:00Z', 'Europe/Madrid', '2026-03-06T07:00:00.000Z'],
    ['after midnight for the same morning', '2026-03-06T02:00:00Z', 'Europe/Madrid', '2026-03-06T07:00:00.000Z'],
    ['noon in Madrid is night in Mexico', '2026-03-05T12:00:00Z', 'America/Mexico_City', '2026-03-05T14:00:00.000Z'],
    ['zones of half hours count', '2026-03-05T23:00:00Z', 'Asia/Kolkata', '2026-03-06T02:30:00.000Z'],
    ['the night in which clocks go forward is short', '2026-03-28T23:00:00Z', 'Europe/Madrid', '2026-03-29T06:00:00.000Z'],
    ['the night in which they go back is long', '2026-10-24T22:00:00Z', 'Europe/Madrid', '2026-10-25T07:00:00.000Z'],
  ])('%s', (_, moment, zone, expected) => {
    expect(polite(moment, zone)).toBe(expected);
  });

  it('do not hold back what would come too late in the morning', () => {
    expect(polite('2026-03-06T02:00:00Z', 'Europe/Madrid', '2026-03-06T09:59:00Z')).toBe('2026-03-06T02:00:00.000Z');
    expect(polite('2026-03-06T02:00:00Z', 'Europe/Madrid', '2026-03-06T10:00:00Z')).toBe('2026-03-06T07:00:00.000Z');
  });

  it('the next hour of day is never now and never more than a day away', () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const moment = at('2026-03-05T07:00:00Z');
      const next = nextHourOfDay(moment, hour, 'Europe/Madrid');
      expect(new Date(next).getUTCHours()).toBe((hour + 23) % 24);
      expect(next - moment).toBeGreaterThan(0);
      expect(next - moment).toBeLessThanOrEqual(86_400_000);
    }
  });
});
