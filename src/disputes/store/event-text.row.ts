import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** A free text that an event only commits to, with the salt that opens the commitment. Only migrations and the drift test read this. */
@Entity('event_text')
export class EventTextRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', primaryKeyConstraintName: 'event_text_pk' })
  disputeId: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'event_text_pk' })
  seq: number;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'event_text_pk' })
  field: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'event_text_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'text' })
  text: string;

  @Column({ type: 'text', collation: 'C' })
  salt: string;
}
