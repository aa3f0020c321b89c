import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../../policy/domain/policy.js';
import { policiesFolder, readPolicies } from '../../policy/policy.documents.js';
import { eligibilityOf } from './eligibility.js';
import type { LineFacts, OrderFacts, ShipmentFacts } from './order.js';
import type { OtherDispute } from './standing.js';

const DAY = 86_400_000;
const policy = readPolicies(policiesFolder()).get('standard-1') as Policy;
const placedAt = Date.parse('2026-03-01T10:00:00Z');
const day = (n: number) => placedAt + n * DAY;

const lamp: LineFacts = { lineId: 'lamp', title: 'Desk lamp, brass', quantity: 2, paid: 999, disputedUnits: 0, reserved: 0, refunded: 0, claimSeq: 0 };
const parcel: ShipmentFacts = {
  shipmentId: 'parcel-1', carrier: 'GLS', trackingNumber: '1', lineIds: null, shippedAt: day(1), promisedBy: day(4), deliveredAt: day(3),
};
const order: OrderFacts = {
  orderId: 'order-2026-1001', buyerId: 'ana', sellerId: 'lumen', currency: 'EUR', placedAt,
  shippingPaid: 490, shippingReserved: 90, shippingRefunded: 100, lines: [lamp], shipments: [parcel],
};
const taking = (standing: OtherDispute['standing'], units: number[]): OtherDispute => ({
  id: `dp_${standing}`, standing, ruled: false, reason: 'damaged', items: [{ lineId: 'lamp', units }],
});
const linesAt = (now: number, others: OtherDispute[] = [], given = order) => eligibilityOf(given, others, policy, now).lines[0]!;
const reasonAt = (reason: string, now: number, others: OtherDispute[] = []) =>
  linesAt(now, others).reasons.find((each) => each.reason === reason)!;

describe('what can be claimed of an order', () => {
  it('is all of it at first, with what is left of shipping', () => {
    expect(eligibilityOf(order, [], policy, day(3))).toMatchObject({ policy: 'standard-1', currency: 'EUR', shippingRefundable: 300 });
    expect(linesAt(day(3))).toMatchObject({ disputableUnits: 2, refundable: 999, openDisputes: [], whyNot: null });
  });

  it('is what open disputes leave', () => {
    expect(linesAt(day(3), [taking('open', [0])])).toMatchObject({
      disputableUnits: 1, refundable: 499, openDisputes: [{ disputeId: 'dp_open', quantity: 1 }], whyNot: null,
    });
  });

  it.each([
    ['units_not_disputable', 'open'],
    ['already_decided', 'decided'],
    ['use_reopen', 'reopenable'],
  ] as const)('is nothing and %s when all units are in a dispute that is %s', (whyNot, standing) => {
    expect(linesAt(day(3), [taking(standing, [0, 1])])).toMatchObject({ disputableUnits: 0, refundable: 0, whyNot });
    expect(reasonAt('damaged', day(3), [taking(standing, [0, 1])])).toMatchObject({ disputable: false, whyNot });
  });

  it('depends on the reason and the day', () => {
    expect(reasonAt('damaged', day(3))).toMatchObject({
      disputable: true, whyNot: null, window: { from: day(1), until: day(18) }, evidence: [{ photo: 2 }, { photo: 1, video: 1 }],
    });
    expect(reasonAt('damaged', day(18) - 1).disputable).toBe(true);
    expect(reasonAt('damaged', day(18))).toMatchObject({ disputable: false, whyNot: 'window_closed' });
    expect(reasonAt('not_received', day(4) - 1)).toMatchObject({ disputable: false, whyNot: 'window_not_open' });
  });

  it('lasts longer under a subreason that presumes a delivery', () => {
    const late = { ...order, shipments: [{ ...parcel, deliveredAt: day(10) }] };
    const reason = linesAt(day(20), [], late).reasons.find((each) => each.reason === 'not_received');
    expect(reason).toMatchObject({
      disputable: true, window: { from: day(4), until: day(19) },
      subreasonWindows: [{ subreason: 'delivered_not_received', window: { from: day(4), until: day(25) } }],
    });
  });
});
