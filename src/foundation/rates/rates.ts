import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Workers } from '../workers/workers.js';

/** What is counted: announcing a file, asking for addresses to send it to, looking at originals, and saying that one is typing. */
export const RATES = ['declare', 'sign', 'view', 'typing'] as const;
export type RateName = (typeof RATES)[number];

const WINDOW_SECONDS = 60;
const FORGET_EVERY_MS = 10 * 60 * 1000;
const FORGET = `DELETE FROM rate_limit WHERE expire < $1 RETURNING 1 AS gone`;

/**
 * Counts per caller and minute in the database, so that all processes count together. That is one small statement more
 * for each request that is counted, and only those are that cost us signatures, room in the store, or lines in a log that nothing is taken from; commands on disputes are not.
 * Who has used up their minute is remembered here, and refused until it ends without asking anybody.
 */
@Injectable()
export class Rates implements OnModuleInit {
  private readonly limiters: Readonly<Record<RateName, RateLimiterPostgres | RateLimiterMemory>>;

  constructor(dataSource: DataSource, config: Config, private readonly workers: Workers, private readonly sql: Sql) {
    const limiter = (keyPrefix: RateName): RateLimiterPostgres => new RateLimiterPostgres({
      storeClient: dataSource,
      storeType: 'typeorm',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points: config.rates[keyPrefix],
      duration: WINDOW_SECONDS,
      inMemoryBlockOnConsumed: config.rates[keyPrefix],
    });
    // What leaves no row is counted without one, by each process for itself.
    const typing = new RateLimiterMemory({ keyPrefix: 'typing', points: config.rates.typing, duration: WINDOW_SECONDS });
    this.limiters = { declare: limiter('declare'), sign: limiter('sign'), view: limiter('view'), typing };
  }

  onModuleInit(): void {
    this.workers.register({ name: 'rates-forgotten', everyMs: FORGET_EVERY_MS, tick: () => this.forget() });
  }

  /** Null when the caller may go on, otherwise the whole seconds they must wait. Throws when nobody could be asked. */
  async waitOf(name: RateName, sub: string): Promise<number | null> {
    try {
      // A hash: names are long and nobody needs to read them here.
      await this.limiters[name].consume(createHash('sha256').update(sub).digest('base64url'));
      return null;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      throw refused;
    }
  }

  private async forget(): Promise<number> {
    return (await this.sql.named('rate_limit_forget', FORGET, [Date.now()])).length;
  }
}
