import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDatabase, startPostgres } from './postgres.mjs';
import { startS3 } from './s3.mjs';

const POSTGRES_PORT = 54320;
const S3_PORT = 4568;

/**
 * The application's environment: an embedded PostgreSQL and S3 store wherever `given` does not name others.
 * @param {import('../house.mjs').House} house who ends them
 * @param {{ folder: string, fresh?: boolean, throwaway?: boolean, given: NodeJS.ProcessEnv }} options `folder`: keeps the data
 */
export async function embeddedEnvironment(house, { folder, fresh = false, throwaway = false, given }) {
  if (fresh && given.DATABASE_URL) throw new Error('--fresh only forgets the embedded database; emptying DATABASE_URL is yours to do');
  const [database, s3] = await Promise.all([
    given.DATABASE_URL ? {} : embeddedDatabase(house, { dataDirectory: join(folder, 'postgres'), port: POSTGRES_PORT, fresh, throwaway }),
    given.S3_ENDPOINT ? {} : embeddedStore(house, join(folder, 's3'), fresh),
  ]);
  return { ...sandboxSettings(given), ...database, ...s3 };
}

async function embeddedDatabase(house, options) {
  const server = await house.part(startPostgres(options));
  return { DATABASE_URL: await ensureDatabase(server, 'parley') };
}

async function embeddedStore(house, directory, fresh) {
  if (fresh) rmSync(directory, { recursive: true, force: true });
  return (await house.part(startS3({ directory, port: S3_PORT }))).env;
}

/** What makes a sandbox; what the caller has set stays, except for the sandbox itself. */
export function sandboxSettings(given) {
  return {
    JWT_ISSUER: 'parley-sandbox',
    LOG_LEVEL: 'warn',
    // Nothing is received from outside: whoever tries it out hands answers in themselves (docs/mail.md).
    MAIL_REPLY_DOMAIN: 'reply.sandbox.parley.invalid',
    REFUND_GATEWAY: 'sandbox',
    ROLE: 'api,worker',
    ...given,
    SANDBOX: '1',
  };
}
