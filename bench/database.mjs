import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { anyFreePort } from '../tools/embedded/ports.mjs';
import { ensureDatabase, startPostgres } from '../tools/embedded/postgres.mjs';

const FOLDER = fileURLToPath(new URL('../.parley/bench', import.meta.url));

/** Room for the whole run between two checkpoints, of which there is one before every measurement; vacuum by hand too. */
const SETTINGS = ['shared_buffers=512MB', 'max_wal_size=8GB', 'checkpoint_timeout=1h', 'autovacuum=off'];

/** A PostgreSQL that keeps what it has said it keeps: fsync, full page writes and synchronous commit are on. */
export async function startDatabase() {
  const server = await startPostgres({ dataDirectory: join(FOLDER, 'postgres'), port: await anyFreePort(), fresh: true, settings: SETTINGS });
  const url = await ensureDatabase(server, 'parley');
  const postmaster = Number(readFileSync(join(server.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return { url, postmaster, stop: () => server.stop() };
}

/** A connection for preparing and checking. Copies of sound rows are sound: their foreign keys are not looked up again. */
export async function connectTo(url) {
  const client = new pg.Client({ connectionString: url, options: '-c session_replication_role=replica -c synchronous_commit=off' });
  await client.connect();
  // Measurements run on other connections, with the server's own settings.
  const { rows } = await client.query(`SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting <> 'on' AND source <> 'client'`);
  if (rows.length > 0) throw new Error(`not durable: ${rows.map(({ name }) => name).join(', ')}`);
  return client;
}
