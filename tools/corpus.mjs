import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const LIST = fileURLToPath(new URL('../test/corpus/files.txt', import.meta.url));
/** Ignored by git, kept between runs. */
const CACHE = fileURLToPath(new URL('../.parley/corpus/', import.meta.url));
const PATIENCE_MS = 120_000;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * Which archives hold which test files: others' own test files, many of them broken on purpose.
 * @returns {{ package: string, path: string, sha256: string, files: { sha256: string, path: string }[] }[]}
 */
export function listed() {
  /** @type {ReturnType<typeof listed>} */
  const archives = [];
  for (const line of readFileSync(LIST, 'utf8').trim().split('\n').slice(1)) {
    const [first = '', second = '', third = '', fourth = ''] = line.split(' ');
    if (first === '#') archives.push({ package: second, path: third, sha256: fourth, files: [] });
    else archives.at(-1)?.files.push({ sha256: first, path: line.slice(first.length + 1) });
  }
  return archives;
}

/** Where one of them lies once it was fetched. @param {{ sha256: string }} file */
export const placeOf = (file) => join(CACHE, file.sha256.slice(0, 2), file.sha256);

/** The mirror that this machine's own package manager uses. */
async function mirror() {
  if (process.env.DEBIAN_MIRROR) return process.env.DEBIAN_MIRROR.replace(/\/?$/, '/');
  const { stdout } = await promisify(execFile)('apt-get', ['indextargets', '--format', '$(REPO_URI)']);
  const main = stdout.split('\n').find((uri) => /^https?:/.test(uri) && !uri.includes('security'));
  if (!main) throw new Error('the package manager knows no mirror; set DEBIAN_MIRROR');
  return main;
}

async function fetchArchive(base, archive) {
  if (archive.files.every((file) => existsSync(placeOf(file)))) return;
  const url = base + archive.path.split('/').map(encodeURIComponent).join('/');
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (sha256(bytes) !== archive.sha256) throw new Error(`${url} is another file than the one that is listed`);
  await unpack(bytes, archive);
}

/** Only what is listed leaves the archive, under the name of its hash. */
async function unpack(bytes, archive) {
  const folder = join(CACHE, `unpacking-${archive.sha256.slice(0, 12)}`);
  mkdirSync(folder, { recursive: true });
  const packed = join(folder, 'archive');
  writeFileSync(packed, bytes);
  writeFileSync(join(folder, 'names'), archive.files.map(({ path }) => `${path}\n`).join(''));
  const tar = spawn('tar', ['-xf', packed, '-C', folder, '--no-same-owner', '--verbatim-files-from', '-T', join(folder, 'names')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(tar, 'close');
  if (code !== 0) throw new Error(`${archive.package} could not be unpacked`);
  for (const file of archive.files) {
    const content = readFileSync(join(folder, file.path));
    if (sha256(content) !== file.sha256) throw new Error(`${file.path} of ${archive.package} is another file than the one that is listed`);
    mkdirSync(join(placeOf(file), '..'), { recursive: true });
    writeFileSync(placeOf(file), content);
  }
  rmSync(folder, { recursive: true });
}

/** Fetches what is not here yet, and says plainly what could not be had. */
export async function fetchCorpus() {
  const archives = listed();
  const base = await mirror().catch((error) => ({ error }));
  let fetched = 0;
  for (const archive of archives) {
    try {
      if (typeof base !== 'string') throw base.error;
      await fetchArchive(base, archive);
      fetched += archive.files.length;
    } catch (error) {
      console.log(`corpus: the sources of ${archive.package} COULD NOT BE FETCHED: ${error.message}`);
    }
  }
  const all = archives.reduce((sum, { files }) => sum + files.length, 0);
  console.log(`corpus: ${fetched} of ${all} files of ${archives.length} packages are here`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await fetchCorpus();
