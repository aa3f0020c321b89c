import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How far the feed was read for letters: one row. Only migrations and the drift test read this; statements are SQL. */
@Entity('mail_head')
@Check('mail_head_only_one', `name = 'feed'`)
export class MailHeadRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'mail_head_pk' })
  name: string;

  @Column({ type: 'bigint' })
  position: number;
}

/** Something the desk is told in its next summary. Only migrations and the drift test read this; statements are SQL. */
@Entity('mail_desk_item')
@Index('mail_desk_item_due', ['dueAt'])
export class MailDeskItemRow {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'mail_desk_item_pk' })
  position: number;

  @Column({ type: 'text', collation: 'C' })
  template: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @Column({ type: 'text', collation: 'C' })
  number: string;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt: Date;
}

/** What waits for more of its kind, so that one letter tells of all. Only migrations and the drift test read this; statements are SQL. */
@Entity('mail_gathered')
@Check('mail_gathered_recipient_role_known', `recipient_role IN ('buyer', 'seller')`)
@Index('mail_gathered_due', ['dueAt'])
export class MailGatheredRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', primaryKeyConstraintName: 'mail_gathered_pk' })
  disputeId: string;

  @PrimaryColumn({ type: 'text', name: 'recipient_role', collation: 'C', primaryKeyConstraintName: 'mail_gathered_pk' })
  recipientRole: string;

  @PrimaryColumn({ type: 'text', name: 'actor_role', collation: 'C', primaryKeyConstraintName: 'mail_gathered_pk' })
  actorRole: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'mail_gathered_pk' })
  position: number;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', collation: 'C' })
  template: string;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt: Date;
}

/** What somebody does not want to be told by a channel. Only migrations and the drift test read this; statements are SQL. */
@Entity('notification_preference')
@Check('notification_preference_channel_known', `channel IN ('email')`)
export class NotificationPreferenceRow {
  @PrimaryColumn({ type: 'text', name: 'account_id', collation: 'C', primaryKeyConstraintName: 'notification_preference_pk' })
  accountId: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'notification_preference_pk' })
  channel: string;

  @Column({ type: 'text', array: true, collation: 'C' })
  muted: string[];

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
