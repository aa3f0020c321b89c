import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rateOf } from './wilson.js';

describe('A rate', () => {
  it('has the interval that textbooks give', () => {
    expect(rateOf(1, 10)).toEqual({ of: 10, value: 0.1, low: 0.0179, high: 0.4042 });
    expect(rateOf(0, 5)).toEqual({ of: 5, value: 0, low: 0, high: 0.4345 });
    expect(rateOf(0, 0)).toEqual({ of: 0, value: null, low: 0, high: 1 });
  });

  it('lies in its interval, which shrinks with the number of cases', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }), (happened, more) => {
      const [rate, hundredfold] = [rateOf(happened, happened + more), rateOf(happened * 100, (happened + more) * 100)];
      return rate.low <= rate.value! && rate.value! <= rate.high && hundredfold.high - hundredfold.low < rate.high - rate.low;
    }));
  });
});
