import { describe, expect, it } from '@jest/globals';
import { evidenceNamedIn, faultsOf, partsOf, worthOf, type RuledRemedy, type Ruling } from './ruling.js';

const claim = { amount: 12_000, shipping: 0, currency: 'EUR' };
const withShipping = { amount: 12_490, shipping: 490, currency: 'EUR' };
const euros = (amount: number, currency = 'EUR') => ({ amount, currency });
const refund = (amount?: number, ...parts: [kind: 'item' | 'shipping' | 'tax', amount: number][]): RuledRemedy => ({
  kind: 'refund',
  ...(amount === undefined ? {} : { amount: euros(amount) }),
  ...(parts.length === 0 ? {} : { components: parts.map(([kind, part]) => ({ kind, amount: euros(part) })) }),
});
const ruling = (otherwise: Partial<Ruling> = {}): Ruling => ({
  outcome: 'buyer',
  remedy: refund(12_000),
  facts: [{ text: 'The shade is broken.', evidenceIds: ['ev_1', 'ev_2'] }],
  reasonCodes: ['damage_shown'],
  liability: { buyer: 0, seller: 100, carrier: 0, platform: 0 },
  texts: { buyer: 'You get it back.', seller: 'The photos show it.' },
  ...otherwise,
});
const faults = (otherwise: Partial<Ruling>, of = claim) => faultsOf(ruling(otherwise), of).map(({ pointer, code }) => [pointer, code]);

describe('A ruling is sound by itself', () => {
  it('when its parts agree', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ remedy: refund(12_490, ['item', 10_000], ['tax', 2_000], ['shipping', 490]) })).toEqual([]);
    expect(faults({ outcome: 'seller', remedy: { kind: 'none' } })).toEqual([]);
    expect(faults({ remedy: { kind: 'replacement' } })).toEqual([]);
  });

  it('but not when components do not sum to the amount, or to the claim where none is named', () => {
    const wrong = [['/remedy/components', 'components_do_not_sum']];
    expect(faults({ remedy: refund(12_000, ['item', 11_999]) })).toEqual(wrong);
    expect(faults({ remedy: refund(undefined, ['item', 11_999]) })).toEqual(wrong);
    expect(faults({ remedy: refund(undefined, ['item', 12_000]) })).toEqual([]);
  });

  it('nor in another currency, named at each place', () => {
    const remedy: RuledRemedy = { kind: 'refund', amount: euros(5, 'USD'), components: [{ kind: 'item', amount: euros(5, 'USD') }] };
    expect(faults({ remedy })).toEqual([
      ['/remedy/amount/currency', 'currency_mismatch'],
      ['/remedy/components/0/amount/currency', 'currency_mismatch'],
    ]);
  });

  it('nor with an amount for what is no money', () => {
    expect(faults({ remedy: { kind: 'none', amount: euros(0) }, outcome: 'seller' })).toEqual([['/remedy/amount', 'amount_not_for_kind']]);
    expect(faults({ remedy: { kind: 'replacement', components: refund(1, ['item', 1]).components } })).toEqual([
      ['/remedy/components', 'amount_not_for_kind'],
    ]);
  });

  it.each([99, 101])('nor with a liability of %i percent', (seller) => {
    expect(faults({ liability: { buyer: 0, seller, carrier: 0, platform: 0 } })).toEqual([['/liability', 'liability_not_100']]);
  });

  it('nor when it sets aside what its facts rest on', () => {
    const evidenceSetAside = [{ evidenceId: 'ev_3', why: 'undated' }, { evidenceId: 'ev_2', why: 'blurred' }];
    expect(faults({ evidenceSetAside })).toEqual([['/evidenceSetAside/1/evidenceId', 'relied_on_and_set_aside']]);
    expect(faults({ evidenceSetAside: evidenceSetAside.slice(0, 1) })).toEqual([]);
  });

  it('nor for one side while giving to the other', () => {
    expect(faults({ outcome: 'buyer', remedy: { kind: 'none' } })).toEqual([['/outcome', 'outcome_contradicts_remedy']]);
    expect(faults({ outcome: 'split', remedy: { kind: 'none' } })).toEqual([['/outcome', 'outcome_contradicts_remedy']]);
    expect(faults({ outcome: 'seller' })).toEqual([['/outcome', 'outcome_contradicts_remedy']]);
  });
});

describe('What a ruling gives', () => {
  it('is worth what it names, the claim, or nothing', () => {
    expect(worthOf(refund(5), claim)).toBe(5);
    expect(worthOf(refund(), claim)).toBe(12_000);
    expect(worthOf({ kind: 'replacement' }, claim)).toBe(12_000);
    expect(worthOf({ kind: 'none' }, claim)).toBe(0);
  });

  it('is booked onto items first, onto shipping as far as it was claimed', () => {
    expect(partsOf(refund(12_200), withShipping)).toEqual({ items: 12_000, shipping: 200 });
    expect(partsOf(refund(13_000), withShipping)).toEqual({ items: 12_510, shipping: 490 });
    expect(partsOf(refund(12_100), claim)).toEqual({ items: 12_100, shipping: 0 });
  });

  it('is booked as its components say, tax with the items', () => {
    expect(partsOf(refund(6_490, ['item', 5_000], ['tax', 1_000], ['shipping', 490]), claim)).toEqual({ items: 6_000, shipping: 490 });
  });

  it('names evidence once, relied on or set aside', () => {
    const named = ruling({
      facts: [{ text: 'a', evidenceIds: ['ev_1'] }, { text: 'b', evidenceIds: ['ev_1', 'ev_2'] }],
      evidenceSetAside: [{ evidenceId: 'ev_3', why: 'undated' }],
    });
    expect(evidenceNamedIn(named)).toEqual(['ev_1', 'ev_2', 'ev_3']);
  });
});
