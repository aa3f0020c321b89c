import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An order as the marketplace told it last. Only migrations and the drift test read this; statements are SQL. */
@Entity('order_snapshot')
@Check('order_parties_differ', 'buyer_id <> seller_id')
@Check('order_delivery_place_whole', '(delivery_latitude IS NULL) = (delivery_longitude IS NULL)')
@Check('order_shipping_paid_covers', 'shipping_reserved >= 0 AND shipping_refunded >= 0 AND shipping_reserved + shipping_refunded <= shipping_paid')
@Index('order_snapshot_seller', ['sellerId', 'placedAt'])
export class OrderRow {
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C', primaryKeyConstraintName: 'order_snapshot_pk' })
  orderId: string;

  @Column({ type: 'text', name: 'buyer_id', collation: 'C' })
  buyerId: string;

  @Column({ type: 'text', name: 'seller_id', collation: 'C' })
  sellerId: string;

  @Column({ type: 'text', collation: 'C' })
  currency: string;

  @Column({ type: 'timestamptz', name: 'placed_at' })
  placedAt: Date;

  @Column({ type: 'text', name: 'buyer_locale', nullable: true })
  buyerLocale: string | null;

  @Column({ type: 'text', name: 'seller_locale', nullable: true })
  sellerLocale: string | null;

  @Column({ type: 'text', name: 'buyer_email', nullable: true })
  buyerEmail: string | null;

  @Column({ type: 'text', name: 'seller_email', nullable: true })
  sellerEmail: string | null;

  @Column({ type: 'text', name: 'buyer_time_zone', nullable: true })
  buyerTimeZone: string | null;

  @Column({ type: 'text', name: 'seller_time_zone', nullable: true })
  sellerTimeZone: string | null;

  @Column({ type: 'text', name: 'delivery_country', nullable: true })
  deliveryCountry: string | null;

  @Column({ type: 'double precision', name: 'delivery_latitude', nullable: true })
  deliveryLatitude: number | null;

  @Column({ type: 'double precision', name: 'delivery_longitude', nullable: true })
  deliveryLongitude: number | null;

  @Column({ type: 'bigint', name: 'shipping_paid' })
  shippingPaid: number;

  @Column({ type: 'bigint', name: 'shipping_reserved', default: 0 })
  shippingReserved: number;

  @Column({ type: 'bigint', name: 'shipping_refunded', default: 0 })
  shippingRefunded: number;

  @Column({ type: 'text', name: 'content_hash', collation: 'C' })
  contentHash: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
