/** Whom a deadline waits for, as far as it is people who can be reminded. */
export function recipientsOf(awaiting: string): ('buyer' | 'seller')[] {
  if (awaiting === 'both') return ['buyer', 'seller'];
  return awaiting === 'buyer' || awaiting === 'seller' ? [awaiting] : [];
}
