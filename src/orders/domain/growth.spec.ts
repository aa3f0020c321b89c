import { describe, expect, it } from '@jest/globals';
import { changesOfFixedData, shrinkings } from './growth.js';
import type { LineFacts, OrderFacts } from './order.js';
import { contradictionsIn, type OrderSnapshot } from './snapshot.js';

const line = (given: Partial<LineFacts> = {}): LineFacts => ({
  lineId: 'lamp', title: 'Desk lamp', quantity: 3, paid: 1000, disputedUnits: 0, reserved: 0, refunded: 0, claimSeq: 0, ...given,
});
const stored = (lineGiven: Partial<LineFacts> = {}, given: Partial<OrderFacts> = {}): OrderFacts => ({
  orderId: 'o-1', buyerId: 'ana', sellerId: 'lumen', currency: 'EUR', placedAt: Date.parse('2026-03-01T10:00:00Z'),
  shippingPaid: 490, shippingReserved: 0, shippingRefunded: 0, lines: [line(lineGiven)],
  shipments: [{ shipmentId: 'p-1', carrier: 'GLS', trackingNumber: '1', lineIds: null, shippedAt: 1, promisedBy: null, deliveredAt: 2 }], ...given,
});
const next = (given: Partial<OrderSnapshot> = {}): OrderSnapshot => ({
  orderId: 'o-1', buyerId: 'ana', sellerId: 'lumen', currency: 'EUR', placedAt: '2026-03-01T10:00:00.000Z', shippingPaid: 490,
  lines: [{ id: 'lamp', title: 'Desk lamp', quantity: 3, paid: 1000 }],
  shipments: [{ id: 'p-1', carrier: 'GLS', trackingNumber: '1', shippedAt: '2026-03-02T10:00:00.000Z', deliveredAt: '2026-03-04T10:00:00.000Z' }],
  ...given,
});
const withLine = (quantity: number, paid: number) => next({ lines: [{ id: 'lamp', title: 'Desk lamp', quantity, paid }] });
const pointers = (faults: readonly { pointer: string }[]) => faults.map(({ pointer }) => pointer);

describe('a snapshot may', () => {
  it('stay the same or grow', () => {
    expect(shrinkings(stored({ disputedUnits: 3, reserved: 1000 }), withLine(3, 1000))).toEqual([]);
    expect(shrinkings(stored({ disputedUnits: 3, reserved: 1000 }), withLine(4, 1500))).toEqual([]);
  });
  it('shrink where nothing is disputed', () => {
    expect(shrinkings(stored(), next({ lines: [], shipments: [], shippingPaid: 0 }))).toEqual([]);
    expect(shrinkings(stored({ disputedUnits: 1 }), withLine(2, 700))).toEqual([]);
  });
});

describe('a snapshot may not', () => {
  it('have fewer units than are disputed', () => {
    expect(pointers(shrinkings(stored({ disputedUnits: 2 }), withLine(1, 1000)))).toEqual(['/lines/0']);
  });
  it('be worth less than the disputed units, or than what was granted and refunded', () => {
    expect(shrinkings(stored({ disputedUnits: 2 }), withLine(3, 667))).toEqual([]);
    expect(pointers(shrinkings(stored({ disputedUnits: 2 }), withLine(3, 666)))).toEqual(['/lines/0']);
    expect(pointers(shrinkings(stored({ refunded: 400 }), withLine(3, 399)))).toEqual(['/lines/0']);
    expect(pointers(shrinkings(stored({}, { shippingReserved: 400 }), next({ shippingPaid: 399 })))).toEqual(['/shippingPaid']);
  });
  it('lose a line in dispute', () => {
    expect(pointers(shrinkings(stored({ disputedUnits: 1 }), next({ lines: [] })))).toEqual(['/lines', '/lines']);
  });
  it('take back parcels of an order in dispute', () => {
    const [parcel] = next().shipments;
    expect(pointers(shrinkings(stored({ disputedUnits: 1 }), next({ shipments: [] })))).toEqual(['/shipments']);
    const undelivered = next({ shipments: [{ ...parcel!, deliveredAt: undefined }] });
    expect(pointers(shrinkings(stored({ disputedUnits: 1 }), undelivered))).toEqual(['/shipments/0/deliveredAt']);
    expect(shrinkings(stored(), undelivered)).toEqual([]);
  });
  it('change who sold to whom, when, and in which currency', () => {
    const changed = next({ buyerId: 'ben', sellerId: 'x', currency: 'USD', placedAt: '2026-03-01T10:00:00.001Z' });
    expect(pointers(changesOfFixedData(stored(), changed))).toEqual(['/buyerId', '/sellerId', '/currency', '/placedAt']);
    expect(changesOfFixedData(stored(), next())).toEqual([]);
  });
});

describe('a snapshot contradicts itself', () => {
  const [lamp] = next().lines;
  const [parcel] = next().shipments;
  it.each([
    ['by selling to oneself', { sellerId: 'ana' }, ['/sellerId']],
    ['by two lines of one id', { lines: [lamp!, lamp!] }, ['/lines']],
    ['by two shipments of one id', { shipments: [parcel!, parcel!] }, ['/shipments']],
    ['by a parcel of unknown lines', { shipments: [{ ...parcel!, lineIds: ['sofa'] }] }, ['/shipments/0/lineIds']],
    ['by more money than a number holds', { shippingPaid: Number.MAX_SAFE_INTEGER }, ['/lines']],
    ['by too many units', { lines: [1, 2, 3].map((n) => ({ ...lamp!, id: `l${n}`, quantity: 10_000 })) }, ['/lines']],
  ])('%s', (_how, given, expected) => {
    expect(pointers(contradictionsIn(next(given)))).toEqual(expected);
  });
  it('not when all is well', () => {
    expect(contradictionsIn(next())).toEqual([]);
  });
});
