import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { makeDataSource } from '../../foundation/database/data-source.js';
import { Sql } from '../../foundation/database/sql.js';
import { newId } from '../../foundation/ids.js';
import { EvidenceRepository, type NewPiece } from './evidence.repository.js';
import { EvidenceRow } from './evidence.row.js';
import { ObjectRemovalRow } from './object-removal.row.js';

type Limits = Parameters<EvidenceRepository['declare']>[2];

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
  const piece = (): NewPiece => ({
    id: newId('ev'), disputeId: 'dp_1', ownerId: 'ana', by: 'buyer', kind: 'photo', fileName: 'a.jpg', mediaType: 'image/jpeg', size: 1, sha256: 'aa',
    requirement: null, caption: null, held: false, status: 'declared', rejection: null, sealed: false, seal: null, verifiedAttempt: null, renditions: [], details: null, redaction: null,
    redactionWanted: null, awaitsConfirmation: false, createdAt: 0,
    partSize: null, stage: 'draft',
  });
  const without = [null, null, null, null, null, null, null];

  const all = (limits: Limits, size = 1) => {
    const pieces = new EvidenceRepository(new Sql(source));
    const disputeId = newId('dp');
    return Promise.all(Array.from({ length: 60 }, () => pieces.declare({ ...piece(), disputeId, size }, true, limits, without)));
  };

  it('are taken by as many as there are, however many come at once', async () => {
    const taken = await all({ perParty: 20 });
    expect(taken.filter((outcome) => outcome === 'taken')).toHaveLength(20);
    expect(new Set(taken)).toEqual(new Set(['taken', 'pieces']));
    const [row] = await source.query<{ places: number }[]>('SELECT count(DISTINCT place)::int AS places FROM evidence');
    expect(row?.places).toBe(20);
  });

  it('hold so many bytes in all, and so many pieces at one stage, also at once', async () => {
    expect((await all({ perParty: 60, totalBytes: 100 }, 9)).filter((outcome) => outcome === 'taken')).toHaveLength(11);
    const staged = await all({ perParty: 60, perStage: { draft: 7, opened: 2 } });
    expect([staged.filter((outcome) => outcome === 'taken').length, new Set(staged)]).toEqual([7, new Set(['taken', 'stage'])]);
  });
});
