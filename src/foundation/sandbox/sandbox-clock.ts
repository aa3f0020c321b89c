import { setTimeout as rest } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { problem } from '../problems/problem.js';
import { Workers } from '../workers/workers.js';
import { ClockWalk } from './clock-walk.js';

/** Advisory locks share one space of numbers; this one is "clock" in letters. */
const CLOCK_LOCK = 0x636c6f63;
const QUEUE_PATIENCE_MS = 60_000;
const TRY_EVERY_MS = 25;

/** Moves the sandbox's clock, one walk at a time in the whole database. */
@Injectable()
export class SandboxClock {
  readonly #walk: ClockWalk;

  constructor(
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
    workers: Workers,
  ) {
    this.#walk = new ClockWalk({
      now: () => clock.now(),
      nextDueTime: () => clock.nextDueTime(),
      backlog: () => workers.backlog(),
      moveForward: (ms) => clock.moveForward(ms),
    });
  }

  /** Advances by `ms` and gives back the law's moment then; zero only tells the time. */
  async advance(ms: number): Promise<number> {
    if (ms === 0) return this.clock.now();
    const connection = this.dataSource.createQueryRunner();
    try {
      await queueFor(connection);
      return await this.#walk.walk(ms);
    } finally {
      await connection.query('SELECT pg_advisory_unlock_all()').finally(() => connection.release());
    }
  }
}

/** Tried again and again rather than waited for: a waiting statement would run into its time-out. */
async function queueFor(connection: QueryRunner): Promise<void> {
  const giveUpAt = Date.now() + QUEUE_PATIENCE_MS;
  while (Date.now() < giveUpAt) {
    const [row] = (await connection.query('SELECT pg_try_advisory_lock($1) AS mine', [CLOCK_LOCK])) as { mine: boolean }[];
    if (row?.mine === true) return;
    await rest(TRY_EVERY_MS);
  }
  throw problem('clock_not_advanced', { says: 'clock_busy' }, { headers: { 'Retry-After': '5' } });
}
