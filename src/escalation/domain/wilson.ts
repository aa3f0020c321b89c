/** A share of so many cases, with the interval in which the true share lies nineteen times out of twenty (Wilson's score). */
export interface Rate {
  readonly of: number;
  /** Null where there is nothing to take a share of. */
  readonly value: number | null;
  readonly low: number;
  readonly high: number;
}

/** The quantile of the normal distribution for 95 percent. */
const Z = 1.959963984540054;

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/** How often something happened; `happened` is at most `of`. Shares are from 0 to 1, with four decimals. */
export function rateOf(happened: number, of: number): Rate {
  if (of === 0) return { of, value: null, low: 0, high: 1 };
  const share = happened / of;
  const spread = (Z * Z) / of;
  const middle = (share + spread / 2) / (1 + spread);
  const reach = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / of + spread / (4 * of));
  return { of, value: rounded(share), low: rounded(Math.max(0, middle - reach)), high: rounded(Math.min(1, middle + reach)) };
}
