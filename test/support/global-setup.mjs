import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { anyFreePort } from '../../tools/embedded/ports.mjs';
import { ensureDatabase, startPostgres } from '../../tools/embedded/postgres.mjs';
import { startS3 } from '../../tools/embedded/s3.mjs';

const OPENAPI = fileURLToPath(new URL('../../openapi.yaml', import.meta.url));
const MIGRATE = fileURLToPath(new URL('../../dist/src/migrate.js', import.meta.url));

/**
 * One throw-away PostgreSQL and one S3 store for the whole run. The migrations run once, into a template that every
 * test file copies (see database.ts).
 */
export default async function startEverything() {
  if (!existsSync(MIGRATE)) throw new Error('dist/src/migrate.js is missing: run `npm test`, or `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  // The server may run as another user, who has to get in.
  chmodSync(folder, 0o755);
  const server = await startPostgres({
    dataDirectory: join(folder, 'postgres'),
    port: await anyFreePort(),
    throwaway: true,
    settings: ['max_connections=300'],
  });
  const s3 = await startS3({ directory: join(folder, 's3'), port: await anyFreePort() });
  globalThis.parleyTest = { folder, server, s3 };
  const template = await ensureDatabase(server, 'parley_template');
  await promisify(execFile)(process.execPath, [MIGRATE], { env: { ...process.env, ...s3.env, DATABASE_URL: template, SANDBOX: '1' } });
  // Reading YAML takes most of a second, and nearly every test file compares answers with it.
  const contract = join(folder, 'openapi.json');
  writeFileSync(contract, JSON.stringify(parse(readFileSync(OPENAPI, 'utf8'))));
  // Jest's workers inherit these.
  const answers = { PARLEY_TEST_ANSWERS: join(folder, 'answers'), PARLEY_TEST_CONTRACT: contract };
  Object.assign(process.env, s3.env, answers, { PARLEY_TEST_SERVER: server.url(), PARLEY_TEST_DATA_DIRECTORY: server.dataDirectory });
}
