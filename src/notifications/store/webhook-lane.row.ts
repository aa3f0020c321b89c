import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WebhookEndpointRow } from './webhook-endpoint.row.js';

/** One dispute at one endpoint: what is told there is told in order. Only migrations and the drift test read this; statements are SQL. */
@Entity('webhook_lane')
@Index('webhook_lane_due', ['endpointId', 'dueAt'], { where: '(due_at IS NOT NULL)' })
export class WebhookLaneRow {
  @PrimaryColumn({ type: 'text', name: 'endpoint_id', collation: 'C', primaryKeyConstraintName: 'webhook_lane_pk' })
  endpointId: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'webhook_lane_pk' })
  lane: string;

  @ManyToOne(() => WebhookEndpointRow)
  @JoinColumn({ name: 'endpoint_id', foreignKeyConstraintName: 'webhook_lane_endpoint_fk' })
  endpoint: Relation<WebhookEndpointRow>;

  /** When to look next; while it is leased, when the lease ends. Null: nothing waits. */
  @Column({ type: 'timestamptz', name: 'due_at', nullable: true })
  dueAt: Date | null;

  /** How often something was queued: tells who finishes that something came meanwhile. */
  @Column({ type: 'integer' })
  arrivals: number;

  @Column({ type: 'text', collation: 'C', nullable: true })
  lease: string | null;
}
