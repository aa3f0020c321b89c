import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { Workers } from '../workers/workers.js';
import { KEPT_DAYS } from './records.js';

/** Small enough that a slice never holds locks for long. */
const SLICE = 1_000;

const PURGE = `DELETE FROM idempotency WHERE (caller, key) IN (
    SELECT caller, key FROM idempotency
    WHERE created_at < statement_timestamp() - make_interval(days => $1)
    ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING 1 AS gone`;

/** Forgets answers nobody will ask for again. */
@Injectable()
export class PurgeWorker implements OnModuleInit {
  constructor(
    private readonly sql: Sql,
    private readonly workers: Workers,
  ) {}

  onModuleInit(): void {
    this.workers.registerPurge('idempotency', () => this.purge());
  }

  async purge(): Promise<number> {
    return (await this.sql.named('idempotency_purge', PURGE, [KEPT_DAYS, SLICE])).length;
  }
}
