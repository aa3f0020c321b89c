import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something the owner of an account must be told, beside any dispute. Only migrations and the drift test read this; statements are SQL. */
@Entity('account_notice')
@Check('account_notice_kind_known', `kind IN ('webhook_disabled')`)
@Index('account_notice_unsent', ['createdAt'], { where: '(sent_at IS NULL)' })
export class AccountNoticeRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'account_notice_pk' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  kind: string;

  @Column({ type: 'text', name: 'recipient_id', collation: 'C' })
  recipientId: string;

  @Column({ type: 'jsonb' })
  details: object;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt: Date | null;
}
