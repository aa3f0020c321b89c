import 'reflect-metadata';
import { simulatePolicy } from './escalation/index.js';
import { makeDataSource } from './foundation/database/data-source.js';

/**
 * The `policy:simulate` command: what another policy would have changed for the disputes that are closed, as JSON.
 * `npm run policy:simulate -- candidate.json`. It reads the database of DATABASE_URL and writes nothing.
 */
const [candidate] = process.argv.slice(2);
const url = process.env.DATABASE_URL;

function usage(fault: string): never {
  console.error(`${fault}\nnpm run policy:simulate -- candidate.json, with DATABASE_URL set`);
  process.exit(2);
}

if (candidate === undefined) usage('No candidate was named.');
if (!url) usage('DATABASE_URL is missing.');

const source = makeDataSource({ url, pool: 2, entities: [], statementTimeoutMs: 600_000 });
try {
  await source.initialize();
  console.log(JSON.stringify(await simulatePolicy(source, candidate), null, 2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  if (source.isInitialized) await source.destroy();
}
