import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import supertest from 'supertest';
import type { Http } from './app.js';
import type { TestDatabase } from './database.js';
import { eventually } from './eventually.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** The built application in a process of its own, as it is run. */
export class RunningApp {
  private constructor(
    readonly url: string,
    readonly http: Http,
    private readonly child: ChildProcess,
  ) {}

  /** `env` are further settings; `FAILPOINTS` names a place where it dies. */
  static async start(database: TestDatabase, env: Record<string, string> = {}): Promise<RunningApp> {
    const port = await freePort();
    const settings = { DATABASE_URL: database.url, SANDBOX: '1', PORT: String(port), LOG_LEVEL: 'fatal', SWEEP_INTERVAL_MS: '50', RATE_DECLARE_PER_MINUTE: '100000', RATE_SIGN_PER_MINUTE: '100000', ...env };
    const child = spawn(process.execPath, [MAIN], { env: { ...process.env, NODE_OPTIONS: '', ...settings }, stdio: 'inherit' });
    const url = `http://127.0.0.1:${port}`;
    await eventually(async () => (await fetch(`${url}/health/ready`)).ok, 30_000);
    return new RunningApp(url, supertest.agent(url), child);
  }

  stop(): Promise<void> {
    return this.ends('SIGTERM');
  }

  /** Without a word, as when the power fails. */
  dies(): Promise<void> {
    return this.ends('SIGKILL');
  }

  private async ends(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

const ASKING = `
  const { workerData, parentPort } = require('node:worker_threads');
  const times = [];
  let asking = true;
  parentPort.on('message', () => { asking = false; });
  (async () => {
    while (asking) {
      const start = performance.now();
      const response = await fetch(workerData.url, { headers: workerData.headers });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error('answered ' + response.status);
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    parentPort.postMessage(times.sort((a, b) => a - b));
  })();`;

/** Asks the same thing over and over, from a thread that does nothing else, until told to stop; then tells how long answers took. */
export function askOverAndOver(url: string, token: string): { stop: () => Promise<{ count: number; p99: number }> } {
  const worker = new Worker(ASKING, { eval: true, workerData: { url, headers: { authorization: `Bearer ${token}` } } });
  const answered = once(worker, 'message');
  return {
    async stop() {
      worker.postMessage('stop');
      const [times] = (await answered) as [number[]];
      await worker.terminate();
      return { count: times.length, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
    },
  };
}
