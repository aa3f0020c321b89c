import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, unitShares } from './allocation.js';

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
const money = fc.integer({ min: 0, max: 1_000_000_000 });
const quantity = fc.integer({ min: 1, max: 200 });

describe('the shares of a line', () => {
  it('give what is left over to the first units', () => {
    expect(unitShares(1000, 3)).toEqual([334, 333, 333]);
    expect(unitShares(2, 3)).toEqual([1, 1, 0]);
    expect(unitShares(0, 2)).toEqual([0, 0]);
  });

  it('sum up to what was paid, never rise, and differ by one at most', () => {
    fc.assert(
      fc.property(money, quantity, (paid, units) => {
        const shares = unitShares(paid, units);
        expect(shares).toHaveLength(units);
        expect(sum(shares)).toBe(paid);
        expect(shares).toEqual([...shares].sort((a, b) => b - a));
        expect((shares[0] ?? 0) - (shares.at(-1) ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('hold for the largest amounts a number can carry', () => {
    const shares = unitShares(Number.MAX_SAFE_INTEGER, 7);
    expect(shares.reduce((total, share) => total + BigInt(share), 0n)).toBe(BigInt(Number.MAX_SAFE_INTEGER));
  });
});

describe('an amount allocated to lines', () => {
  const weightsAndAmount = fc
    .array(money, { minLength: 1, maxLength: 30 })
    .chain((weights) => fc.record({ weights: fc.constant(weights), amount: fc.integer({ min: 0, max: sum(weights) }) }));

  it('goes to the largest remainders first', () => {
    expect(allocate(100, [1, 1, 1].map((weight) => weight * 50))).toEqual([34, 33, 33]);
    expect(allocate(10, [70, 25, 5])).toEqual([7, 3, 0]);
    expect(allocate(0, [0, 0])).toEqual([0, 0]);
  });

  it('is neither more nor less in its parts, and no part exceeds its cap', () => {
    fc.assert(
      fc.property(weightsAndAmount, ({ weights, amount }) => {
        const parts = allocate(amount, weights);
        expect(sum(parts)).toBe(amount);
        parts.forEach((part, index) => {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(weights[index] ?? 0);
        });
      }),
    );
  });

  it('gives a heavier line no less than a lighter one, and stays within one of the exact share', () => {
    fc.assert(
      fc.property(weightsAndAmount, ({ weights, amount }) => {
        const parts = allocate(amount, weights);
        weights.forEach((weight, i) => {
          weights.forEach((other, j) => {
            if (weight > other) expect(parts[i]).toBeGreaterThanOrEqual(parts[j] ?? 0);
          });
          const exact = sum(weights) === 0 ? 0 : (amount * weight) / sum(weights);
          expect(Math.abs((parts[i] ?? 0) - exact)).toBeLessThanOrEqual(1.001);
        });
      }),
    );
  });

  it('gives everything when everything is granted', () => {
    fc.assert(fc.property(fc.array(money), (weights) => expect(allocate(sum(weights), weights)).toEqual(weights)));
  });

  it('refuses more than there is', () => {
    expect(() => allocate(11, [5, 5])).toThrow(RangeError);
  });

  it('does not lose a minor unit of very large amounts', () => {
    const half = Math.floor(Number.MAX_SAFE_INTEGER / 2);
    expect(allocate(half, [half, half]).reduce((total, part) => total + part, 0)).toBe(half);
  });
});
