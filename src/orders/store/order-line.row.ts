import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OrderRow } from './order.row.js';

/** A line of an order and what disputes have taken of it. A line the marketplace took back stays, with nothing in it. */
@Entity('order_line')
@Check('order_line_units_disputable', 'disputed_units >= 0 AND disputed_units <= quantity')
@Check('order_line_paid_covers', 'reserved >= 0 AND refunded >= 0 AND reserved + refunded <= paid')
@Check('order_line_claim_current', 'claim_seq >= 0')
export class OrderLineRow {
  @PrimaryColumn({ type: 'text', name: 'order_id', collation: 'C', primaryKeyConstraintName: 'order_line_pk' })
  orderId: string;

  @PrimaryColumn({ type: 'text', name: 'line_id', collation: 'C', primaryKeyConstraintName: 'order_line_pk' })
  lineId: string;

  @ManyToOne(() => OrderRow)
  @JoinColumn({ name: 'order_id', foreignKeyConstraintName: 'order_line_order_fk' })
  order: Relation<OrderRow>;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'bigint' })
  paid: number;

  @Column({ type: 'integer', name: 'disputed_units', default: 0 })
  disputedUnits: number;

  @Column({ type: 'bigint', default: 0 })
  reserved: number;

  @Column({ type: 'bigint', default: 0 })
  refunded: number;

  @Column({ type: 'bigint', name: 'claim_seq', default: 0 })
  claimSeq: number;
}
