import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextFreePort } from './embedded/ports.mjs';
import { aptInstall, COULD_NOT_RUN, jest } from './optional-programs.mjs';

/**
 * `npm run test:clamav`: the tests of the scanner against a real ClamAV daemon, with one signature of our own and no
 * other. Where ClamAV cannot be had it says so and ends well: the same tests run in `npm test` against its protocol.
 */

const PLACES = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd', '/usr/bin/clamd'];
/** The same words and limit as in test/support/clamd.ts. */
const MALWARE = 'PARLEY-HARMLESS-TEST-SIGNATURE-7f3a';
const STREAM_MAX_LENGTH = 1024 * 1024;
const READY_WITHIN_MS = 60_000;

const found = () => PLACES.find((place) => existsSync(place));

function settingsIn(folder, port) {
  const lines = [
    'Foreground yes', `DatabaseDirectory ${folder}`, `TemporaryDirectory ${folder}`, 'TCPAddr 127.0.0.1', `TCPSocket ${port}`,
    `StreamMaxLength ${STREAM_MAX_LENGTH}`, 'LogFile /dev/null',
  ];
  writeFileSync(join(folder, 'parley.ndb'), `Parley.Test:0:*:${Buffer.from(MALWARE).toString('hex')}\n`);
  const file = join(folder, 'clamd.conf');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('zPING\0'));
    socket.on('data', (said) => resolve(said.toString().startsWith('PONG')) ?? socket.destroy());
    socket.on('error', () => resolve(false));
  });
}

async function started(program, folder) {
  const port = await nextFreePort(3310);
  const daemon = spawn(program, [`--config-file=${settingsIn(folder, port)}`], { stdio: ['ignore', 'ignore', 'inherit'] });
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    if (daemon.exitCode !== null || performance.now() > giveUpAt) throw new Error('clamd did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { daemon, port };
}

const program = found() ?? (aptInstall('clamav-daemon') ? found() : undefined);
if (program === undefined) {
  console.log('NOT RUN: test:clamav needs ClamAV, which is neither here nor could be installed; npm test tests its protocol');
  process.exitCode = COULD_NOT_RUN;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'parley-clamav-'));
  try {
    const { daemon, port } = await started(program, folder);
    process.exitCode = jest(['test/stories/evidence-is-scanned-for-malware'], { PARLEY_TEST_CLAMD: `clamav://127.0.0.1:${port}` });
    daemon.kill();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
