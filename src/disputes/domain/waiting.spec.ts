import { describe, expect, it } from '@jest/globals';
import { isFar, MOST_AHEAD, roundedWait } from './waiting.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('A measured wait', () => {
  it.each([
    [0, 5 * MINUTE], [1, 5 * MINUTE], [11 * MINUTE, 15 * MINUTE], [59 * MINUTE, HOUR], [HOUR + 1, 2 * HOUR], [46.5 * HOUR, 47 * HOUR], [2 * DAY, 2 * DAY], [2 * DAY + 1, 3 * DAY],
  ])('of %d ms is told as %d', (measured, told) => {
    expect(roundedWait(measured)).toBe(told);
  });

  it('is never told as shorter than it was', () => {
    for (let ms = 0; ms < 5 * DAY; ms += 7 * MINUTE + 13) expect(roundedWait(ms)).toBeGreaterThanOrEqual(ms);
  });

  it('has no place beyond those that are counted', () => {
    expect([isFar(MOST_AHEAD - 1), isFar(MOST_AHEAD)]).toEqual([false, true]);
  });
});
