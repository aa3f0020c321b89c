/** An order as the marketplace sends it. Times are RFC 3339 in UTC with milliseconds, so that equal snapshots read equal. */
export interface OrderSnapshot {
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly currency: string;
  readonly placedAt: string;
  readonly buyerLocale?: string;
  readonly sellerLocale?: string;
  readonly buyerEmail?: string;
  readonly sellerEmail?: string;
  readonly buyerTimeZone?: string;
  readonly sellerTimeZone?: string;
  readonly deliveryCountry?: string;
  /** In degrees; compared with what pictures say, and shown to nobody. */
  readonly deliveryPlace?: { readonly latitude: number; readonly longitude: number };
  readonly shippingPaid: number;
  readonly lines: readonly SnapshotLine[];
  readonly shipments: readonly SnapshotShipment[];
}

export interface SnapshotLine {
  readonly id: string;
  readonly title: string;
  readonly quantity: number;
  readonly paid: number;
}

export interface SnapshotShipment {
  readonly id: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly lineIds?: readonly string[];
  readonly shippedAt: string;
  readonly promisedBy?: string;
  readonly deliveredAt?: string;
}

/** One thing about a snapshot that does not fit, and where. */
export interface SnapshotFault {
  readonly pointer: string;
  readonly says:
    | 'order_one_account' | 'order_line_ids' | 'order_shipment_ids' | 'order_units' | 'order_amount' | 'order_shipment_lines'
    | 'order_fixed' | 'order_shipping_taken' | 'order_units_taken' | 'order_money_taken' | 'order_shipment_gone' | 'order_delivered';
  readonly values: Readonly<Record<string, string | number | { readonly amount: number; readonly currency: string }>>;
}

export const fault = (pointer: string, says: SnapshotFault['says'], values: SnapshotFault['values'] = {}): SnapshotFault => ({ pointer, says, values });

/** Units of one order are listed one by one when a claim is assessed; more than this is no consumer's order. */
const MAX_UNITS = 20_000;

/** What is wrong with a snapshot by itself, beyond each single field. */
export function contradictionsIn(snapshot: OrderSnapshot): SnapshotFault[] {
  const { lines, shipments, shippingPaid, buyerId, sellerId } = snapshot;
  const known = new Set(lines.map(({ id }) => id));
  const money = lines.reduce((sum, { paid }) => sum + BigInt(paid), BigInt(shippingPaid));
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const stranger = shipments.findIndex(({ lineIds }) => lineIds?.some((id) => !known.has(id)));
  const faults: [boolean, SnapshotFault][] = [
    [buyerId === sellerId, fault('/sellerId', 'order_one_account')],
    [known.size < lines.length, fault('/lines', 'order_line_ids')],
    [new Set(shipments.map(({ id }) => id)).size < shipments.length, fault('/shipments', 'order_shipment_ids')],
    [units > MAX_UNITS, fault('/lines', 'order_units', { most: MAX_UNITS })],
    [money > BigInt(Number.MAX_SAFE_INTEGER), fault('/lines', 'order_amount')],
    [stranger >= 0, fault(`/shipments/${stranger}/lineIds`, 'order_shipment_lines')],
  ];
  return faults.filter(([isWrong]) => isWrong).map(([, found]) => found);
}
