import { Injectable } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';

export { constraintOf, isTransient, isUnavailable } from './errors.js';

/**
 * Hot statements as text, sent through the pool that TypeORM holds. `dataSource.query()` cannot name a statement, and
 * a named one is parsed and planned once per connection: half the database's work per command.
 */
@Injectable()
export class Sql {
  #statements = 0;

  constructor(private readonly dataSource: DataSource) {}

  /** How many statements were sent since the start; tests read the difference around a request. */
  get statements(): number {
    return this.#statements;
  }

  /** Runs a prepared statement. One name belongs to one text for ever: PostgreSQL keeps the first text it saw. */
  async named<Row extends object>(name: string, text: string, params: readonly unknown[]): Promise<Row[]> {
    this.#statements += 1;
    const result = await this.pool().query<Row & QueryResultRow>({ name, text, values: [...params] });
    return result.rows;
  }

  /** Runs a statement that is rare, or whose text differs from call to call. */
  async query<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
    this.#statements += 1;
    const result = await this.pool().query<Row & QueryResultRow>(text, [...params]);
    return result.rows;
  }

  /** Connections that are open, and requests waiting for one. */
  poolState(): { open: number; idle: number; waiting: number } {
    const pool = this.pool();
    return { open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
  }

  private pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}
