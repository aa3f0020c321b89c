import { describe, expect, it } from '@jest/globals';
import { disputeUnderReview } from '../../test/support/dispute-story.js';
import { renderProblem } from '../foundation/problems/rendering.js';
import type { OrderFacts } from '../orders/index.js';
import type { Refusal } from './domain/judgement.js';
import { leftInOrder, piecesRefused, problemOf } from './refusals.js';

const rendered = (refusal: Refusal, language: 'en' | 'es' = 'en', currency = 'EUR') => {
  const { body } = renderProblem(problemOf(refusal, { currency }), { language, instance: '/', requestId: 'r' });
  return { ...body, detail: String(body['detail']).replace(/\s/g, ' ') };
};

describe('A refusal of money', () => {
  const code = 'amount_exceeds_refundable';

  it('says how much is possible, in the currency and the language of its reader', () => {
    expect(rendered({ code, atMost: { amount: 4_990 } })).toMatchObject({ detail: 'At most €49.90 can still be refunded.', atMost: { amount: 4_990, currency: 'EUR' } });
    expect(rendered({ code, atMost: { amount: 4_990 } }, 'es', 'JPY')).toMatchObject({ detail: expect.stringMatching(/^Aún se pueden reembolsar 4990 (JPY|¥) como máximo\.$/) });
    expect(rendered({ code, atMost: { amount: 4_990 } })).not.toHaveProperty('atMostParts');
  });

  it('names the parts only where there is something to ship', () => {
    const parts = rendered({ code, atMost: { amount: 490, items: 0, shipping: 490 } });
    expect(parts).toMatchObject({ detail: 'At most €0.00 for the goods and €4.90 for shipping can still be refunded.', atMostParts: [{ kind: 'item' }, { kind: 'shipping', amount: { amount: 490, currency: 'EUR' } }] });
    expect(rendered({ code, atMost: { amount: 100, items: 100, shipping: -5 } })).toMatchObject({ detail: 'At most €1.00 can still be refunded.', atMostParts: [{}, { amount: { amount: 0 } }] });
    expect(rendered({ code, atMost: { amount: 0 } }, 'es')).toMatchObject({ detail: 'De esto ya no se puede reembolsar nada.', atMost: { amount: 0 } });
  });

  it('knows no amount where nobody knew one', () => {
    expect(rendered({ code })).toMatchObject({ detail: 'More than can still be refunded' });
    expect(rendered({ code })).not.toHaveProperty('atMost');
  });
});

describe('A refusal of evidence', () => {
  it('names all pieces, and the first of many in words', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `ev_${index}`);
    const { body } = renderProblem(piecesRefused('evidence_erased', ids), { language: 'en', instance: '/', requestId: 'r' });
    expect(body).toMatchObject({ code: 'evidence_erased', evidenceIds: ids, detail: `These pieces of evidence were erased: ${ids.slice(0, 10).join(', ')} ….` });
    expect(rendered({ code: 'evidence_unknown', evidenceIds: ['ev_1'] }, 'es')).toMatchObject({ detail: 'Esta disputa no tiene ninguna prueba que usted pueda citar con este identificador: ev_1.' });
  });
});

describe('What an order has left for a claim', () => {
  const { facts, state } = disputeUnderReview({ amount: 6_000 });
  const lineIds = ['a', 'b'];
  const items = lineIds.map((lineId, index) => ({ lineId, quantity: 1, units: [0], amount: [2_000, 4_000][index]! }));
  const claimed = { ...facts, claim: { ...facts.claim, items, amount: 6_490, shipping: 490 } };
  const left = (refunded: readonly number[], shippingRefunded = 0, shipping = 490): number[] => {
    const lines = lineIds.map((lineId, index) => ({ lineId, title: '', quantity: 1, paid: [2_000, 4_000][index]!, disputedUnits: 1, reserved: 0, refunded: refunded[index]!, claimSeq: 0 }));
    const order: OrderFacts = { orderId: 'o', buyerId: 'b', sellerId: 's', currency: 'EUR', placedAt: 0, shippingPaid: 490, shippingReserved: 0, shippingRefunded, lines, shipments: [] };
    const limit = leftInOrder({ facts: { ...claimed, claim: { ...claimed.claim, shipping } }, state, order })!;
    return [limit.items!, limit.shipping!];
  };

  it('is as much as every line can pay of its share', () => {
    expect(left([0, 0])).toEqual([6_000, 490]);
    expect(left([1_000, 0])).toEqual([3_001, 490]);
    expect(left([0, 4_000], 490)).toEqual([0, 0]);
    expect(left([2_000, 4_000])).toEqual([0, 490]);
    expect(left([0, 0], 0, 0)).toEqual([6_000, 0]);
    expect(left([0, 0], 300)).toEqual([6_000, 190]);
  });

  it('is not known without the order', () => {
    expect(leftInOrder({ facts: claimed, state, order: null })).toBeUndefined();
  });
});
