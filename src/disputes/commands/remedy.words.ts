import type { Fault } from '../../foundation/problems/problem.js';
import type { RemedyKind } from '../../policy/index.js';
import { fault } from './wish.js';

/** A remedy as people name it: money with its currency. Without an amount it means all that is claimed. */
export interface RemedyWords {
  readonly kind: RemedyKind;
  readonly amount?: { readonly amount: number; readonly currency: string };
}

/** What is wrong with a remedy by itself, or against the currency of the order. */
export function remedyFaults({ kind, amount }: RemedyWords, currency: string, pointer: string): Fault[] {
  if (amount === undefined) return [];
  if (kind === 'replacement' || kind === 'none') return [fault(`${pointer}/amount`, 'amount_not_for_kind')];
  if (amount.currency === currency) return [];
  return [fault(`${pointer}/amount/currency`, 'currency_mismatch', { currency })];
}

export function requestedFrom({ kind, amount }: RemedyWords): { kind: RemedyKind; amount: number | null } {
  return { kind, amount: amount?.amount ?? null };
}
