import { setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './app.js';
import { ConfigFaults, loadConfig, type Config } from './foundation/config/config.js';
import { Health } from './foundation/health/health.js';
import { InFlight } from './foundation/health/in-flight.js';
import { Log } from './foundation/logging/log.js';
import { Workers } from './foundation/workers/workers.js';

/** Longer than any request may take; what is still open then is cut. */
const PATIENCE_MS = 17_000;

const config = settings();
const log = new Log(config.logLevel);

process.on('uncaughtException', (error) => {
  log.error('an error nobody caught ends the process', { error });
  process.exit(1);
});

try {
  const app = await createApp({ config });
  endOnSignals(app);
  await app.listen(config.port, config.host);
  log.info('listening', { host: config.host, port: config.port, api: config.servesApi, workers: config.runsWorkers, sandbox: config.sandbox });
} catch (error) {
  log.error('the application could not start', { error });
  process.exit(1);
}

/** Faulty settings are told to a person, on standard error, all at once. */
function settings(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function endOnSignals(app: NestFastifyApplication): void {
  let ending = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // A second signal is somebody who does not want to wait.
      if (ending) process.exit(130);
      ending = true;
      void end(app, signal);
    });
  }
}

/** Not ready, wait until balancers know, claim no more work, answer what is under way, close HTTP and the pool. */
async function end(app: NestFastifyApplication, signal: string): Promise<void> {
  log.info('ending', { signal });
  try {
    app.get(Health).drain();
    await wait(config.drainMs);
    await app.get(Workers).stop();
    await app.get(InFlight).settled(PATIENCE_MS);
    await app.close();
    process.exit(0);
  } catch (error) {
    log.error('the application did not end cleanly', { error });
    process.exit(1);
  }
}
