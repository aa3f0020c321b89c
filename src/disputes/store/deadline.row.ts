import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** What is awaited, from whom, until when. Only migrations and the drift test read this. */
@Entity('deadline')
@Index('deadline_due', ['dueAt'], { where: '(paused_left IS NULL)' })
@Index('deadline_reminder', ['nextReminderAt'], { where: '((paused_left IS NULL) AND (next_reminder_at IS NOT NULL))' })
export class DeadlineRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', primaryKeyConstraintName: 'deadline_pk' })
  disputeId: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'deadline_pk' })
  kind: string;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'deadline_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'text', collation: 'C' })
  awaiting: string;

  @Column({ type: 'timestamptz', name: 'armed_at' })
  armedAt: Date;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt: Date;

  @Column({ type: 'bigint', name: 'paused_left', nullable: true })
  pausedLeft: number | null;

  @Column({ type: 'bigint' })
  duration: number;

  @Column({ type: 'timestamptz', name: 'next_reminder_at', nullable: true })
  nextReminderAt: Date | null;

  @Column({ type: 'timestamptz', name: 'leased_until', nullable: true })
  leasedUntil: Date | null;
}
