import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An event's place in the one order of all disputes, and who may see it. Only migrations and the drift test read this. */
@Entity('event_feed')
@Index('event_feed_dispute', ['disputeId', 'position'], { unique: true })
@Index('event_feed_buyer', ['buyerId', 'position'], { where: 'buyer_sees' })
@Index('event_feed_seller', ['sellerId', 'position'], { where: 'seller_sees' })
export class EventFeedRow {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'event_feed_pk' })
  position: number;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  type: string;

  @Column({ type: 'text', name: 'buyer_id', collation: 'C' })
  buyerId: string;

  @Column({ type: 'text', name: 'seller_id', collation: 'C' })
  sellerId: string;

  @Column({ type: 'boolean', name: 'buyer_sees' })
  buyerSees: boolean;

  @Column({ type: 'boolean', name: 'seller_sees' })
  sellerSees: boolean;

  @Column({ type: 'boolean', name: 'staff_sees' })
  staffSees: boolean;

  @Column({ type: 'boolean', name: 'marketplace_sees' })
  marketplaceSees: boolean;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt: Date;
}
