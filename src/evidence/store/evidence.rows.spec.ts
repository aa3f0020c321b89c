import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { makeDataSource } from '../../foundation/database/data-source.js';
import { EvidenceRow } from './evidence.row.js';
import { ObjectRemovalRow } from './object-removal.row.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  source = await makeDataSource({ url: database.url, pool: 2, entities: [EvidenceRow, ObjectRemovalRow] }).initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

describe('The entities', () => {
  it('describe the tables as the migration made them', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
