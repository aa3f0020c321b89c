import pg from 'pg';
import { DataSource, type ColumnType, type DataSourceOptions, type EntitySchema, type MigrationInterface } from 'typeorm';
import { PatientClient } from './patient-client.js';

type EntityClass = new () => object;
type MigrationClass = new () => MigrationInterface;

/** What a connection to our database needs to know. Entities and migrations are listed by hand, never found by a glob. */
export interface DatabaseOptions {
  readonly url: string;
  readonly pool: number;
  readonly entities: readonly (EntityClass | EntitySchema)[];
  readonly migrations?: readonly MigrationClass[];
  readonly onPoolError?: (error: Error) => void;
  /** A migration may take long where a request may not. */
  readonly statementTimeoutMs?: number;
}

const INT8 = 20;

// Amounts and counters are refused above 2^53-1 where they enter, so a bigint column always fits a number.
pg.types.setTypeParser(INT8, Number);

/**
 * Five time-outs on every connection: with the defaults a query on a connection whose other end vanished never returns.
 * The order matters: the server gives up before we do, so that we learn what happened to the statement.
 */
function timeouts(statementMs: number): Record<string, number> {
  return {
    connectionTimeoutMillis: 5_000,
    query_timeout: statementMs + 2_000,
    statement_timeout: statementMs,
    lock_timeout: Math.min(4_000, statementMs),
    idle_in_transaction_session_timeout: 15_000,
  };
}

/**
 * Everything we ask is a row by its key or a page along an index. Data lives on flash, where a page found by an index
 * costs little more than the next one of a scan, and rows found by a bitmap would have to be sorted.
 */
const PLANNING = '-c random_page_cost=1.1 -c enable_bitmapscan=off';

/** The options of our one data source. Never `synchronize`: migrations are the only way a table changes. */
export function dataSourceOptions(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    driver: pg,
    url: options.url,
    entities: [...options.entities],
    migrations: [...(options.migrations ?? [])],
    migrationsTableName: 'migration',
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolErrorHandler: options.onPoolError,
    applicationName: 'parley',
    extra: {
      Client: PatientClient,
      max: options.pool,
      ...timeouts(options.statementTimeoutMs ?? 8_000),
      keepAlive: true,
      options: `-c timezone=UTC -c jit=off ${PLANNING}`,
    },
  };
}

/** A data source outside the application, for migrations and tests. */
export function makeDataSource(options: DatabaseOptions): DataSource {
  return newDataSource(dataSourceOptions(options));
}

/** TypeORM refuses column types it has not heard of, and it has not heard of transaction ids. */
export function newDataSource(options: DataSourceOptions): DataSource {
  const source = new DataSource(options);
  source.driver.supportedDataTypes.push('xid8' as ColumnType);
  return source;
}
