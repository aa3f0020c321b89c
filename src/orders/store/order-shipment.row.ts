import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OrderRow } from './order.row.js';

/** A parcel of an order; without line ids it carries everything. */
@Entity('order_shipment')
export class OrderShipmentRow {
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C', primaryKeyConstraintName: 'order_shipment_pk' })
  orderId: string;

  @PrimaryColumn({ type: 'text', name: 'shipment_id', collation: 'C', primaryKeyConstraintName: 'order_shipment_pk' })
  shipmentId: string;

  @ManyToOne(() => OrderRow)
  @JoinColumn({ name: 'order_id', foreignKeyConstraintName: 'order_shipment_order_fk' })
  order: Relation<OrderRow>;

  @Column({ type: 'text' })
  carrier: string;

  @Column({ type: 'text', name: 'tracking_number' })
  trackingNumber: string;

  @Column({ type: 'text', name: 'line_ids', array: true, nullable: true })
  lineIds: string[] | null;

  @Column({ type: 'timestamptz', name: 'shipped_at' })
  shippedAt: Date;

  @Column({ type: 'timestamptz', name: 'promised_by', nullable: true })
  promisedBy: Date | null;

  @Column({ type: 'timestamptz', name: 'delivered_at', nullable: true })
  deliveredAt: Date | null;
}
