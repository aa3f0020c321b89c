import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WebhookDeliveryRow } from './webhook-delivery.row.js';

/** One try to deliver, and what was answered. Only migrations and the drift test read this; statements are SQL. */
@Entity('webhook_attempt')
export class WebhookAttemptRow {
  @PrimaryColumn({ type: 'text', name: 'delivery_id', collation: 'C', primaryKeyConstraintName: 'webhook_attempt_pk' })
  deliveryId: string;

  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'webhook_attempt_pk' })
  no: number;

  @ManyToOne(() => WebhookDeliveryRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'delivery_id', foreignKeyConstraintName: 'webhook_attempt_delivery_fk' })
  delivery: Relation<WebhookDeliveryRow>;

  @Column({ type: 'timestamptz' })
  at: Date;

  @Column({ type: 'integer', name: 'duration_ms' })
  durationMs: number;

  @Column({ type: 'text' })
  url: string;

  @Column({ type: 'smallint', nullable: true })
  status: number | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  error: string | null;

  @Column({ type: 'text', nullable: true })
  answer: string | null;
}
