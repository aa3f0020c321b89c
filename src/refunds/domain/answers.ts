/** What a provider told about one key. `no_answer` is everything that leaves open whether money moved. */
export type GatewayAnswer =
  | { readonly kind: 'succeeded'; readonly reference: string | null }
  | { readonly kind: 'failed'; readonly failure: string }
  | { readonly kind: 'pending' }
  | { readonly kind: 'unknown_key' }
  | { readonly kind: 'no_answer' };

export const NO_ANSWER: GatewayAnswer = { kind: 'no_answer' };

/** An answer that is final: only these move a dispute. */
export type Result = Extract<GatewayAnswer, { readonly kind: 'succeeded' | 'failed' }>;

/** When the key was first sent and how long a provider recognises it, by the law's clock in milliseconds. */
export interface KeyAge {
  readonly firstSentAt: number | null;
  readonly now: number;
  readonly lifetime: number;
}

/**
 * The result in an answer, or null where there is none yet. "Not known" is final only once the provider has forgotten
 * the key: before that the order may still be on its way, and it is sent again under the same key instead.
 */
export function resultIn(answer: GatewayAnswer, { firstSentAt, now, lifetime }: KeyAge): Result | null {
  if (answer.kind === 'succeeded' || answer.kind === 'failed') return answer;
  const forgotten = firstSentAt !== null && now - firstSentAt >= lifetime;
  return answer.kind === 'unknown_key' && forgotten ? { kind: 'failed', failure: 'unknown_key' } : null;
}

/** Providers write what they like; the event log, which is kept for ever, gets a plain word without numbers. */
export function failureCode(failure: string): string {
  const code = failure.toLowerCase().replace(/[^a-z]+/g, '_').replace(/^_|_$/g, '').slice(0, 64);
  return code === '' ? 'unspecified' : code;
}
