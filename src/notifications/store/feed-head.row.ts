import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the log was copied into the feed: one row. Only migrations and the drift test read this; statements are SQL. */
@Entity('feed_head')
@Check('feed_head_only_one', `name = 'log'`)
export class FeedHeadRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'feed_head_pk' })
  name: string;

  // A type TypeORM has no name for (foundation/database).
  @Column({ type: 'xid8' as 'bigint' })
  xid: string;

  @Column({ type: 'text', name: 'event_id', collation: 'C' })
  eventId: string;

  @Column({ type: 'bigint' })
  position: number;

  /** The last position that is no longer kept. */
  @Column({ type: 'bigint', name: 'purged_through' })
  purgedThrough: number;
}
