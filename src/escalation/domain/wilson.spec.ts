import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rateOf } from './wilson.js';

describe('A rate', () => {
  it('has the interval that textbooks give', () => {
    expect(rateOf(1, 10)).toEqual({ of: 10, value: 0.1, low: 0.0179, high: 0.4042 });
    expect(rateOf(0, 5)).toEqual({ of: 5, value: 0, low: 0, high: 0.4345 });
    expect(rateOf(0, 0)).toEqual({ of: 0, value: null, low: 0, high: 1 });
  });

  it('has the interval whose ends are just believable: a true share there is 1.96 deviations from the one that was seen', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 3_000 }), (happened, others) => {
      fc.pre(happened + others > 0);
      const { of, low, high } = rateOf(happened, happened + others);
      const seen = happened / of;
      const tooFar = (share: number): number => of * (seen - share) ** 2 - 1.959963984540054 ** 2 * share * (1 - share);
      const ROUNDING = 0.000051;
      const isEnd = (end: number, outward: number): boolean => tooFar(end - outward * ROUNDING) <= 1e-9 && (tooFar(end + outward * ROUNDING) >= -1e-9 || end === 0 || end === 1);
      return isEnd(low, -1) && isEnd(high, 1);
    }), { numRuns: 1_000 });
  });

  it('lies in its interval, which shrinks with the number of cases', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }), (happened, more) => {
      const [rate, hundredfold] = [rateOf(happened, happened + more), rateOf(happened * 100, (happened + more) * 100)];
      return rate.low <= rate.value! && rate.value! <= rate.high && hundredfold.high - hundredfold.low < rate.high - rate.low;
    }));
  });
});
