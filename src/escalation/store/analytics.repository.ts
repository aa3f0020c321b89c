import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import { ARBITRATORS, OUTCOMES_BY_REASON, PROMISES_KEPT, RESOLUTION_TIMES, SELLERS } from './analytics.sql.js';

/** Which disputes are counted: `until` is not in it. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

export interface ResolutionTime {
  readonly stage: string;
  readonly reason: string | null;
  readonly disputes: number;
  /** Milliseconds: half, nine in ten, nineteen in twenty took at most so long. */
  readonly percentiles: readonly [number, number, number];
}

export interface PromiseCount {
  readonly kind: string;
  readonly reason: string | null;
  readonly disputes: number;
  readonly kept: number;
}

export interface OutcomeCount {
  readonly reason: string | null;
  readonly disputes: number;
  readonly settled: number;
  readonly ruled: number;
  readonly withdrawn: number;
  readonly expired: number;
  readonly inadmissible: number;
  readonly superseded: number;
  readonly escalated: number;
  readonly appealed: number;
  readonly decided: number;
  readonly atFault: number;
}

export interface SellerCount {
  readonly seller: string;
  /** Orders placed in the time, and how many of them were disputed at any time since. */
  readonly orders: number;
  readonly disputedOrders: number;
  readonly disputes: number;
  readonly closed: number;
  readonly atFault: number;
  readonly escalated: number;
}

export interface ArbitratorCount {
  readonly arbitrator: string;
  readonly ruled: number;
  readonly appealed: number;
  readonly judged: number;
  readonly overturned: number;
  readonly ruledAgain: number;
  readonly appealsDecided: number;
  readonly rulingsReviewed: number;
  readonly held: number;
}

/** Counts over the summaries of disputes. */
@Injectable()
export class AnalyticsRepository {
  constructor(private readonly sql: Sql) {}

  async resolutionTimes({ from, until }: Period, reason: string | null): Promise<ResolutionTime[]> {
    const rows = await this.sql.named<ResolutionTime>('analytics_times', RESOLUTION_TIMES, [from, until, reason]);
    // An array of bigint comes as an array of text.
    return rows.map((row) => ({ ...row, percentiles: row.percentiles.map(Number) as unknown as ResolutionTime['percentiles'] }));
  }

  promises({ from, until }: Period, reason: string | null): Promise<PromiseCount[]> {
    return this.sql.named('analytics_promises', PROMISES_KEPT, [from, until, reason]);
  }

  outcomes({ from, until }: Period, reason: string | null): Promise<OutcomeCount[]> {
    return this.sql.named('analytics_outcomes', OUTCOMES_BY_REASON, [from, until, reason]);
  }

  sellers({ from, until }: Period, after: string, most: number): Promise<SellerCount[]> {
    return this.sql.named('analytics_sellers', SELLERS, [from, until, after, most]);
  }

  arbitrators({ from, until }: Period): Promise<ArbitratorCount[]> {
    return this.sql.named('analytics_arbitrators', ARBITRATORS, [from, until]);
  }
}
