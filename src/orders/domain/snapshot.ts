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
  readonly detail: string;
}

/** Units of one order are listed one by one when a claim is assessed; more than this is no consumer's order. */
const MAX_UNITS = 20_000;

/** What is wrong with a snapshot by itself, beyond each single field. */
export function contradictionsIn(snapshot: OrderSnapshot): SnapshotFault[] {
  const { lines, shipments, shippingPaid, buyerId, sellerId } = snapshot;
  const known = new Set(lines.map(({ id }) => id));
  const money = lines.reduce((sum, { paid }) => sum + BigInt(paid), BigInt(shippingPaid));
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const stranger = shipments.findIndex(({ lineIds }) => lineIds?.some((id) => !known.has(id)));
  const faults: [boolean, string, string][] = [
    [buyerId === sellerId, '/sellerId', 'Buyer and seller must be two accounts.'],
    [known.size < lines.length, '/lines', 'Each line needs an id of its own.'],
    [new Set(shipments.map(({ id }) => id)).size < shipments.length, '/shipments', 'Each shipment needs an id of its own.'],
    [units > MAX_UNITS, '/lines', `More than ${MAX_UNITS} units in one order.`],
    [money > BigInt(Number.MAX_SAFE_INTEGER), '/lines', 'The order as a whole exceeds the largest amount.'],
    [stranger >= 0, `/shipments/${stranger}/lineIds`, 'A shipment can only carry lines of this order.'],
  ];
  return faults.filter(([isWrong]) => isWrong).map(([, pointer, detail]) => ({ pointer, detail }));
}
