import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { makeDataSource } from '../../foundation/database/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { looksFrom } from '../domain/looks.js';
import { READ_SIGNALS } from './signals.sql.js';

const MANY = 30_000;
const THIS = '0123456789abcdef';
/** One turned bit in each of two parts and five in a third: seven in all. */
const SEVEN = (BigInt(`0x${THIS}`) ^ 0x0001_0001_001f_0000n).toString(16).padStart(16, '0');
const EIGHT = (BigInt(`0x${THIS}`) ^ 0x0003_0003_0003_0003n).toString(16).padStart(16, '0');

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  source = await makeDataSource({ url: database.url, pool: 1, entities: [] }).initialize();
  await source.query(`
    CREATE TEMP TABLE seed AS SELECT n, md5(n::text) AS hash, ('x' || md5('looks' || n))::bit(64)::bigint AS looks FROM generate_series(1, ${MANY}) AS n`);
  // Only what is asked for matters: disputes and pieces stand for themselves, whatever the rest of their columns says.
  await source.query(`SET session_replication_role = replica`);
  await source.query(`
    INSERT INTO evidence_facts (evidence_id, sha256, claims, looks, looks_parts)
    SELECT 'ev_' || n, hash, '{}', looks, ARRAY(SELECT i * 65536 + ((looks >> (i * 16)) & 65535)::integer FROM generate_series(0, 3) AS i) FROM seed`);
  for (const [id, hex] of [['ev_this', THIS], ['ev_seven', SEVEN], ['ev_eight', EIGHT]] as const) {
    const { bits, parts } = looksFrom(hex);
    await source.query(`INSERT INTO evidence_facts (evidence_id, sha256, claims, looks, looks_parts) VALUES ($1, $1, '{}', $2, $3)`, [id, bits.toString(), parts]);
  }
  await source.query(`ANALYZE evidence_facts`);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** The part of the statement that looks for pictures like one, without who may see them. */
const NEAR = READ_SIGNALS.slice(READ_SIGNALS.indexOf('WITH this'), READ_SIGNALS.indexOf('twin AS'))
  .replace('JOIN evidence e ON e.id = f.evidence_id', `CROSS JOIN (SELECT 'dp' AS dispute_id, NULL::jsonb AS details) e`).trim().replace(/,$/, '');
const FOUND = `${NEAR} SELECT o.evidence_id AS id, bit_count((o.looks # this.looks)::bit(64))::integer AS bits FROM this, evidence_facts o JOIN near USING (evidence_id)
  WHERE bit_count((o.looks # this.looks)::bit(64)) <= 7 ORDER BY bits`;

describe('Pictures that look alike', () => {
  it('are found up to seven bits apart, and no further', async () => {
    expect(await source.query(FOUND, ['ev_this'])).toEqual([{ id: 'ev_this', bits: 0 }, { id: 'ev_seven', bits: 7 }]);
  });

  it('are found through indexes, and so is the same file', async () => {
    const plan = async (sql: string) => JSON.stringify(await source.query(`EXPLAIN ${sql.replaceAll('$1', `'ev_this'`)}`));
    for (const name of ['evidence_facts_looks_1', 'evidence_facts_looks_2', 'evidence_facts_looks_3', 'evidence_facts_looks_4']) expect(await plan(FOUND)).toContain(name);
    const whole = await plan(READ_SIGNALS);
    expect(whole).toContain('evidence_facts_sha256');
    expect(whole).not.toContain('Seq Scan on evidence_facts');
  });
});
