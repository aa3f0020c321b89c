import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { makeDataSource } from '../../foundation/database/data-source.js';
import { Sql } from '../../foundation/database/sql.js';
import { newId } from '../../foundation/ids.js';
import type { Evidence } from '../domain/evidence.js';
import { EvidenceRepository } from './evidence.repository.js';
import { EvidenceRow } from './evidence.row.js';
import { ObjectRemovalRow } from './object-removal.row.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  source = await makeDataSource({ url: database.url, pool: 8, entities: [EvidenceRow, ObjectRemovalRow] }).initialize();
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

describe('The places of one side', () => {
  const piece = (): Evidence => ({
    id: newId('ev'), disputeId: 'dp_1', ownerId: 'ana', by: 'buyer', kind: 'photo', fileName: 'a.jpg', mediaType: 'image/jpeg', size: 1, sha256: 'aa',
    requirement: null, caption: null, held: false, status: 'declared', rejection: null, sealed: false, seal: null, verifiedAttempt: null, renditions: [], details: null, redaction: null,
    redactionWanted: null, createdAt: 0,
  });
  const without = [null, null, null, null, null, null, null];

  it('are taken by as many as there are, however many come at once', async () => {
    const pieces = new EvidenceRepository(new Sql(source));
    const taken = await Promise.all(Array.from({ length: 60 }, () => pieces.declare(piece(), true, 20, without)));
    expect(taken.filter(Boolean)).toHaveLength(20);
    const [row] = await source.query<{ places: number }[]>('SELECT count(DISTINCT place)::int AS places FROM evidence');
    expect(row?.places).toBe(20);
  });
});
