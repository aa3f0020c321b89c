import { spawnSync } from 'node:child_process';
import { build } from './build.mjs';
import { aptInstall, COULD_NOT_RUN, isThere, jest } from './optional-programs.mjs';
import { startRadosgw } from './radosgw.mjs';

const PROGRAMS = ['radosgw', 'radosgw-admin', 'ceph', 'ceph-mon', 'ceph-osd', 'monmaptool'];
const PACKAGES = ['radosgw', 'ceph-mon', 'ceph-osd'];

const isRoot = process.getuid?.() === 0;
if (!isRoot || !(PROGRAMS.every(isThere) || (aptInstall(...PACKAGES) && PROGRAMS.every(isThere)))) {
  console.log(`NOT RUN: test/s3 on radosgw needs root and Debian's ${PACKAGES.join(', ')}, which are not here or could not be installed`);
  process.exit(COULD_NOT_RUN);
}
await build();
const startedAt = Date.now();
const server = await startRadosgw();
const version = spawnSync('radosgw', ['--version'], { encoding: 'utf8' }).stdout.trim();
console.log(`test/s3 runs on ${version} at ${server.endpoint}, up in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
let code = 1;
try {
  code = jest(['--config', 'jest.s3.config.mjs', ...process.argv.slice(2)], { RADOSGW_ENDPOINT: server.endpoint, RADOSGW_KEY: server.key, RADOSGW_SECRET: server.secret });
} finally {
  await server.stop();
}
process.exit(code);
