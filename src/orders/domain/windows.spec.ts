import { describe, expect, it } from '@jest/globals';
import { policiesFolder, readPolicies } from '../../policy/policy.documents.js';
import type { Policy } from '../../policy/domain/policy.js';
import type { OrderFacts, ShipmentFacts } from './order.js';
import { commonWindow, lineWindow } from './windows.js';

const DAY = 86_400_000;
const policy = readPolicies(policiesFolder()).get('standard-1') as Policy;
const placedAt = Date.parse('2026-03-01T10:00:00Z');
const day = (n: number) => placedAt + n * DAY;

const shipment = (given: Partial<ShipmentFacts> & { shipmentId?: string }): ShipmentFacts => ({
  shipmentId: 's-1',
  carrier: 'GLS',
  trackingNumber: 'GLS1',
  lineIds: null,
  shippedAt: null,
  promisedBy: null,
  deliveredAt: null,
  ...given,
});
const order = (...shipments: ShipmentFacts[]): OrderFacts => ({
  orderId: 'o', buyerId: 'b', sellerId: 's', currency: 'EUR', placedAt,
  shippingPaid: 0, shippingReserved: 0, shippingRefunded: 0, lines: [], shipments,
});
const windowOf = (reason: string, given: OrderFacts, subreason?: string) => lineWindow(given, 'lamp', { reason, subreason }, policy);

describe('a parcel that did not come may be claimed', () => {
  it('15 days after the order when nothing was shipped', () => {
    expect(windowOf('not_received', order())).toEqual({ from: day(15), until: day(30) });
  });
  it('10 days after shipping when no day was promised', () => {
    expect(windowOf('not_received', order(shipment({ shippedAt: day(2) })))).toEqual({ from: day(12), until: day(27) });
  });
  it('from the promised day', () => {
    const late = order(shipment({ shippedAt: day(2), promisedBy: day(5) }));
    expect(windowOf('not_received', late)).toEqual({ from: day(5), until: day(20) });
  });
  it('longer when it is marked as delivered, but only under that subreason', () => {
    const delivered = order(shipment({ shippedAt: day(2), promisedBy: day(5), deliveredAt: day(9) }));
    expect(windowOf('not_received', delivered, 'delivered_not_received').until).toBe(day(24));
    expect(windowOf('not_received', delivered, 'in_transit_overdue').until).toBe(day(20));
  });
  it('never shorter because it was delivered early', () => {
    const early = order(shipment({ shippedAt: day(2), promisedBy: day(9), deliveredAt: day(3) }));
    expect(windowOf('not_received', early, 'delivered_not_received').until).toBe(day(24));
  });
});

describe('something wrong with what came may be claimed', () => {
  it('at no known time before anything was shipped', () => {
    expect(windowOf('damaged', order())).toEqual({ from: null, until: null });
  });
  it('from shipping, without an end until delivery is known', () => {
    expect(windowOf('damaged', order(shipment({ shippedAt: day(2) })))).toEqual({ from: day(2), until: null });
  });
  it('until 15 days after delivery', () => {
    const delivered = order(shipment({ shippedAt: day(2), deliveredAt: day(4) }));
    expect(windowOf('defective', delivered)).toEqual({ from: day(2), until: day(19) });
  });
  it('from delivery when shipping is not known', () => {
    expect(windowOf('other', order(shipment({ deliveredAt: day(4) })))).toEqual({ from: day(4), until: day(19) });
  });
});

describe('of several shipments', () => {
  const first = shipment({ shipmentId: 's-1', shippedAt: day(1), deliveredAt: day(3) });
  it('the latest one counts: half of the line is still on its way', () => {
    const second = shipment({ shipmentId: 's-2', shippedAt: day(6) });
    expect(windowOf('damaged', order(second, first))).toEqual({ from: day(6), until: null });
  });
  it('one of other lines does not count', () => {
    const others = shipment({ shipmentId: 's-2', shippedAt: day(6), lineIds: ['shade'] });
    expect(windowOf('damaged', order(first, others))).toEqual({ from: day(1), until: day(18) });
  });
  it('of two that left together the one not yet delivered counts, in whatever order they are told', () => {
    const second = shipment({ shipmentId: 's-2', shippedAt: day(1) });
    expect(windowOf('damaged', order(first, second)).until).toBeNull();
    expect(windowOf('damaged', order(second, first)).until).toBeNull();
  });
});

describe('a claim over several lines', () => {
  it('opens with the last line and closes with the first', () => {
    expect(commonWindow([{ from: 1, until: 9 }, { from: 3, until: null }, { from: 2, until: 7 }])).toEqual({ from: 3, until: 7 });
  });
  it('is not open while one line was not shipped', () => {
    expect(commonWindow([{ from: 1, until: 9 }, { from: null, until: null }])).toEqual({ from: null, until: 9 });
  });
});
