import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { anyFreePort } from '../tools/embedded/ports.mjs';
import { House } from '../tools/house.mjs';

/** What the runs beside the load run (events, evidence) have in common: whole numbers for options, figures for an answer. */

export const PROJECT = fileURLToPath(new URL('../', import.meta.url));

/**
 * Runs one and ends the process: `bench` gets the numbers that were wished or are usual, a house for what it starts, and
 * an object for its figures, which are printed as JSON.
 * @param {{ command: string, numbers: Record<string, number> }} usage
 * @param {(run: { wanted: Record<string, number>, house: House, figures: Record<string, object> }) => Promise<void>} bench
 */
export async function ownRun({ command, numbers }, bench) {
  const wanted = wantedOf(command, numbers);
  const house = new House();
  const figures = {};
  try {
    await bench({ wanted, house, figures });
    console.log(JSON.stringify(figures, null, 2));
    await house.close(0);
  } catch (error) {
    await house.close(1, error.stack);
  }
}

/** The whole numbers that were wished on the command line, or are usual; `--help` tells them and ends the process. */
export function wantedOf(command, numbers) {
  const names = Object.keys(numbers);
  const { values } = parseArgs({ options: { help: { type: 'boolean' }, ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])) } });
  if (values.help) {
    console.log(`${command} -- [options]\n${names.map((name) => `  --${name} N  (${numbers[name]})`).join('\n')}`);
    process.exit(0);
  }
  return Object.fromEntries(names.map((name) => [name, Number(values[name] ?? numbers[name])]));
}

/** The product in a process of its own, with these settings and otherwise those it has when nobody says anything. */
export async function startProcess(env) {
  const port = await anyFreePort();
  const child = spawn(process.execPath, ['dist/src/main.js'], { cwd: PROJECT, env: { ...process.env, ...env, PORT: String(port) }, stdio: 'inherit' });
  const base = `http://127.0.0.1:${port}`;
  while (child.exitCode === null && !(await fetch(`${base}/health/live`).then(({ ok }) => ok, () => false))) await rest(50);
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { base, port, pid: child.pid, stop };
}
