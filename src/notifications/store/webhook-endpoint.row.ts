import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where a machine listens. Only migrations and the drift test read this; statements are SQL. */
@Entity('webhook_endpoint')
@Check('webhook_endpoint_status_known', `status IN ('enabled', 'disabled', 'deleted')`)
@Check('webhook_endpoint_disabled_told', `(disabled_reason IS NOT NULL) = (status = 'disabled')`)
@Check('webhook_endpoint_secrets_sealed', `NOT jsonb_path_exists(secrets, '$[*].secret')`)
@Index('webhook_endpoint_url', ['url'], { unique: true, where: `(status <> 'deleted'::text)` })
export class WebhookEndpointRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'webhook_endpoint_pk' })
  id: string;

  @Column({ type: 'text' })
  url: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', collation: 'C', array: true, nullable: true })
  types: string[] | null;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'text', name: 'disabled_reason', collation: 'C', nullable: true })
  disabledReason: string | null;

  /** Sealed, the newest first; an older one is good until it expires. */
  @Column({ type: 'jsonb' })
  secrets: object;

  @Column({ type: 'text', name: 'owner_id', collation: 'C' })
  ownerId: string;

  /** Who is written to when it was switched off; null: the desk. */
  @Column({ type: 'text', name: 'contact_email', nullable: true })
  contactEmail: string | null;

  /** Since when nothing has got through. */
  @Column({ type: 'timestamptz', name: 'failing_since', nullable: true })
  failingSince: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
