import { nextFreePort } from './embedded/ports.mjs';
import { embeddedEnvironment } from './embedded/environment.mjs';
import { build } from './build.mjs';
import { sandboxPeople } from './client.mjs';

const READY_WITHIN_MS = 60_000;
const APPLICATION = ['dist/src/main.js'];

/**
 * Build, database, store, migrations, API and worker in one go.
 * @param {import('./house.mjs').House} house who ends them
 * @param {{ folder: string, fresh?: boolean, throwaway?: boolean, given?: NodeJS.ProcessEnv, program?: string[], port: number,
 *   onExchange?: (exchange: import('./client.mjs').Exchange) => void }} options
 */
export async function launch(house, { program = APPLICATION, port: firstPort, onExchange, given = process.env, ...data }) {
  const [env] = await Promise.all([embeddedEnvironment(house, { ...data, given }), build()]);
  house.remember(data.folder, env);
  await house.run('migrate', ['dist/src/migrate.js'], env);
  const port = await nextFreePort(firstPort);
  const base = `http://127.0.0.1:${port}`;
  house.child('The application', program, { ...env, PORT: String(port), PUBLIC_URL: given.PUBLIC_URL ?? base });
  await untilReady(base, house);
  return { base, people: await sandboxPeople(base, onExchange) };
}

async function untilReady(base, house) {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (!house.isClosing) {
    const answer = await fetch(`${base}/health/ready`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    if (performance.now() > giveUpAt) throw new Error(`not ready after ${READY_WITHIN_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
