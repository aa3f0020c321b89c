import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A letter to somebody. Only migrations and the drift test read this; statements are SQL. */
@Entity('mail')
@Check('mail_kind_known', `kind IN ('event', 'reminder', 'digest', 'account', 'reply')`)
@Check('mail_lang_known', `lang IN ('en', 'es')`)
@Check('mail_recipient_role_known', `recipient_role IN ('buyer', 'seller', 'staff')`)
@Check('mail_status_known', `status IN ('waiting', 'sent', 'parked')`)
@Check('mail_reply_audience_known', `reply_audience IN ('parties', 'staff')`)
@Check('mail_sent_has_time', `(status = 'sent') = (sent_at IS NOT NULL)`)
@Index('mail_due', ['notBefore', 'id'], { where: `(status = 'waiting'::text)` })
@Index('mail_created', ['createdAt'])
@Index('mail_parked', ['id'], { where: `(status = 'parked'::text)` })
@Index('mail_event_once', ['disputeId', 'eventSeq', 'recipientRole'], { unique: true, where: '(event_seq IS NOT NULL)' })
export class MailRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'mail_pk' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  @Column({ type: 'text', collation: 'C' })
  template: string;

  @Column({ type: 'text', collation: 'C' })
  lang: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C', nullable: true })
  disputeId: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  number: string | null;

  @Column({ type: 'integer', name: 'event_seq', nullable: true })
  eventSeq: number | null;

  /** The webhook endpoint it is about; its contact is read when it is sent. */
  @Column({ type: 'text', name: 'endpoint_id', collation: 'C', nullable: true })
  endpointId: string | null;

  @Column({ type: 'text', name: 'recipient_id', collation: 'C' })
  recipientId: string;

  @Column({ type: 'text', name: 'recipient_role', collation: 'C' })
  recipientRole: string;

  @Column({ type: 'boolean' })
  mandatory: boolean;

  @Column({ type: 'text' })
  subject: string;

  @Column({ type: 'text' })
  html: string;

  @Column({ type: 'text' })
  plain: string;

  @Column({ type: 'text', name: 'deadline_kind', collation: 'C', nullable: true })
  deadlineKind: string | null;

  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  /** Quiet hours hold a letter back until then. */
  @Column({ type: 'timestamptz', name: 'not_before' })
  notBefore: Date;

  /** Who reads an answer to it; null where it cannot be answered. */
  @Column({ type: 'text', name: 'reply_audience', collation: 'C', nullable: true })
  replyAudience: string | null;

  @Column({ type: 'text', collation: 'C', default: 'waiting' })
  status: string;

  @Column({ type: 'integer', default: 0 })
  tries: number;

  @Column({ type: 'timestamptz', name: 'next_try', default: () => 'now()' })
  nextTry: Date;

  @Column({ type: 'timestamptz', name: 'leased_until', nullable: true })
  leasedUntil: Date | null;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt: Date | null;

  /** Why the last try failed: a reply code or the name of an error, never words, which repeat addresses. */
  @Column({ type: 'text', nullable: true })
  failure: string | null;
}
