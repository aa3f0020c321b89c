import { readFileSync } from 'node:fs';

/**
 * What Linux counts of this process's memory, in KiB; undefined elsewhere. `VmHWM` is the most it ever used: `maxRSS` may be
 * that of the process which started it, for the system keeps the larger of both when a program takes another's place.
 */
export function memory(name: 'VmData' | 'VmHWM'): number | undefined {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(new RegExp(`${name}:\\s*(\\d+)`).exec(status)?.[1]) || undefined;
}
