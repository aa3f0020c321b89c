import { spawnSync } from 'node:child_process';

/** How a suite ends that could not run at all: neither passed nor failed. */
export const COULD_NOT_RUN = 75;

/** Whether a program is on the PATH. */
export const isThere = (program) => spawnSync('/bin/sh', ['-c', `command -v ${program}`]).status === 0;

/** Installs Debian packages when we are allowed to; false when that is not possible. */
export function aptInstall(...packages) {
  if (process.getuid?.() !== 0 || !isThere('apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 }).status === 0;
  return run('update', '-q') && run('install', '-y', '-q', '--no-install-recommends', ...packages);
}

/** Runs Jest on Node as it is here, with a built program; its exit code. */
export function jest(args, env = {}) {
  const options = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', ...args];
  return spawnSync(process.execPath, options, { stdio: 'inherit', env: { ...process.env, ...env } }).status ?? 1;
}
