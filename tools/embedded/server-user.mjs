import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {{ uid?: number, gid?: number }} ServerUser Empty: the server runs as ourselves. */

const runsAsRoot = () => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root, so root lends it `postgres`, or `nobody` where that is missing. @returns {ServerUser} */
export function serverUser(dataDirectory) {
  if (!runsAsRoot()) return {};
  // A cluster made earlier, perhaps by somebody who was not root, only opens for its owner.
  if (existsSync(join(dataDirectory, 'PG_VERSION'))) {
    const { uid, gid } = statSync(dataDirectory);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || NaN));
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid, gid };
  }
  throw new Error('Running as root, and there is neither a `postgres` nor a `nobody` user to run PostgreSQL as');
}

/** Whether that user can pass through every folder on the way; a home with mode 0700 stops it. @param {ServerUser} user */
export function canEnter(user, folder) {
  if (user.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], { ...user, cwd: '/' }).status === 0;
}

/**
 * A folder of this project outside of it, for what another user has to reach. Its name is known in advance, so one
 * that belongs to somebody else is refused: they could have put their own binaries there.
 */
export function folderOutside(projectFolder, name) {
  const key = createHash('sha256').update(projectFolder).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `parley-${key}`);
  mkdirSync(folder, { recursive: true });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${folder} belongs to somebody else`);
  chmodSync(folder, 0o755);
  return join(folder, name);
}
