import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { policiesFolder, readPolicies } from '../../policy/policy.documents.js';
import type { Policy } from '../../policy/domain/policy.js';
import { assessClaim, type ClaimRequest } from './assess.js';
import type { LineFacts, OrderFacts } from './order.js';
import { endedByRuling, standingOf, type OtherDispute } from './standing.js';

const policy = readPolicies(policiesFolder()).get('standard-1') as Policy;
const placedAt = Date.parse('2026-03-01T10:00:00Z');

const line = (given: Partial<LineFacts>): LineFacts => ({
  lineId: 'lamp', title: 'Desk lamp, brass', quantity: 3, paid: 1000, disputedUnits: 0, reserved: 0, refunded: 0, claimSeq: 4, ...given,
});
const order = (...lines: LineFacts[]): OrderFacts => ({
  orderId: 'o', buyerId: 'b', sellerId: 's', currency: 'EUR', placedAt,
  shippingPaid: 490, shippingReserved: 0, shippingRefunded: 0, lines,
  shipments: [{ shipmentId: 's-1', carrier: 'GLS', trackingNumber: 'GLS1', lineIds: null, shippedAt: placedAt, promisedBy: null, deliveredAt: null }],
});
const other = (standing: OtherDispute['standing'], units: number[], more: Partial<OtherDispute> = {}): OtherDispute => ({
  id: 'dp_old', standing, ruled: false, reason: 'damaged', items: [{ lineId: 'lamp', units }], ...more,
});
const claim = (quantity: number, more: Partial<ClaimRequest> = {}): ClaimRequest => ({
  reason: 'damaged', items: [{ lineId: 'lamp', quantity }], ...more,
});
const assess = (others: OtherDispute[], request = claim(1), ...lines: LineFacts[]) =>
  assessClaim(order(...(lines.length > 0 ? lines : [line({})])), others, request, policy);

describe('the units of a claim', () => {
  it('are the first ones, worth their shares', () => {
    const { lines, amount } = assess([], claim(2));
    expect(lines).toEqual([{ lineId: 'lamp', quantity: 2, unheld: 3, undecided: 3, free: 3, units: [0, 1], amount: 667, claimSeq: 4 }]);
    expect(amount).toBe(667);
  });
  it('go around those in an open dispute', () => {
    expect(assess([other('open', [0])]).lines[0]).toMatchObject({ unheld: 2, undecided: 2, free: 2, units: [1], amount: 333 });
  });
  it('go around decided ones and those that may still be reopened', () => {
    const others = [other('decided', [0]), other('reopenable', [1], { id: 'dp_2' })];
    expect(assess(others, claim(2)).lines[0]).toMatchObject({ unheld: 3, undecided: 2, free: 1, units: [2] });
  });
  it('are not mixed up with units of other lines', () => {
    expect(assess([other('open', [0], { items: [{ lineId: 'shade', units: [0] }] })]).lines[0]).toMatchObject({ unheld: 3 });
  });
  it('are refused for a line the order does not have', () => {
    expect(() => assess([], claim(1, { items: [{ lineId: 'sofa', quantity: 1 }] }))).toThrow(RangeError);
  });
});

describe('units decided before', () => {
  const linked = (more: Partial<ClaimRequest> = {}) => claim(1, { previousDisputeId: 'dp_old', ...more });
  it('may come again after a settlement, when linked', () => {
    expect(assess([other('decided', [0, 1, 2])], linked()).lines[0]).toMatchObject({ undecided: 3, units: [0] });
    expect(assess([other('decided', [0, 1, 2])]).lines[0]).toMatchObject({ undecided: 0, units: [], amount: 0 });
  });
  it('may come again after a ruling for another reason only', () => {
    const ruled = [other('decided', [0], { ruled: true })];
    expect(assess(ruled, linked()).lines[0]).toMatchObject({ undecided: 2 });
    expect(assess(ruled, linked({ reason: 'defective' })).lines[0]).toMatchObject({ undecided: 3 });
  });
});

describe('the amount of a claim', () => {
  it('is at most what is left of the line', () => {
    expect(assess([], claim(3), line({ refunded: 500, reserved: 200 })).amount).toBe(300);
    expect(assess([], claim(1), line({ refunded: 1000 })).amount).toBe(0);
  });
  it('holds shipping only when nothing of the order arrived', () => {
    const shade = line({ lineId: 'shade', quantity: 1, paid: 100 });
    const everything = { reason: 'not_received', items: [{ lineId: 'lamp', quantity: 3 }, { lineId: 'shade', quantity: 1 }] };
    expect(assess([], everything, line({}), shade)).toMatchObject({ shipping: 490, amount: 1590 });
    expect(assess([], { ...everything, reason: 'damaged' }, line({}), shade).shipping).toBe(0);
    expect(assess([], claim(3, { reason: 'not_received' }), line({}), shade).shipping).toBe(0);
  });
  it('never exceeds what was paid, whatever was taken before', () => {
    const facts = fc.record({ quantity: fc.integer({ min: 1, max: 9 }), paid: fc.nat(5000), refunded: fc.nat(5000), reserved: fc.nat(5000) });
    fc.assert(
      fc.property(facts, fc.array(fc.array(fc.nat(9))), fc.integer({ min: 1, max: 12 }), (given, taken, quantity) => {
        const others = taken.map((units, index) => other(index % 2 === 0 ? 'open' : 'decided', units, { id: `dp_${index}` }));
        const { amount, lines: [assessed] } = assess(others, claim(quantity), line(given));
        expect(amount).toBeGreaterThanOrEqual(0);
        expect(amount).toBeLessThanOrEqual(Math.max(0, given.paid - given.refunded - given.reserved));
        expect(assessed?.units.length).toBe(Math.min(quantity, assessed?.free ?? 0));
        expect(assessed?.units.some((unit) => taken.flat().includes(unit))).toBe(false);
      }),
    );
  });
});

describe('the window of a claim', () => {
  it('is told as RFC 3339', () => {
    expect(assess([])).toMatchObject({ windowFrom: '2026-03-01T10:00:00.000Z', windowUntil: null });
  });
});

describe('another dispute', () => {
  const end = { state: 'closed.withdrawn', reopenUntil: 100, inadmissibleBy: null };
  it.each([
    ['draft', null], ['opened', 'open'], ['suspended', 'open'], ['refunding.failed', 'open'],
    ['closed.settled', 'decided'], ['closed.ruled', 'decided'], ['closed.superseded', null],
  ])('in %s stands as %s', (state, standing) => {
    expect(standingOf({ ...end, state }, 50)).toBe(standing);
  });
  it('holds its units for reopening only inside the window', () => {
    expect(standingOf(end, 99)).toBe('reopenable');
    expect(standingOf(end, 100)).toBeNull();
    expect(standingOf({ ...end, reopenUntil: null }, 1)).toBeNull();
  });
  it('found inadmissible counts as decided unless a lead closed it', () => {
    expect(standingOf({ ...end, state: 'closed.inadmissible', inadmissibleBy: 'ruling' }, 1)).toBe('decided');
    expect(standingOf({ ...end, state: 'closed.inadmissible', inadmissibleBy: 'lead' }, 1)).toBeNull();
    expect(endedByRuling('closed.inadmissible')).toBe(true);
    expect(endedByRuling('closed.settled')).toBe(false);
  });
});
