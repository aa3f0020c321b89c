import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Whether process `pid` is the program we mean: one whose command line holds all of `words`. A number alone says
 * little; in containers small ones come back soon.
 */
export function isRunning(pid, ...words) {
  const args = commandLine(pid);
  return words.every((word) => args.includes(word));
}

function commandLine(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return '';
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  const [command, args] = process.platform === 'win32'
    ? ['wmic', ['process', 'where', `processid=${pid}`, 'get', 'commandline']]
    : ['ps', ['-o', 'args=', '-p', String(pid)]];
  return spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';
}
