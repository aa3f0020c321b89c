/**
 * What each unit of a line cost: equal shares, and what cannot be shared goes to the first units, one minor unit each.
 * Unit numbers start at 0 and are the positions in this list.
 */
export function unitShares(paid: number, quantity: number): number[] {
  const base = Math.floor(paid / quantity);
  const extra = paid - base * quantity;
  return Array.from({ length: quantity }, (_, unit) => (unit < extra ? base + 1 : base));
}

/**
 * Splits an amount in proportion to weights by largest remainder, so that the parts sum up exactly.
 * A weight is also the cap of its part: asking for more than all of them together is a mistake of the caller.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (BigInt(amount) > total) throw new RangeError(`cannot allocate ${amount} to weights of ${total} together`);
  if (total === 0n) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((product) => Number(product / total));
  let left = amount - parts.reduce((sum, part) => sum + part, 0);
  for (const index of byRemainder(exact, total)) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/** Positions by what was cut off, largest first; equal ones in their order. */
function byRemainder(exact: readonly bigint[], total: bigint): number[] {
  const cut = exact.map((product, index) => ({ index, remainder: product % total }));
  cut.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  return cut.map(({ index }) => index);
}
