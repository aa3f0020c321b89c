import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endGroup, guard } from './embedded/guardian.mjs';
import { isRunning } from './embedded/running.mjs';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));
const PATIENCE_MS = 15_000;
const WATCH_PARENT_MS = 500;

/**
 * Everything a launcher has started, and how it ends: in reverse order, whatever the reason - Ctrl-C, SIGTERM, a part
 * that died, or a launcher that was killed (then the guardians do it).
 */
export class House {
  #closers = [];
  #closing;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void this.close(0));
    this.#watchParent();
  }

  get isClosing() {
    return this.#closing !== undefined;
  }

  /**
   * Takes charge of something that is starting. Closing waits for it: otherwise a signal during the start would leave
   * it behind.
   * @template {{ stop(): Promise<void> }} T @param {Promise<T>} starting @returns {Promise<T>}
   */
  async part(starting) {
    this.#closers.push(async () => (await starting.catch(() => undefined))?.stop());
    return starting;
  }

  /** Starts a program whose end ends the house. Its own process group, so that Ctrl-C reaches it only through us. */
  child(name, args, env) {
    if (this.isClosing) return;
    const child = spawn(process.execPath, args, { ...settings(env), detached: true });
    const guardian = guard(['/bin/kill', '-TERM', '--', `-${child.pid}`]);
    const ended = new Promise((resolve) => child.once('close', resolve));
    void ended.then((code) => {
      guardian.release();
      if (!this.isClosing) void this.close(1, `${name} ended by itself (${code})`);
    });
    this.#closers.push(() => endGently(child, ended));
  }

  /** Runs a program to its end; what it said is only shown if it failed. */
  run(name, args, env) {
    return new Promise((done, failed) => {
      const child = spawn(process.execPath, args, { ...settings(env), stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      child.stdout.on('data', (chunk) => (said += chunk));
      child.stderr.on('data', (chunk) => (said += chunk));
      child.once('error', failed);
      child.once('close', (code) => (code === 0 ? done(undefined) : failed(new Error(`${name} failed (${code})\n${said}`))));
    });
  }

  /** Only one launcher may use the folder's data. */
  lock(folder) {
    mkdirSync(folder, { recursive: true });
    const file = `${folder}/launcher.pid`;
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (pid !== process.pid && isRunning(pid, 'tools/')) {
      throw new Error(`Parley is already running here (process ${pid}); end it first`);
    }
    writeFileSync(file, String(process.pid));
    this.#closers.push(async () => rmSync(file, { force: true }));
  }

  /** Where this house's database and store are, for commands beside it; gone when it closes. */
  remember(folder, { DATABASE_URL, S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }) {
    const file = join(folder, 'house.json');
    mkdirSync(folder, { recursive: true });
    const where = { DATABASE_URL, S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY };
    writeFileSync(file, JSON.stringify(where), { mode: 0o600 });
    this.#closers.push(async () => rmSync(file, { force: true }));
  }

  /** Ends everything and then this process. */
  close(code, reason) {
    this.#closing ??= this.#closeAll(code, reason);
    return this.#closing;
  }

  async #closeAll(code, reason) {
    if (reason) console.error(`\n${reason}`);
    for (const stop of this.#closers.reverse()) {
      await stop().catch((error) => console.error(error.message));
    }
    process.exit(code);
  }

  /** A shell between npm and us may die of a signal without passing it on; then our parent changes. */
  #watchParent() {
    if (!process.env.npm_lifecycle_event) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && void this.close(0), WATCH_PARENT_MS).unref();
  }
}

/** @returns {import('node:child_process').SpawnOptions} */
function settings(env) {
  return { cwd: PROJECT, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] };
}

async function endGently(child, ended) {
  if (child.pid === undefined || child.exitCode !== null) return;
  endGroup(child.pid, 'SIGTERM');
  const patience = setTimeout(() => endGroup(child.pid), PATIENCE_MS);
  await ended;
  clearTimeout(patience);
  // A watcher may be gone before the program it watched.
  endGroup(child.pid);
}
