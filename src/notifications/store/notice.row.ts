import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** Something a person was told, once. Only migrations and the drift test read this; statements are SQL. */
@Entity('notice')
@Check('notice_kind_known', `kind IN ('reminder')`)
@Check('notice_recipient_role_known', `recipient_role IN ('buyer', 'seller')`)
@Index('notice_unmailed', ['id'], { where: '(NOT mailed)' })
@Unique('notice_once', ['disputeId', 'deadlineKind', 'dueAt', 'moment', 'recipientRole'])
export class NoticeRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'notice_pk' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @Column({ type: 'text', name: 'recipient_id', collation: 'C' })
  recipientId: string;

  @Column({ type: 'text', name: 'recipient_role', collation: 'C' })
  recipientRole: string;

  @Column({ type: 'text', name: 'deadline_kind', collation: 'C' })
  deadlineKind: string;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt: Date;

  @Column({ type: 'timestamptz' })
  moment: Date;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  /** Whether a letter was written of it. */
  @Column({ type: 'boolean', default: false })
  mailed: boolean;
}
