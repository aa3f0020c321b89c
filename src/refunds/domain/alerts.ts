import type { Result } from './answers.js';

/** Something a person must look at, because no rule can put it right. */
export type RefundAlert = 'possible_double_payment' | 'refund_result_conflicts';

/** A result, and what became of the dispute it was told about. */
export interface Told {
  readonly result: Result;
  readonly keyNo: number;
  /** The same was told before, about the same key and payment. */
  readonly repeated: boolean;
  readonly decision: 'accepted' | 'unchanged' | 'refused' | 'replayed';
  readonly state: string;
  readonly refund: { readonly status: string; readonly keyNo: number } | null;
}

/**
 * Money that arrived without being awaited: after the end, under an older key, twice under one key, or beside a lost
 * chargeback. A failure told after a success means that one of the two was wrong.
 */
export function alertAbout({ result, keyNo, repeated, decision, state, refund }: Told): RefundAlert | null {
  if (repeated || decision === 'replayed') return null;
  if (result.kind === 'succeeded') {
    return decision === 'accepted' && state !== 'closed.superseded' ? null : 'possible_double_payment';
  }
  const contradicts = decision === 'unchanged' && refund?.status === 'succeeded' && refund.keyNo === keyNo;
  return contradicts ? 'refund_result_conflicts' : null;
}
