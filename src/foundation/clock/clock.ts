import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';

/** Tells when something will next become due (epoch milliseconds), or null when nothing is waiting. */
export type DueTime = () => Promise<number | null>;

/**
 * The clock by which the law decides: `parley_now()` in the database, the same for every process. Leases, tokens,
 * signed URLs and idempotency live by real time instead, because a story told in seconds must not expire them.
 */
@Injectable()
export class Clock {
  readonly #dueTimes: DueTime[] = [];

  constructor(private readonly sql: Sql) {}

  /** The law's present moment in epoch milliseconds. */
  async now(): Promise<number> {
    const [row] = await this.sql.named<{ now: Date }>('clock_now', 'SELECT parley_now() AS now', []);
    return row!.now.getTime();
  }

  /** Contexts tell what waits for a time, so that the sandbox clock stops at each of them on its way. */
  registerDueTime(dueTime: DueTime): void {
    this.#dueTimes.push(dueTime);
  }

  /** The earliest moment at which anything becomes due, or null. It may lie in the past while a worker is busy. */
  async nextDueTime(): Promise<number | null> {
    const times = await Promise.all(this.#dueTimes.map((dueTime) => dueTime()));
    return times.reduce<number | null>((first, time) => (time !== null && (first === null || time < first) ? time : first), null);
  }

  /** Moves the clock forward by a whole number of milliseconds; the database refuses it outside the sandbox, and backwards. */
  async moveForward(ms: number): Promise<number> {
    const move = 'UPDATE clock_offset SET offset_ms = offset_ms + $1 RETURNING date_trunc(\'milliseconds\', statement_timestamp()) + offset_ms * interval \'1 millisecond\' AS now';
    const [row] = await this.sql.query<{ now: Date }>(move, [ms]);
    return row!.now.getTime();
  }
}
