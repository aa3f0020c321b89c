import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  /** Ends it with whoever is still connected. */
  drop(): Promise<void>;
}

/** A migrated, empty database of its own for one test file: a copy of the template takes some 50 ms. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `story_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE parley_template`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Statements outside any test database, after making sure that the server is the throw-away one. */
async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    if (rows[0]?.data_directory !== process.env['PARLEY_TEST_DATA_DIRECTORY']) throw new Error('not the test server');
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env['PARLEY_TEST_SERVER'];
  if (!url) throw new Error('no test server: run through jest, whose global setup starts it');
  return url;
}
