import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How long the desk took lately to do something: one row each for taking a case up and for deciding it. */
@Entity('desk_wait')
@Check('desk_wait_kind_known', `kind IN ('pickup', 'decision')`)
export class DeskWaitRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'desk_wait_pk' })
  kind: string;

  /** Over how many cases it was measured. */
  @Column({ type: 'integer' })
  cases: number;

  @Column({ type: 'bigint', name: 'median_ms', nullable: true })
  medianMs: number | null;

  @Column({ type: 'bigint', name: 'p90_ms', nullable: true })
  p90Ms: number | null;

  /** How many cases nobody had taken up. */
  @Column({ type: 'integer' })
  queued: number;

  @Column({ type: 'timestamptz', name: 'as_of' })
  asOf: Date;
}
