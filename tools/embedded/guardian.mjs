import { spawn } from 'node:child_process';

/**
 * Runs `command` when this process dies, however it dies (SIGKILL included): a shell waits at the other end of a pipe,
 * and the operating system closes the pipe for us. `release()` sends the guardian home when the work was ended in order.
 * @param {string[]} command @param {{ uid?: number, gid?: number }} [as]
 */
export function guard(command, as = {}) {
  if (process.platform === 'win32') return { release() {} };
  const shell = spawn('/bin/sh', ['-c', 'cat >/dev/null; exec "$@"', 'guardian', ...command], {
    ...as,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  // Without unref the open pipe alone would keep the launcher alive.
  /** @type {import('node:net').Socket} */ (shell.stdin).unref();
  return {
    release() {
      // The whole group: killing the shell alone would leave its `cat` behind for as long as the pipe is open.
      if (shell.pid) endGroup(shell.pid);
    },
  };
}

/** Ends a process and what it started; one that is gone already is no fault. */
export function endGroup(pid, signal = 'SIGKILL') {
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}
