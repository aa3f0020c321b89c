import type { RemedyKind } from '../../policy/domain/policy.js';
import type { APPEAL_OUTCOMES } from './grounds.js';

/** For whom it was decided; `split` gives each side a part. */
export const OUTCOMES = ['buyer', 'seller', 'split'] as const;

/** What an amount is made of. Tax belongs to the items: what was paid for a line contains it. */
export const COMPONENT_KINDS = ['item', 'shipping', 'tax'] as const;

/** Why it was decided so, in words that can be counted. */
export const REASON_CODES = [
  'damage_shown', 'defect_shown', 'not_as_described_shown', 'wrong_item_shown', 'missing_shown', 'counterfeit_shown',
  'delivery_proven', 'delivery_not_proven', 'no_seller_response', 'no_buyer_response', 'evidence_insufficient',
  'evidence_inconsistent', 'return_proven', 'return_not_proven', 'partial_value_lost', 'outside_policy', 'other',
] as const;

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** What the buyer gets. Without an amount, money means the whole claim. */
export interface RuledRemedy {
  readonly kind: RemedyKind;
  readonly amount?: Money;
  readonly components?: readonly { readonly kind: (typeof COMPONENT_KINDS)[number]; readonly amount: Money }[];
}

/** A decision with its statement of reasons, as its author writes it. */
export interface Ruling {
  readonly outcome: (typeof OUTCOMES)[number];
  /** Only on appeal: what becomes of the ruling before. */
  readonly onAppeal?: (typeof APPEAL_OUTCOMES)[number];
  readonly remedy: RuledRemedy;
  readonly facts: readonly { readonly text: string; readonly evidenceIds: readonly string[] }[];
  readonly evidenceSetAside?: readonly { readonly evidenceId: string; readonly why: string }[];
  readonly policyClause?: string;
  readonly reasonCodes: readonly (typeof REASON_CODES)[number][];
  readonly liability: Readonly<Record<'buyer' | 'seller' | 'carrier' | 'platform', number>>;
  readonly silenceCounted?: boolean;
  readonly texts: Readonly<Record<'buyer' | 'seller', string>>;
}

/** What of the claim a ruling divides: minor units of the dispute's currency. */
export interface Claimed {
  readonly amount: number;
  readonly shipping: number;
  readonly currency: string;
}

/** Something a ruling says that cannot be right whatever the state of the dispute; `pointer` is into the request. */
export interface Fault {
  readonly pointer: string;
  readonly code:
    | 'outcome_contradicts_remedy' | 'amount_not_for_kind' | 'currency_mismatch' | 'components_do_not_sum' | 'liability_not_100' | 'relied_on_and_set_aside' | 'not_addressed'
    | 'nothing_asked';
  readonly values?: Readonly<Record<string, string | number | Money>>;
}

const paysMoney = ({ kind }: RuledRemedy): boolean => kind === 'refund' || kind === 'return_and_refund';
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const componentsOf = ({ components = [] }: RuledRemedy): NonNullable<RuledRemedy['components']> => components;

/** What the remedy is worth: money what is named or the whole claim, a replacement the claim, "nothing" nothing. */
export function worthOf(remedy: RuledRemedy, claim: Claimed): number {
  if (remedy.kind === 'none') return 0;
  return paysMoney(remedy) ? (remedy.amount?.amount ?? claim.amount) : claim.amount;
}

/**
 * Splits what is granted as it is booked: onto the claimed items and onto shipping. Without components it follows the
 * claim, items first; more than the claim is then asked of the items, where the law refuses it: shipping that was not
 * claimed must be named.
 */
export function partsOf(remedy: RuledRemedy, claim: Claimed): { items: number; shipping: number } {
  const worth = worthOf(remedy, claim);
  const components = componentsOf(remedy);
  const beyondItems = Math.max(0, worth - (claim.amount - claim.shipping));
  const named = sum(components.filter(({ kind }) => kind === 'shipping').map(({ amount }) => amount.amount));
  const shipping = components.length > 0 ? named : Math.min(beyondItems, claim.shipping);
  return { items: worth - shipping, shipping };
}

/** Everything a ruling names: what its facts rest on and what it sets aside. All of it must be of the dispute. */
export function evidenceNamedIn({ facts, evidenceSetAside = [] }: Ruling): string[] {
  return [...new Set([...facts.flatMap(({ evidenceIds }) => evidenceIds), ...evidenceSetAside.map(({ evidenceId }) => evidenceId)])];
}

/** What is wrong with a ruling by itself or against the dispute's fixed data; empty when nothing is. */
export function faultsOf(ruling: Ruling, claim: Claimed): Fault[] {
  const { outcome, remedy, liability } = ruling;
  return [...outcomeFaults(outcome, remedy), ...amountFaults(remedy, claim), ...liabilityFaults(liability), ...setAsideFaults(ruling)];
}

/** What a fact rests on was not set aside. */
function setAsideFaults({ facts, evidenceSetAside = [] }: Ruling): Fault[] {
  const reliedOn = new Set(facts.flatMap(({ evidenceIds }) => evidenceIds));
  return evidenceSetAside.flatMap(({ evidenceId }, index): Fault[] =>
    reliedOn.has(evidenceId) ? [{ pointer: `/evidenceSetAside/${index}/evidenceId`, code: 'relied_on_and_set_aside' }] : []);
}

function outcomeFaults(outcome: Ruling['outcome'], { kind }: RuledRemedy): Fault[] {
  const contradicts = (outcome === 'seller') !== (kind === 'none');
  if (!contradicts) return [];
  return [{ pointer: '/outcome', code: 'outcome_contradicts_remedy', values: { outcome } }];
}

function amountFaults(remedy: RuledRemedy, claim: Claimed): Fault[] {
  const { amount } = remedy;
  const components = componentsOf(remedy);
  if (!paysMoney(remedy)) {
    if (amount === undefined && components.length === 0) return [];
    const pointer = amount === undefined ? '/remedy/components' : '/remedy/amount';
    return [{ pointer, code: 'amount_not_for_kind' }];
  }
  const named = [
    ...(amount === undefined ? [] : [{ pointer: '/remedy/amount', money: amount }]),
    ...components.map((component, index) => ({ pointer: `/remedy/components/${index}/amount`, money: component.amount })),
  ];
  return [...named.flatMap(({ pointer, money }) => currencyFaults(pointer, money, claim)), ...sumFaults(remedy, claim)];
}

function currencyFaults(pointer: string, { currency }: Money, claim: Claimed): Fault[] {
  if (currency === claim.currency) return [];
  return [{ pointer: `${pointer}/currency`, code: 'currency_mismatch', values: { currency: claim.currency } }];
}

function sumFaults(remedy: RuledRemedy, claim: Claimed): Fault[] {
  const components = componentsOf(remedy);
  const worth = worthOf(remedy, claim);
  const total = sum(components.map(({ amount }) => amount.amount));
  if (components.length === 0 || total === worth) return [];
  const { currency } = claim;
  return [{ pointer: '/remedy/components', code: 'components_do_not_sum', values: { total: { amount: total, currency }, amount: { amount: worth, currency } } }];
}

function liabilityFaults(liability: Ruling['liability']): Fault[] {
  const total = sum(Object.values(liability));
  return total === 100 ? [] : [{ pointer: '/liability', code: 'liability_not_100', values: { total } }];
}
