/** What was bought, paid and shipped, as far as a claim can rest on it. Times are epoch milliseconds, money minor units. */
export interface OrderFacts {
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly currency: string;
  readonly placedAt: number;
  readonly shippingPaid: number;
  readonly shippingReserved: number;
  readonly shippingRefunded: number;
  readonly lines: readonly LineFacts[];
  readonly shipments: readonly ShipmentFacts[];
}

/** A line of an order: `paid` is for all its units together. */
export interface LineFacts {
  readonly lineId: string;
  readonly title: string;
  readonly quantity: number;
  readonly paid: number;
  /** Units in open disputes. */
  readonly disputedUnits: number;
  /** Granted, not yet paid out. */
  readonly reserved: number;
  readonly refunded: number;
  /** Grows whenever the line is claimed, released or changed: who read an older one must read again. */
  readonly claimSeq: number;
}

export interface ShipmentFacts {
  readonly shipmentId: string;
  readonly carrier: string;
  readonly trackingNumber: string;
  /** Null: the shipment carries every line. */
  readonly lineIds: readonly string[] | null;
  readonly shippedAt: number | null;
  readonly promisedBy: number | null;
  readonly deliveredAt: number | null;
}
