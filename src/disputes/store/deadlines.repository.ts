import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';

/** A deadline that has passed and that this worker may fire, until the lease runs out. */
export interface DueDeadline {
  readonly disputeId: string;
  readonly kind: string;
  readonly dueAt: Date;
}

/** Long enough for a slow commit, short enough that a dead worker's deadlines are fired soon by another. Real time. */
const LEASE = `interval '30 seconds'`;

/** A number in the text: a plan that must fit any limit reads the whole table. */
const SLICE = 200;

export const LEASE_DUE = `
  UPDATE deadline x SET leased_until = clock_timestamp() + ${LEASE}
  WHERE (x.dispute_id, x.kind) IN (
    SELECT dispute_id, kind FROM deadline
    WHERE due_at <= parley_now() AND paused_left IS NULL AND (leased_until IS NULL OR leased_until < clock_timestamp())
    ORDER BY due_at LIMIT ${SLICE} FOR UPDATE SKIP LOCKED)
  RETURNING x.dispute_id AS "disputeId", x.kind, x.due_at AS "dueAt"`;

const COUNT_DUE = `SELECT count(*) AS due FROM deadline WHERE due_at <= parley_now() AND paused_left IS NULL`;
const NEXT_DUE = `SELECT min(due_at) AS at FROM deadline WHERE paused_left IS NULL`;

@Injectable()
export class DeadlinesRepository {
  constructor(private readonly sql: Sql) {}

  /** Takes a slice of the deadlines that have passed; the lease commits at once, so that firing holds no lock. */
  lease(): Promise<DueDeadline[]> {
    return this.sql.named<DueDeadline>('deadline_lease', LEASE_DUE, []);
  }

  async due(): Promise<number> {
    const [row] = await this.sql.named<{ due: number }>('deadline_count_due', COUNT_DUE, []);
    return row?.due ?? 0;
  }

  /** The earliest moment, epoch milliseconds, at which one passes; null when none is running. */
  async nextDue(): Promise<number | null> {
    const [row] = await this.sql.named<{ at: Date | null }>('deadline_next_due', NEXT_DUE, []);
    return row?.at?.getTime() ?? null;
  }

}
