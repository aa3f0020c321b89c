import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUYER, NUMBER } from './capture.mjs';
import { figuresOf } from './figures.mjs';
import { BUYERS, NAMES } from './names.mjs';

export const pgbenchVersion = () => spawnSync('pgbench', ['--version'], { encoding: 'utf8' }).stdout?.trim() || null;

/**
 * A statement in pgbench's words. It can bind any text, but neither NULL nor an array: NULL is written out, and the
 * rest is bound exactly as the driver of the API would write it.
 */
export function scriptOf(statements) {
  const values = {};
  const scripts = statements.map(({ text, params }, index) =>
    text.replace(/\$(\d+)/g, (_whole, position) => {
      const value = params[position - 1];
      if (value === null) return 'NULL';
      if (value === NUMBER) return ':n';
      if (value === BUYER) return ':buyer';
      const name = `s${index}p${position}`;
      values[name] = bound(value);
      return `:${name}`;
    }),
  );
  return { text: scripts.map((script) => `${script.trim()};`).join('\n'), values };
}

/** As node-postgres writes a value: arrays in braces, everything else as text. */
function bound(value) {
  if (!Array.isArray(value)) return value instanceof Date ? value.toISOString() : String(value);
  return `{${value.map((member) => `"${String(member).replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

/** Runs a case's statements bare, as many times as fit. */
export async function runPgbench({ statements, consumes, from, count, clients, seconds, url }) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    const { text, values } = scriptOf(statements);
    const file = join(folder, 'case.sql');
    writeFileSync(file, `${choosing(consumes, from, count, clients)}\n${text}\n`);
    const variables = Object.entries({ ...values, i: 0 }).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
    const args = ['-n', '-M', 'prepared', '-c', clients, '-j', 1, '-T', seconds, '--log', `--log-prefix=${join(folder, 'log')}`, ...variables, '-f', file, url];
    await run('pgbench', args.map(String));
    return figuresOf(millisIn(folder), seconds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Which row an operation takes: the next of the client's own share, or any. */
function choosing(consumes, from, count, clients) {
  const share = Math.floor(count / clients);
  const next = consumes
    ? `\\set n ${from} + :client_id * ${share} + :i\n\\set i :i + 1\n\\if :i > ${share}\nSELECT 'no row left' / 0;\n\\endif`
    : `\\set n random(${from}, ${from + count - 1})`;
  return `${next}\n\\set buyer ${NAMES.sql.buyer('0000')} + mod(:n, ${BUYERS})`;
}

/** One line per operation: client, number, microseconds, ... */
function millisIn(folder) {
  const logs = readdirSync(folder).filter((name) => name.startsWith('log.'));
  const lines = logs.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  return lines.filter((line) => line !== '').map((line) => Number(line.split(' ')[2]) / 1000);
}

function run(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PGOPTIONS: '-c timezone=UTC -c jit=off' } });
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    child.on('error', failed);
    child.on('close', (code) => (code === 0 ? done(said) : failed(new Error(`pgbench ended with ${code}\n${said}`))));
  });
}
