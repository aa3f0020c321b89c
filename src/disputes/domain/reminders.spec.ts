import { describe, expect, it } from '@jest/globals';
import type { Deadline } from './deadlines.js';
import { nextReminder } from './reminders.js';

const HOUR = 3_600_000;

/** The hours after which somebody is reminded of a deadline of so many hours. */
function remindedAfter(hours: number, more: Partial<Deadline> = {}): number[] {
  const deadline: Deadline = { kind: 'sellerResponse', awaiting: 'seller', armedAt: 0, dueAt: hours * HOUR, pausedLeft: null, duration: hours * HOUR, ...more };
  const moments: number[] = [];
  for (let now = 0; ; ) {
    const next = nextReminder(deadline, [0.9, 0.5], now);
    if (next === null) return moments.map((moment) => moment / HOUR);
    moments.push(next);
    now = next;
  }
}

describe('A reminder', () => {
  it.each([
    [120, [60, 96, 118]],
    [240, [120, 216, 238]],
    [72, [36, 48, 70]],
    [40, [16, 38]],
    [24, [12, 22]],
    [12, [6, 10]],
    [2, [1, 1.8]],
  ])('of %i hours comes after %j', (hours, moments) => {
    expect(remindedAfter(hours)).toEqual(moments);
  });

  it('comes to people only, and not while the time rests', () => {
    expect(remindedAfter(120, { awaiting: 'platform' })).toEqual([]);
    expect(remindedAfter(120, { pausedLeft: 5 * HOUR })).toEqual([]);
  });
});
