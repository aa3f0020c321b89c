import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ENTITIES } from '../../src/app.module.js';
import { makeDataSource } from '../../src/foundation/database/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** A table that no migration makes. */
@Entity('planted')
class PlantedRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'planted_pk' })
  id: string;

  @Column({ type: 'text' })
  note: string;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The statements that would make the migrated database look like the entities. */
async function drift(entities: readonly (new () => object)[]): Promise<string[]> {
  const source = await makeDataSource({ url: database.url, pool: 1, entities }).initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    await source.destroy();
  }
}

async function tables(): Promise<string[]> {
  const source = await makeDataSource({ url: database.url, pool: 1, entities: [] }).initialize();
  try {
    const rows: { name: string }[] = await source.query(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    return rows.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}

describe('The entities', () => {
  it('say exactly what the migrations made', async () => {
    expect(await drift(ENTITIES)).toEqual([]);
  });

  it('leave no table out but the list of migrations', async () => {
    const source = makeDataSource({ url: database.url, pool: 1, entities: ENTITIES });
    await source.initialize();
    const known = source.entityMetadatas.map(({ tableName }) => tableName);
    await source.destroy();
    expect(known.length).toBeGreaterThanOrEqual(15);
    expect((await tables()).filter((name) => name !== 'migration').sort()).toEqual(known.sort());
  });

  it('would be caught saying more', async () => {
    expect(await drift([...ENTITIES, PlantedRow])).toEqual([expect.stringContaining('CREATE TABLE "planted"')]);
  });
});
