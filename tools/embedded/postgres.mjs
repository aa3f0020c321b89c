import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { postgresBinaries } from './binaries.mjs';
import { guard } from './guardian.mjs';
import { nextFreePort } from './ports.mjs';
import { isRunning } from './running.mjs';
import { canEnter, folderOutside, serverUser } from './server-user.mjs';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const SUPERUSER = 'postgres';
/** Only for clusters that are thrown away: after a power cut nothing of them could be trusted. */
const THROWAWAY = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];

/**
 * Starts a real PostgreSQL from npm on 127.0.0.1 and ends it with this process.
 * @param {{ dataDirectory: string, port: number, fresh?: boolean, throwaway?: boolean, settings?: string[] }} options
 *   `port`: the first to try; `fresh`: forget the data of earlier runs
 */
export async function startPostgres({ dataDirectory: wanted, port: firstPort, fresh = false, throwaway = false, settings = [] }) {
  const user = serverUser(wanted);
  const dataDirectory = placeFor(user, wanted);
  const { initdb, pgCtl } = await postgresBinaries(user);
  const run = (command, args) => runAs(user, command, args);
  await endLeftover(run, pgCtl, dataDirectory);
  if (fresh || !existsSync(join(dataDirectory, 'PG_VERSION'))) await initialise(run, initdb, dataDirectory, user);
  const port = await startOnFreePort(run, pgCtl, dataDirectory, firstPort, [...settings, ...(throwaway ? THROWAWAY : [])]);
  const stopArgs = ['stop', '-D', dataDirectory, '-m', throwaway ? 'immediate' : 'fast', '-w', '-t', '20'];
  const andForget = throwaway ? '; rm -rf "$0"' : '';
  const guardian = guard(['/bin/sh', '-c', `"$@"${andForget}`, dataDirectory, pgCtl, ...stopArgs], user);
  return {
    port,
    dataDirectory,
    url: (database = 'postgres') => `postgres://${SUPERUSER}@127.0.0.1:${port}/${database}`,
    async stop() {
      guardian.release();
      await run(pgCtl, stopArgs);
      if (throwaway) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Where the data can live: the wanted folder, or one outside if the server's user cannot reach into the project. */
export function placeFor(user, wanted) {
  const parent = dirname(resolve(wanted));
  mkdirSync(parent, { recursive: true });
  // A umask of 077 would otherwise lock out the user that root lends to the server.
  if (user.uid !== undefined && parent.startsWith(PROJECT)) chmodSync(parent, 0o755);
  if (canEnter(user, parent)) return resolve(wanted);
  const outside = folderOutside(PROJECT, relative(PROJECT, wanted).replace(/[^a-z0-9]+/gi, '-').replace(/^-/, ''));
  console.error(`PostgreSQL cannot reach ${parent} as another user than root; its data is kept in ${outside}`);
  return outside;
}

/** Creates the database unless it is there, after making sure that this is our own server and not a neighbour's. */
export async function ensureDatabase(server, name) {
  const client = new pg.Client({ connectionString: server.url() });
  await client.connect();
  try {
    const { rows } = await client.query('SHOW data_directory');
    if (resolve(rows[0].data_directory) !== server.dataDirectory) throw new Error(`port ${server.port} is somebody else's`);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  return server.url(name);
}

async function initialise(run, initdb, dataDirectory, user) {
  // A folder without PG_VERSION is what an interrupted initdb left: initdb refuses one that is not empty.
  rmSync(dataDirectory, { recursive: true, force: true });
  mkdirSync(dataDirectory, { mode: 0o700 });
  if (user.uid !== undefined) chownSync(dataDirectory, user.uid, user.gid);
  await run(initdb, [
    '-D', dataDirectory, `--username=${SUPERUSER}`, '--auth=trust', '--encoding=UTF8', '--locale=C',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', '--no-sync',
  ]);
}

/** What a launcher that was killed left behind: a server without a master is stopped, a stale pid file removed. */
async function endLeftover(run, pgCtl, dataDirectory) {
  const pidFile = join(dataDirectory, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  // pg_ctl only asks whether *some* process has this number, and in containers small numbers come back soon.
  if (isRunning(pid, 'postgres', dataDirectory)) await run(pgCtl, ['stop', '-D', dataDirectory, '-m', 'fast', '-w', '-t', '20']);
  rmSync(pidFile, { force: true });
}

async function startOnFreePort(run, pgCtl, dataDirectory, firstPort, settings) {
  const log = join(dataDirectory, 'server.log');
  for (let from = firstPort, tries = 0; ; tries += 1) {
    const port = await nextFreePort(from);
    const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', ...settings];
    const options = [`-p ${port}`, ...all.map((setting) => `-c ${setting}`)].join(' ');
    rmSync(log, { force: true });
    try {
      await run(pgCtl, ['start', '-D', dataDirectory, '-w', '-t', '30', '-l', log, '-o', options]);
      return port;
    } catch (error) {
      const said = existsSync(log) ? readFileSync(log, 'utf8').trim() : '';
      // Somebody took the port between looking and starting.
      if (tries >= 5 || !said.includes('could not bind')) throw new Error(`${error.message}\n${said}`, { cause: error });
      from = port + 1;
    }
  }
}

/** Runs one of PostgreSQL's tools; its output goes into the error if it fails. */
function runAs(user, command, args) {
  return new Promise((done, failed) => {
    // pg_ctl start hands its outputs down to the server, which would keep a pipe open for ever; it writes to -l instead.
    const stdio = args[0] === 'start' ? 'ignore' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { ...user, cwd: '/', stdio, env: { PATH: process.env.PATH, LC_ALL: 'C' } });
    let said = '';
    child.stdout?.on('data', (chunk) => (said += chunk));
    child.stderr?.on('data', (chunk) => (said += chunk));
    child.on('error', failed);
    child.on('close', (code) => (code === 0 ? done(said) : failed(new Error(`${command} ${args[0]} failed (${code}) ${said}`))));
  });
}
