import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer kept under one caller's key. */
@Entity('idempotency')
@Check('idempotency_only_success', 'status BETWEEN 200 AND 299')
@Index('idempotency_created_at', ['createdAt'])
export class IdempotencyRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'idempotency_pk' })
  caller: string;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'idempotency_pk' })
  key: string;

  @Column({ type: 'text', collation: 'C' })
  fingerprint: string;

  @Column({ type: 'smallint' })
  status: number;

  @Column({ type: 'text', nullable: true })
  body: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  etag: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  location: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'statement_timestamp()' })
  createdAt: Date;
}

/** The tables of this room, for the list of entities. */
export const IDEMPOTENCY_ENTITIES = [IdempotencyRow];
