import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsEmail, IsInt, IsISO31661Alpha2, IsLatitude, IsLocale, IsLongitude,
  IsNumber, IsObject, IsOptional, IsString,
  IsTimeZone, Length, Max, MaxLength, Min, ValidateNested,
} from 'class-validator';
import { IsTimestamp } from '../../foundation/http/index.js';
import type { OrderSnapshot, SnapshotShipment } from '../domain/snapshot.js';
import { IsAccountId, IsCurrency, IsForeignId, IsMinorUnits } from './order-fields.js';

/** What was bought: some units of one thing, and what was paid for them together. */
export class OrderLineBody {
  @ApiProperty({ example: 'lamp' })
  @IsForeignId()
  id: string;

  @ApiProperty({ example: 'Desk lamp, brass', maxLength: 500 })
  @IsString()
  @Length(1, 500)
  title: string;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 10000, example: 1 })
  @IsInt()
  @Min(1)
  @Max(10_000)
  quantity: number;

  /** Integer minor units for the whole line, discounts and tax allocated. */
  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, example: 4990 })
  @IsMinorUnits()
  paid: number;
}

/** A parcel of the order. */
export class OrderShipmentBody {
  @ApiProperty({ example: 'parcel-1' })
  @IsForeignId()
  id: string;

  @ApiProperty({ example: 'GLS', maxLength: 100 })
  @IsString()
  @Length(1, 100)
  carrier: string;

  @ApiProperty({ example: '00340434161094042557', maxLength: 100 })
  @IsString()
  @Length(1, 100)
  trackingNumber: string;

  /** The lines it carries; absent: all of them. */
  @ApiProperty({ type: [String], required: false, example: ['lamp'] })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  lineIds?: string[];

  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:00:00.000Z' })
  @IsTimestamp()
  shippedAt: string;

  @ApiProperty({ format: 'date-time', required: false, example: '2026-03-05T18:00:00.000Z' })
  @IsOptional()
  @IsTimestamp()
  promisedBy?: string;

  @ApiProperty({ format: 'date-time', required: false, example: '2026-03-04T11:20:00.000Z' })
  @IsOptional()
  @IsTimestamp()
  deliveredAt?: string;
}

/** Where the order was delivered to, in degrees. */
export class DeliveryPlaceBody {
  @ApiProperty({ minimum: -90, maximum: 90, example: 40.4168 })
  @IsLatitude()
  @IsNumber()
  latitude: number;

  @ApiProperty({ minimum: -180, maximum: 180, example: -3.7038 })
  @IsLongitude()
  @IsNumber()
  longitude: number;
}

/** A sale as the marketplace knows it now. */
export class PutOrderBody {
  @ApiProperty({ example: 'buyer-ana', maxLength: 128 })
  @IsAccountId()
  buyerId: string;

  @ApiProperty({ example: 'seller-lumen', maxLength: 128 })
  @IsAccountId()
  sellerId: string;

  @ApiProperty({ example: 'EUR', description: 'ISO 4217; all amounts are integers in its minor unit.' })
  @IsCurrency()
  currency: string;

  @ApiProperty({ format: 'date-time', example: '2026-03-01T10:00:00.000Z' })
  @IsTimestamp()
  placedAt: string;

  @ApiProperty({ required: false, example: 'es', maxLength: 35 })
  @IsOptional()
  @IsLocale()
  @MaxLength(35)
  buyerLocale?: string;

  @ApiProperty({ required: false, example: 'en', maxLength: 35 })
  @IsOptional()
  @IsLocale()
  @MaxLength(35)
  sellerLocale?: string;

  @ApiProperty({ required: false, format: 'email', writeOnly: true, example: 'ana@example.com' })
  @IsOptional()
  @IsEmail()
  buyerEmail?: string;

  @ApiProperty({ required: false, format: 'email', writeOnly: true, example: 'lumen@example.com' })
  @IsOptional()
  @IsEmail()
  sellerEmail?: string;

  @ApiProperty({ required: false, example: 'Europe/Madrid' })
  @IsOptional()
  @IsTimeZone()
  buyerTimeZone?: string;

  @ApiProperty({ required: false, example: 'Europe/Berlin' })
  @IsOptional()
  @IsTimeZone()
  sellerTimeZone?: string;

  @ApiProperty({ required: false, example: 'ES', description: 'ISO 3166-1 alpha-2.' })
  @IsOptional()
  @IsISO31661Alpha2()
  deliveryCountry?: string;

  /** Pictures that say where they were taken are compared with it: staff are told a range, nobody is told a place. */
  @ApiProperty({ type: DeliveryPlaceBody, required: false, writeOnly: true })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DeliveryPlaceBody)
  deliveryPlace?: DeliveryPlaceBody;

  @ApiProperty({ type: [OrderLineBody], minItems: 1, maxItems: 200 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => OrderLineBody)
  lines: OrderLineBody[];

  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0, required: false, default: 0, example: 490 })
  @IsOptional()
  @IsMinorUnits()
  shippingPaid?: number;

  @ApiProperty({ type: [OrderShipmentBody], required: false, maxItems: 100 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => OrderShipmentBody)
  shipments?: OrderShipmentBody[];
}

/** The snapshot in one spelling: times in UTC, what was not told left out, so that equal content is recognised. */
export function snapshotFrom(orderId: string, body: PutOrderBody): OrderSnapshot {
  return {
    orderId,
    buyerId: body.buyerId,
    sellerId: body.sellerId,
    currency: body.currency,
    placedAt: utc(body.placedAt),
    buyerLocale: body.buyerLocale ?? undefined,
    sellerLocale: body.sellerLocale ?? undefined,
    buyerEmail: body.buyerEmail ?? undefined,
    sellerEmail: body.sellerEmail ?? undefined,
    buyerTimeZone: body.buyerTimeZone ?? undefined,
    sellerTimeZone: body.sellerTimeZone ?? undefined,
    deliveryCountry: body.deliveryCountry ?? undefined,
    ...(body.deliveryPlace == null ? {} : { deliveryPlace: { latitude: body.deliveryPlace.latitude, longitude: body.deliveryPlace.longitude } }),
    shippingPaid: body.shippingPaid ?? 0,
    lines: body.lines.map(({ id, title, quantity, paid }) => ({ id, title, quantity, paid })),
    shipments: (body.shipments ?? []).map(shipmentFrom),
  };
}

function shipmentFrom({ id, carrier, trackingNumber, lineIds, shippedAt, promisedBy, deliveredAt }: OrderShipmentBody): SnapshotShipment {
  return {
    id,
    carrier,
    trackingNumber,
    lineIds: lineIds == null ? undefined : [...lineIds].sort(),
    shippedAt: utc(shippedAt),
    promisedBy: promisedBy == null ? undefined : utc(promisedBy),
    deliveredAt: deliveredAt == null ? undefined : utc(deliveredAt),
  };
}

const utc = (timestamp: string): string => new Date(timestamp).toISOString();
