import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * `npm run evidence:verify`: the built command with the settings of the environment, or with those of the sandbox that
 * `npm start` runs here.
 */
const PROGRAM = fileURLToPath(new URL('../dist/src/evidence-verify.js', import.meta.url));
const HOUSE = fileURLToPath(new URL('../.parley/house.json', import.meta.url));

function settings() {
  if (process.env.DATABASE_URL) return process.env;
  if (!existsSync(HOUSE)) throw new Error('there is neither DATABASE_URL nor a sandbox running here (npm start)');
  return { ...process.env, ...JSON.parse(readFileSync(HOUSE, 'utf8')), SANDBOX: '1' };
}

try {
  const { status } = spawnSync(process.execPath, [PROGRAM, ...process.argv.slice(2)], { stdio: 'inherit', env: settings() });
  process.exitCode = status ?? 2;
} catch (error) {
  console.error(`evidence:verify could not look: ${error.message}`);
  process.exitCode = 2;
}
