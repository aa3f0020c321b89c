import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { DisputeRow } from './dispute.row.js';

/** One accepted event. Append-only: a trigger refuses every change. Only migrations and the drift test read this. */
@Entity('dispute_event')
@Check('dispute_event_audience_known', `audience IN ('parties', 'staff', 'buyer', 'seller')`)
@Index('dispute_event_feed', ['xid', 'id'])
export class DisputeEventRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id', collation: 'C', primaryKeyConstraintName: 'dispute_event_pk' })
  disputeId: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'dispute_event_pk' })
  seq: number;

  @ManyToOne(() => DisputeRow)
  @JoinColumn({ name: 'dispute_id', foreignKeyConstraintName: 'dispute_event_dispute_fk' })
  dispute: Relation<DisputeRow>;

  @Column({ type: 'text', collation: 'C' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  type: string;

  @Column({ type: 'jsonb' })
  actor: object;

  @Column({ type: 'text', name: 'from_state', collation: 'C', nullable: true })
  fromState: string | null;

  @Column({ type: 'text', name: 'to_state', collation: 'C' })
  toState: string;

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'jsonb' })
  input: object;

  @Column({ type: 'text', collation: 'C' })
  audience: string;

  @Column({ type: 'smallint', name: 'law_version' })
  lawVersion: number;

  @Column({ type: 'text', collation: 'C' })
  policy: string;

  @Column({ type: 'text', name: 'request_id', collation: 'C', nullable: true })
  requestId: string | null;

  @Column({ type: 'timestamptz', name: 'occurred_at' })
  occurredAt: Date;

  @Column({ type: 'text' })
  canonical: string;

  @Column({ type: 'text', name: 'prev_hash', collation: 'C' })
  prevHash: string;

  @Column({ type: 'text', collation: 'C' })
  hash: string;

  // A type TypeORM has no name for (foundation/database).
  @Column({ type: 'xid8' as 'bigint', default: () => 'pg_current_xact_id()' })
  xid: string;
}
