import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import { STAGES, STATES, type State } from '../domain/states.js';

/** Closed disputes grow without end and tell nothing about work to do: only what is open is counted, over the index of stages. */
const COUNTED_STAGES = STAGES.filter((stage) => stage !== 'closed' && stage !== 'discarded');
export const COUNTED_STATES: readonly State[] = STATES.filter((state) => COUNTED_STAGES.some((stage) => state.startsWith(stage)));

const BY_STATE = `SELECT state, count(*) AS disputes FROM dispute WHERE stage = ANY($1::text[]) GROUP BY state`;
const OVERDUE = `SELECT count(*) AS overdue FROM deadline WHERE due_at <= parley_now() AND paused_left IS NULL`;
/** Events above the oldest transaction that is still open: readers by (xid, id) do not see them yet. */
const BACKLOG = `SELECT count(*) AS backlog FROM dispute_event WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())`;

/** Numbers for whoever watches the house; never asked by a request of a person. */
@Injectable()
export class MetricsRepository {
  constructor(private readonly sql: Sql) {}

  disputesByState(): Promise<{ state: string; disputes: number }[]> {
    return this.sql.named('metrics_by_state', BY_STATE, [COUNTED_STAGES]);
  }

  async overdueDeadlines(): Promise<number> {
    const [row] = await this.sql.named<{ overdue: number }>('metrics_overdue', OVERDUE, []);
    return row?.overdue ?? 0;
  }

  async logBacklog(): Promise<number> {
    const [row] = await this.sql.named<{ backlog: number }>('metrics_backlog', BACKLOG, []);
    return row?.backlog ?? 0;
  }
}
