import { ApiProperty } from '@nestjs/swagger';
import { isStaff, type Caller } from '../../foundation/identity/index.js';
import type { LineFacts, ShipmentFacts } from '../domain/order.js';
import type { OrderRecord } from '../store/orders.store.js';

/** A line as it was sold. */
export class OrderLineView {
  @ApiProperty({ example: 'lamp' })
  id: string;
  @ApiProperty({ example: 'Desk lamp, brass' })
  title: string;
  @ApiProperty({ type: 'integer', example: 1 })
  quantity: number;
  @ApiProperty({ type: 'integer', format: 'int64', example: 4990 })
  paid: number;
}

/** A parcel and how far it came. */
export class OrderShipmentView {
  @ApiProperty({ example: 'parcel-1' })
  id: string;
  @ApiProperty({ example: 'GLS' })
  carrier: string;
  @ApiProperty({ example: '00340434161094042557' })
  trackingNumber: string;
  @ApiProperty({ type: [String], required: false, example: ['lamp'] })
  lineIds?: string[];
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-02T09:00:00.000Z' })
  shippedAt?: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-05T18:00:00.000Z' })
  promisedBy?: string;
  @ApiProperty({ required: false, format: 'date-time', example: '2026-03-04T11:20:00.000Z' })
  deliveredAt?: string;
}

/** An order as its caller may see it: locale, zone and country only of oneself, e-mail addresses never. */
export class OrderView {
  @ApiProperty({ example: 'order-2026-1001' })
  orderId: string;
  @ApiProperty({ example: 'buyer-ana' })
  buyerId: string;
  @ApiProperty({ example: 'seller-lumen' })
  sellerId: string;
  @ApiProperty({ example: 'EUR' })
  currency: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-01T10:00:00.000Z' })
  placedAt: string;
  @ApiProperty({ required: false, example: 'es' })
  buyerLocale?: string;
  @ApiProperty({ required: false, example: 'Europe/Madrid' })
  buyerTimeZone?: string;
  @ApiProperty({ required: false, example: 'ES' })
  deliveryCountry?: string;
  @ApiProperty({ required: false, example: 'en' })
  sellerLocale?: string;
  @ApiProperty({ required: false, example: 'Europe/Berlin' })
  sellerTimeZone?: string;
  @ApiProperty({ type: [OrderLineView] })
  lines: OrderLineView[];
  @ApiProperty({ type: 'integer', format: 'int64', example: 490 })
  shippingPaid: number;
  @ApiProperty({ type: [OrderShipmentView] })
  shipments: OrderShipmentView[];
}

export function orderView({ facts, contacts }: OrderRecord, caller: Caller): OrderView {
  const seesBuyer = isStaff(caller) || caller.sub === facts.buyerId;
  const seesSeller = isStaff(caller) || caller.sub === facts.sellerId;
  return {
    orderId: facts.orderId,
    buyerId: facts.buyerId,
    sellerId: facts.sellerId,
    currency: facts.currency,
    placedAt: new Date(facts.placedAt).toISOString(),
    buyerLocale: only(seesBuyer, contacts.buyerLocale),
    buyerTimeZone: only(seesBuyer, contacts.buyerTimeZone),
    deliveryCountry: only(seesBuyer, contacts.deliveryCountry),
    sellerLocale: only(seesSeller, contacts.sellerLocale),
    sellerTimeZone: only(seesSeller, contacts.sellerTimeZone),
    lines: facts.lines.map(lineView),
    shippingPaid: facts.shippingPaid,
    shipments: facts.shipments.map(shipmentView),
  };
}

const lineView = ({ lineId, title, quantity, paid }: LineFacts): OrderLineView => ({ id: lineId, title, quantity, paid });

function shipmentView(shipment: ShipmentFacts): OrderShipmentView {
  return {
    id: shipment.shipmentId,
    carrier: shipment.carrier,
    trackingNumber: shipment.trackingNumber,
    lineIds: shipment.lineIds === null ? undefined : [...shipment.lineIds],
    shippedAt: timeText(shipment.shippedAt),
    promisedBy: timeText(shipment.promisedBy),
    deliveredAt: timeText(shipment.deliveredAt),
  };
}

const only = (visible: boolean, value: string | null): string | undefined => (visible ? (value ?? undefined) : undefined);
const timeText = (at: number | null): string | undefined => (at === null ? undefined : new Date(at).toISOString());
