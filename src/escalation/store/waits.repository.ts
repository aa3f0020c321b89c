import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';

/** How long cases took, measured at one moment of the law's clock (epoch milliseconds). */
export interface Waits {
  readonly now: number;
  readonly kinds: readonly { readonly kind: 'pickup' | 'decision'; readonly cases: number; readonly median: number | null; readonly p90: number | null; readonly queued: number }[];
}

/**
 * Both promises of a visit end together where it ended before anybody took the case up: nobody waited to the end.
 * Half and nine in ten, over what was met in the last $1 days; nothing where that was measured less than $2 minutes ago.
 */
const MEASURE = `
  SELECT (extract(epoch FROM parley_now()) * 1000)::bigint AS now, (SELECT json_agg(json_build_object('kind', k.kind, 'cases', k.cases,
      'median', k.times[1]::bigint, 'p90', k.times[2]::bigint, 'queued', (SELECT count(*) FROM case_queue WHERE holder IS NULL)))
    FROM (SELECT w.kind, count(p.*)::integer AS cases, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY extract(epoch FROM p.met_at - p.since) * 1000) AS times
      FROM (VALUES ('pickup'), ('decision')) w(kind) LEFT JOIN case_promise p ON p.kind = w.kind
        AND p.met_at > parley_now() - $1::integer * interval '1 day' AND p.met_at <= parley_now()
        AND NOT EXISTS (SELECT FROM case_promise o WHERE o.dispute_id = p.dispute_id AND o.since = p.since AND o.kind <> p.kind AND o.met_at = p.met_at)
      GROUP BY w.kind) k) AS kinds
  WHERE NOT EXISTS (SELECT FROM desk_wait WHERE as_of > parley_now() - $2::integer * interval '1 minute')`;

/** Reads from the desk's ledger how long its cases took. */
@Injectable()
export class WaitsRepository {
  constructor(private readonly sql: Sql) {}

  /** Null where it was measured not long ago, by whichever worker. */
  async measure(days: number, everyMinutes: number): Promise<Waits | null> {
    const [row] = await this.sql.named<{ now: string; kinds: Waits['kinds'] }>('desk_wait_measure', MEASURE, [days, everyMinutes]);
    return row === undefined ? null : { now: Number(row.now), kinds: row.kinds };
  }
}
