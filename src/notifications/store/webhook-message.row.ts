import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What is said to machines, in the bytes it is said in. Only migrations and the drift test read this; statements are SQL. */
@Entity('webhook_message')
@Index('webhook_message_created', ['createdAt'])
@Index('webhook_message_dispute', ['disputeId'], { where: '(dispute_id IS NOT NULL)' })
export class WebhookMessageRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'webhook_message_pk' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  type: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C', nullable: true })
  disputeId: string | null;

  @Column({ type: 'bigint' })
  position: number;

  @Column({ type: 'text' })
  body: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
