import 'reflect-metadata';
import { MIGRATIONS } from '../migrations/index.js';
import { makeDataSource } from './foundation/database/data-source.js';
import { migrate, revertLast } from './foundation/database/migrate.js';
import { Log } from './foundation/logging/log.js';

/** The `migrate` command: brings the database of DATABASE_URL up to date; `migrate down` takes the last step back. */
const log = new Log('info');
const url = process.env.DATABASE_URL;

if (!url) {
  console.error('DATABASE_URL is missing');
  process.exit(1);
}

const dataSource = makeDataSource({ url, pool: 2, entities: [], migrations: MIGRATIONS, statementTimeoutMs: 600_000 });
try {
  await dataSource.initialize();
  const down = process.argv[2] === 'down';
  const names = down ? await revertLast(dataSource) : await migrate(dataSource);
  log.info(down ? 'reverted' : 'migrated', { migrations: names });
} catch (error) {
  log.error('the migrations did not run', { error });
  process.exitCode = 1;
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}
