import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { WebhookEndpointRow } from './webhook-endpoint.row.js';
import { WebhookMessageRow } from './webhook-message.row.js';

/** One message for one endpoint, and how far it came. Only migrations and the drift test read this; statements are SQL. */
@Entity('webhook_delivery')
@Unique('webhook_delivery_once', ['endpointId', 'messageId'])
@Check('webhook_delivery_status_known', `status IN ('pending', 'delivered', 'parked')`)
@Check('webhook_delivery_finished_told', `(finished_at IS NULL) = (status = 'pending')`)
@Index('webhook_delivery_lane', ['endpointId', 'lane', 'position', 'id'], { where: `(status = 'pending'::text)` })
@Index('webhook_delivery_message', ['messageId'])
@Index('webhook_delivery_newest', ['endpointId', 'id'])
@Index('webhook_delivery_status', ['endpointId', 'status', 'id'])
export class WebhookDeliveryRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'webhook_delivery_pk' })
  id: string;

  @Column({ type: 'text', name: 'endpoint_id', collation: 'C' })
  endpointId: string;

  @ManyToOne(() => WebhookEndpointRow)
  @JoinColumn({ name: 'endpoint_id', foreignKeyConstraintName: 'webhook_delivery_endpoint_fk' })
  endpoint: Relation<WebhookEndpointRow>;

  @Column({ type: 'text', name: 'message_id', collation: 'C' })
  messageId: string;

  @ManyToOne(() => WebhookMessageRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'message_id', foreignKeyConstraintName: 'webhook_delivery_message_fk' })
  message: Relation<WebhookMessageRow>;

  /** The dispute, or the message itself where it is about none. */
  @Column({ type: 'text', collation: 'C' })
  lane: string;

  @Column({ type: 'bigint' })
  position: number;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  /** In this schedule; a redelivery begins a new one. */
  @Column({ type: 'smallint' })
  tries: number;

  /** Of all schedules. */
  @Column({ type: 'smallint' })
  attempts: number;

  @Column({ type: 'timestamptz', name: 'next_at', nullable: true })
  nextAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
