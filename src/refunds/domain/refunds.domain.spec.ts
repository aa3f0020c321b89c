import { describe, expect, it } from '@jest/globals';
import { alertAbout, type Told } from './alerts.js';
import { failureCode, resultIn, type KeyAge } from './answers.js';
import { keyNoIn, providerKey, refundOfKey } from './keys.js';

describe('A key', () => {
  it('names its refund and its number', () => {
    const key = providerKey('rf_1', 12);
    expect([key, keyNoIn(key, 'rf_1'), refundOfKey(key)]).toEqual(['rf_1-12', 12, 'rf_1']);
  });

  it.each(['rf_2-1', 'rf_1', 'rf_1-', 'rf_1-0', 'rf_1-01', 'rf_1-1x', 'rf_1-99999', '-1'])('is not %s for another refund', (key) => {
    expect(keyNoIn(key, 'rf_1')).toBeNull();
  });
});

describe('The result in an answer', () => {
  const age = (sentBefore: number | null): KeyAge => ({ firstSentAt: sentBefore === null ? null : 1000 - sentBefore, now: 1000, lifetime: 100 });

  it('is what the provider said for certain', () => {
    expect(resultIn({ kind: 'succeeded', reference: null }, age(0))).toEqual({ kind: 'succeeded', reference: null });
    expect(resultIn({ kind: 'failed', failure: 'x' }, age(500))).toEqual({ kind: 'failed', failure: 'x' });
    expect([resultIn({ kind: 'pending' }, age(500)), resultIn({ kind: 'no_answer' }, age(500))]).toEqual([null, null]);
  });

  it('"not known" is a failure only when the key can no longer be recognised', () => {
    const unknown = (sentBefore: number | null) => resultIn({ kind: 'unknown_key' }, age(sentBefore))?.kind;
    expect([unknown(99), unknown(100), unknown(null)]).toEqual([undefined, 'failed', undefined]);
  });

  it('names a failure in a word without what a provider wrote about people', () => {
    expect(['Account closed (17)', '  ', 'IBAN DE12 3456', 'x'.repeat(99)].map(failureCode)).toEqual(['account_closed', 'unspecified', 'iban_de', 'x'.repeat(64)]);
  });
});

describe('A person is called', () => {
  const told: Told = {
    result: { kind: 'succeeded', reference: 'p' }, keyNo: 1, repeated: false, decision: 'unchanged', state: 'closed.settled',
    refund: { status: 'succeeded', keyNo: 1 },
  };
  const failure = { kind: 'failed', failure: 'x' } as const;

  it.each<[string | null, string, Partial<Told>]>([
    ['possible_double_payment', 'money that nobody waits for any more', {}],
    [null, 'the same told twice', { repeated: true }],
    [null, 'the same request again', { decision: 'replayed' }],
    [null, 'money that settles the refund', { decision: 'accepted' }],
    ['possible_double_payment', 'money beside a lost chargeback', { decision: 'accepted', state: 'closed.superseded' }],
    ['possible_double_payment', 'money under an older key', { state: 'refunding.pending', refund: { status: 'pending', keyNo: 2 } }],
    ['refund_result_conflicts', 'a failure after the success', { result: failure }],
    [null, 'a failure of an older key', { result: failure, refund: { status: 'succeeded', keyNo: 2 } }],
    [null, 'a failure told again', { result: failure, refund: { status: 'failed', keyNo: 1 } }],
    [null, 'a failure that is taken', { result: failure, decision: 'accepted' }],
  ])('%s: %s', (alert, _what, otherwise) => {
    expect(alertAbout({ ...told, ...otherwise })).toBe(alert);
  });
});
