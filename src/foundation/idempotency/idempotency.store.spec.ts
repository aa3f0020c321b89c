import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { loadConfig } from '../config/config.js';
import { makeDataSource } from '../database/data-source.js';
import { constraintOf, Sql } from '../database/sql.js';
import { Log } from '../logging/log.js';
import { Workers } from '../workers/workers.js';
import { IDEMPOTENCY_CONSTRAINT, IDEMPOTENCY_INSERT, IDEMPOTENCY_READ, idempotencyPositions } from './idempotency.sql.js';
import { IDEMPOTENCY_ENTITIES } from './idempotency.row.js';
import { PurgeWorker } from './purge.worker.js';
import type { IdempotencyRecord } from './records.js';

const READ = `SELECT ${IDEMPOTENCY_READ(1, 2)} AS record`;
const WRITE = `WITH d AS (SELECT 1 WHERE $8::boolean), kept AS (${IDEMPOTENCY_INSERT('d', idempotencyPositions(1))}) SELECT count(*) AS changed FROM d`;

let database: TestDatabase;
let source: DataSource;
let sql: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  source = await makeDataSource({ url: database.url, pool: 4, entities: IDEMPOTENCY_ENTITIES }).initialize();
  sql = new Sql(source);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const keep = (caller: string, key: string | null, changed = true) =>
  sql.named('test_write', WRITE, [caller, key, 'print', 201, '{ "id": "é" }', '7', '/v1/x', changed]);

function workers(): Workers {
  const sandbox = { DATABASE_URL: database.url, SANDBOX: '1', REFUND_GATEWAY: 'sandbox', JWT_ISSUER: 'https://sandbox.example' };
  return new Workers(loadConfig({ ...process.env, ...sandbox }), new Log('silent'));
}

async function find(caller: string, key: string | null): Promise<IdempotencyRecord | null> {
  const [row] = await sql.named<{ record: IdempotencyRecord | null }>('test_read', READ, [caller, key]);
  return row!.record;
}

describe('An answer is kept', () => {
  it('in the statement that changes something, to the letter', async () => {
    await keep('ana', 'k1');
    expect(await find('ana', 'k1')).toEqual({ fingerprint: 'print', status: 201, body: '{ "id": "é" }', etag: '7', location: '/v1/x' });
  });

  it('for one caller only', async () => {
    await keep('ana', 'k2');
    expect(await find('ben', 'k2')).toBeNull();
  });

  it('not when the statement changed nothing, and not without a key', async () => {
    await keep('ana', 'k3', false);
    await keep('ana', null);
    expect([await find('ana', 'k3'), await find('ana', null)]).toEqual([null, null]);
  });

  it('once: the second of two at the same time is told by the name of the constraint', async () => {
    const outcomes = await Promise.allSettled([keep('ana', 'k4'), keep('ana', 'k4')]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => constraintOf(reason));
    expect(refused).toEqual([IDEMPOTENCY_CONSTRAINT]);
  });

  it('for seven days', async () => {
    await keep('cleo', 'old');
    await keep('cleo', 'young');
    const age = `UPDATE idempotency SET created_at = statement_timestamp() - $1::interval WHERE caller = 'cleo' AND key = $2`;
    await sql.query(age, ['7 days 1 minute', 'old']);
    await sql.query(age, ['6 days 23 hours', 'young']);
    expect(await new PurgeWorker(sql, workers()).purge()).toBe(1);
    expect([await find('cleo', 'old'), (await find('cleo', 'young'))?.status]).toEqual([null, 201]);
  });
});

describe('The entity', () => {
  it('describes the table as the migration made it', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
