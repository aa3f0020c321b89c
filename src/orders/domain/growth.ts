import { unitShares } from './allocation.js';
import type { LineFacts, OrderFacts } from './order.js';
import { fault, type OrderSnapshot, type SnapshotFault, type SnapshotLine } from './snapshot.js';

/** What never changes once told: disputes rest on who sold what to whom, when, and in which currency. */
export function changesOfFixedData(stored: OrderFacts, next: OrderSnapshot): SnapshotFault[] {
  const fixed: [string, boolean][] = [
    ['buyerId', stored.buyerId === next.buyerId],
    ['sellerId', stored.sellerId === next.sellerId],
    ['currency', stored.currency === next.currency],
    ['placedAt', stored.placedAt === Date.parse(next.placedAt)],
  ];
  return fixed.filter(([, same]) => !same).map(([name]) => fault(`/${name}`, 'order_fixed', { name }));
}

/** Where a snapshot would take away what disputes rest on: units, money, parcels. An empty list lets it pass. */
export function shrinkings(stored: OrderFacts, next: OrderSnapshot): SnapshotFault[] {
  const { currency } = stored;
  const shippingTaken = stored.shippingReserved + stored.shippingRefunded;
  const shipping = next.shippingPaid < shippingTaken ? [fault('/shippingPaid', 'order_shipping_taken', { amount: { amount: shippingTaken, currency } })] : [];
  return [...stored.lines.flatMap((line) => lineShrinkings(line, next.lines, currency)), ...shipping, ...parcelsTakenBack(stored, next)];
}

function lineShrinkings(line: LineFacts, next: readonly SnapshotLine[], currency: string): SnapshotFault[] {
  const index = next.findIndex(({ id }) => id === line.lineId);
  const { quantity, paid } = next[index] ?? { quantity: 0, paid: 0 };
  const pointer = index < 0 ? '/lines' : `/lines/${index}`;
  const least = Math.max(line.reserved + line.refunded, line.refunded + disputedWorth(line));
  const faults: SnapshotFault[] = [];
  if (quantity < line.disputedUnits) faults.push(fault(pointer, 'order_units_taken', { units: line.disputedUnits, line: line.lineId }));
  if (paid < Math.min(least, line.paid)) faults.push(fault(pointer, 'order_money_taken', { amount: { amount: least, currency }, line: line.lineId }));
  return faults;
}

/** Which units are disputed is not known here; the first ones are the dearest, so this is enough for any of them. */
const disputedWorth = (line: LineFacts): number =>
  unitShares(line.paid, line.quantity)
    .slice(0, line.disputedUnits)
    .reduce((sum, share) => sum + share, 0);

/** While anything is disputed, a parcel that was sent stays sent, and one that was delivered stays delivered. */
function parcelsTakenBack(stored: OrderFacts, next: OrderSnapshot): SnapshotFault[] {
  if (stored.lines.every(({ disputedUnits }) => disputedUnits === 0)) return [];
  return stored.shipments.flatMap(({ shipmentId, deliveredAt }) => {
    const index = next.shipments.findIndex(({ id }) => id === shipmentId);
    if (index < 0) return [fault('/shipments', 'order_shipment_gone', { shipment: shipmentId })];
    const undone = deliveredAt !== null && next.shipments[index]?.deliveredAt === undefined;
    return undone ? [fault(`/shipments/${index}/deliveredAt`, 'order_delivered', { shipment: shipmentId })] : [];
  });
}
