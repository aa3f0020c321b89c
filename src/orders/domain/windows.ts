import type { Policy, ReasonPolicy, WindowPolicy } from '../../policy/domain/policy.js';
import type { OrderFacts, ShipmentFacts } from './order.js';

/** When a claim may be opened: `from` is included, `until` is not. */
export interface Window {
  /** Null: not yet, and nobody knows since when (nothing was shipped). */
  readonly from: number | null;
  /** Null: no end in sight, because delivery is not known. */
  readonly until: number | null;
}

/** When a line may be claimed for a reason. Where several shipments carry the line, the latest one counts. */
export function lineWindow(order: OrderFacts, lineId: string, claim: { reason: string; subreason?: string }, policy: Policy): Window {
  const rules = policy.reasons[claim.reason];
  if (rules === undefined) throw new RangeError(`policy ${policy.id} knows no reason ${claim.reason}`);
  const shipment = latestShipment(order.shipments, lineId);
  if (rules.window === 'received') return receivedWindow(shipment, policy.windows);
  return overdueWindow(order.placedAt, shipment, presumesDelivery(rules, claim.subreason), policy.windows);
}

/** The time that all lines have in common: open for every line, closed with the first. */
export function commonWindow(windows: readonly Window[]): Window {
  const from = windows.map((window) => window.from);
  const until = windows.map((window) => window.until).filter((end) => end !== null);
  return {
    from: from.some((start) => start === null) ? null : Math.max(...(from as number[])),
    until: until.length === 0 ? null : Math.min(...until),
  };
}

const presumesDelivery = (rules: ReasonPolicy, subreason?: string): boolean =>
  subreason !== undefined && rules.presumeDelivery.includes(subreason);

/** The parcel should have come: it opens when it is late, and what only was late stays claimable for a while. */
function overdueWindow(placedAt: number, shipment: ShipmentFacts | null, presumesDelivery: boolean, windows: WindowPolicy): Window {
  const { opensAfterShipped, opensAfterPlaced, lasts, afterDelivery } = windows.overdue;
  const expectedAt = shipment?.shippedAt == null ? placedAt + opensAfterPlaced : shipment.shippedAt + opensAfterShipped;
  const from = shipment?.promisedBy ?? expectedAt;
  const deliveredAt = presumesDelivery ? (shipment?.deliveredAt ?? null) : null;
  const until = from + lasts;
  return { from, until: deliveredAt === null ? until : Math.max(until, deliveredAt + afterDelivery) };
}

/** Something is wrong with what came: it opens with the parcel's way, because tracking is often late. */
function receivedWindow(shipment: ShipmentFacts | null, windows: WindowPolicy): Window {
  if (shipment === null) return { from: null, until: null };
  const { shippedAt, deliveredAt } = shipment;
  return { from: shippedAt ?? deliveredAt, until: deliveredAt === null ? null : deliveredAt + windows.received.afterDelivery };
}

/** The shipment of the line that left last; of two that left together, the one still on its way or delivered later. */
function latestShipment(shipments: readonly ShipmentFacts[], lineId: string): ShipmentFacts | null {
  const carrying = shipments.filter(({ lineIds }) => lineIds === null || lineIds.includes(lineId));
  const left = (shipment: ShipmentFacts) => shipment.shippedAt ?? shipment.deliveredAt ?? 0;
  const came = (shipment: ShipmentFacts) => shipment.deliveredAt ?? Infinity;
  return carrying.reduce<ShipmentFacts | null>((latest, each) => {
    if (latest === null || left(each) > left(latest)) return each;
    return left(each) === left(latest) && came(each) > came(latest) ? each : latest;
  }, null);
}
