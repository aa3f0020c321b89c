import type { LineFacts, OrderFacts, ShipmentFacts } from '../domain/order.js';

/** Epoch milliseconds: what the law counts in. */
const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::bigint`;

const LINES = `
  SELECT json_agg(json_build_object('lineId', l.line_id, 'title', l.title, 'quantity', l.quantity, 'paid', l.paid,
    'disputedUnits', l.disputed_units, 'reserved', l.reserved, 'refunded', l.refunded, 'claimSeq', l.claim_seq))
  FROM order_line l WHERE l.order_id = o.order_id`;

const SHIPMENTS = `
  SELECT json_agg(json_build_object('shipmentId', s.shipment_id, 'carrier', s.carrier, 'trackingNumber', s.tracking_number,
    'lineIds', s.line_ids, 'shippedAt', ${ms('s.shipped_at')}, 'promisedBy', ${ms('s.promised_by')},
    'deliveredAt', ${ms('s.delivered_at')}))
  FROM order_shipment s WHERE s.order_id = o.order_id`;

/**
 * A scalar subselect that gives one order as JSON (null when there is none), so that another statement can read an
 * order in the same round trip. `orderIdExpr` is SQL: a parameter or a column, never a value from outside.
 */
export function ORDER_FACTS_SQL(orderIdExpr: string): string {
  return `(
  SELECT json_build_object('orderId', o.order_id, 'buyerId', o.buyer_id, 'sellerId', o.seller_id, 'currency', o.currency,
    'placedAt', ${ms('o.placed_at')}, 'shippingPaid', o.shipping_paid, 'shippingReserved', o.shipping_reserved,
    'shippingRefunded', o.shipping_refunded, 'lines', (${LINES}), 'shipments', (${SHIPMENTS}))
  FROM order_snapshot o WHERE o.order_id = ${orderIdExpr})`;
}

/** What the subselect gives: lists without members come as null. */
export type OrderFactsJson = Omit<OrderFacts, 'lines' | 'shipments'> & {
  readonly lines: readonly LineFacts[] | null;
  readonly shipments: readonly ShipmentFacts[] | null;
};

/**
 * The order as the rules see it. Lines that were taken back stay in the table with nothing in them; nobody can claim
 * those. Sorted here: a handful of rows is not worth a sort in the plan of a hot statement.
 */
export function orderFactsFrom(json: OrderFactsJson): OrderFacts {
  const lines = (json.lines ?? []).filter(({ quantity }) => quantity > 0);
  return {
    ...json,
    lines: lines.sort((a, b) => (a.lineId < b.lineId ? -1 : 1)),
    shipments: [...(json.shipments ?? [])].sort((a, b) => (a.shippedAt ?? 0) - (b.shippedAt ?? 0) || (a.shipmentId < b.shipmentId ? -1 : 1)),
  };
}
