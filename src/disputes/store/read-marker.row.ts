import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

const KEY = { primaryKeyConstraintName: 'read_marker_pk' } as const;

/** How far somebody has read what is said in a dispute, and how much came since. Only migrations and the drift test read this. */
@Entity('read_marker')
@Check('read_marker_side_known', `side IN ('buyer', 'seller', 'staff')`)
@Check('read_marker_counts', 'up_to >= 0 AND unread >= 0')
@Index('read_marker_unread', ['readerId', 'disputeId'], { where: 'unread > 0' })
export class ReadMarkerRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', ...KEY })
  disputeId: string;

  @PrimaryColumn({ type: 'text', name: 'reader_id', collation: 'C', ...KEY })
  readerId: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'read_marker_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'text', collation: 'C' })
  side: string;

  /** The seq of a message of the dispute, or what came right before the first that was counted. */
  @Column({ type: 'integer', name: 'up_to' })
  upTo: number;

  @Column({ type: 'integer' })
  unread: number;
}
