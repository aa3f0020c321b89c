/**
 * The name of one try at a provider: the refund's id and a number that grows only after a confirmed failure. Providers
 * recognise a try by it, so whatever crashes or is repeated, one key is at most one payment.
 */
export function providerKey(refundId: string, keyNo: number): string {
  return `${refundId}-${keyNo}`;
}

/** Which try of this refund a key names; null for what is not one of its keys. */
export function keyNoIn(key: string, refundId: string): number | null {
  const number = key.startsWith(`${refundId}-`) ? key.slice(refundId.length + 1) : '';
  return /^[1-9]\d{0,3}$/.test(number) ? Number(number) : null;
}

/** The refund a key belongs to. */
export function refundOfKey(key: string): string {
  return key.slice(0, key.lastIndexOf('-'));
}
