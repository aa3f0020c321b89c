import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from './embedded/guardian.mjs';
import { anyFreePort } from './embedded/ports.mjs';

const KEY = 'parley-tests';
const READY_WITHIN_MS = 60_000;

/**
 * A whole S3 server of its own kind on 127.0.0.1: Ceph with one monitor, one store in memory and its gateway. It needs
 * root and Debian's packages radosgw, ceph-mon and ceph-osd; all it writes lies in a temporary folder.
 */
export async function startRadosgw() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-ceph-'));
  const [v2, v1, port] = [await anyFreePort(), await anyFreePort(), await anyFreePort()];
  const [fsid, osd] = [randomUUID(), randomUUID()];
  for (const name of ['mon', 'osd', 'run', 'log', 'rgw']) mkdirSync(join(folder, name));
  const conf = join(folder, 'ceph.conf');
  writeFileSync(conf, settings({ folder, fsid, v2, v1 }));
  const started = [];
  /** End the parts also when this process is killed. */
  const guardians = [];
  const run = (program, ...args) => {
    const { status, stderr } = spawnSync(program, ['-c', conf, ...args], { encoding: 'utf8', timeout: READY_WITHIN_MS });
    if (status !== 0) throw new Error(`${program} ${args[0]} failed (${status}): ${stderr}`);
  };
  const start = (program, ...args) => {
    const child = spawn(program, ['-c', conf, '-f', ...args], { stdio: 'ignore' });
    started.push(child);
    guardians.push(guard(['/bin/kill', '-TERM', String(child.pid)]));
  };
  const stop = async () => {
    for (const child of started.reverse()) await ended(child);
    guardians.forEach((guardian) => guardian.release());
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const map = join(folder, 'monmap');
    // -c would mean "create" here.
    const made = spawnSync('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]`, map]);
    if (made.status !== 0) throw new Error(`monmaptool failed: ${made.stderr}`);
    run('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map);
    start('ceph-mon', '-i', 'a');
    run('ceph', 'osd', 'new', osd, '0');
    run('ceph-osd', '--mkfs', '-i', '0', '--osd-uuid', osd);
    start('ceph-osd', '-i', '0');
    const client = ['-n', 'client.admin', '--auth_client_required=none', '--ms_mon_client_mode=crc'];
    start('radosgw', ...client, `--rgw_frontends=beast endpoint=127.0.0.1:${port}`);
    run('radosgw-admin', ...client, 'user', 'create', '--uid', 'parley', '--display-name', 'Parley', '--access-key', KEY, '--secret', KEY);
    const endpoint = `http://127.0.0.1:${port}`;
    await untilAnswers(endpoint, started);
    return { endpoint, key: KEY, secret: KEY, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function settings({ folder, fsid, v2, v1 }) {
  return `[global]
fsid = ${fsid}
mon initial members = a
mon host = [v2:127.0.0.1:${v2},v1:127.0.0.1:${v1}]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
mon allow pool size one = true
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 2147483648
mon data = ${folder}/mon
osd data = ${folder}/osd
rgw data = ${folder}/rgw
run dir = ${folder}/run
admin socket = ${folder}/run/$cluster-$name.asok
log file = ${folder}/log/$name.log
`;
}

async function untilAnswers(endpoint, started) {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer !== undefined) return;
    if (started.some((child) => child.exitCode !== null)) throw new Error('a part of Ceph ended by itself');
    if (Date.now() > giveUpAt) throw new Error('radosgw did not answer in time');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Only what we started, by its own handle. */
function ended(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined);
    child.once('exit', resolve);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  });
}
