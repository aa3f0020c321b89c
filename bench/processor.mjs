import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Linux counts processor time in ticks of 10 ms. */
const MICROSECONDS_PER_TICK = 10_000;

/** Fields of /proc/PID/stat after the command's name, which may hold blanks. */
function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  return { parent: fields[1], own: fields[11] + fields[12], reaped: fields[13] + fields[14] };
}

function statIfThere(pid) {
  try {
    return stat(pid);
  } catch {
    return undefined;
  }
}

/** Microseconds of processor time one process has used, its threads included; NaN where there is no /proc. */
export function timeOf(pid) {
  return (statIfThere(pid)?.own ?? NaN) * MICROSECONDS_PER_TICK;
}

/** The same for a database server: its postmaster, the children there are, and those that have ended. */
export function timeOfServer(postmaster) {
  const server = statIfThere(postmaster);
  if (server === undefined) return NaN;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(statIfThere);
  const alive = children.filter((child) => child?.parent === postmaster).reduce((sum, child) => sum + child.own, 0);
  return (server.own + server.reaped + alive) * MICROSECONDS_PER_TICK;
}

/** Microseconds used by programs this process has started and that have ended. */
export const timeOfEndedChildren = () => (statIfThere(process.pid)?.reaped ?? NaN) * MICROSECONDS_PER_TICK;

/** Microseconds all processors have been busy, whoever kept them so. */
export function timeOfMachine() {
  const busy = ({ times: { user, nice, sys, irq } }) => user + nice + sys + irq;
  return cpus().reduce((sum, cpu) => sum + busy(cpu), 0) * 1000;
}

/** Megabytes of memory a process holds now, and the most it has held. */
export function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const megabytes = (name) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
    return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
  } catch {
    return { now: NaN, most: NaN };
  }
}
