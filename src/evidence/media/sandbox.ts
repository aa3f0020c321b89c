import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * How well a decoder is locked in. `bwrap`: it sees its own program and the system's libraries, nothing else, and has no
 * network. `limits`: only its resources are limited. Both have Node's permissions: no file but its own, no writing.
 */
export const SANDBOX_LEVELS = ['bwrap', 'limits', 'none'] as const;
export type SandboxLevel = (typeof SANDBOX_LEVELS)[number];

export interface Sandbox {
  readonly level: SandboxLevel;
  /** Found by us, and seen to run in there; null without one. */
  readonly ffmpeg: string | null;
  /** The program and its arguments that start one decoder. */
  readonly command: readonly string[];
}

/** The same folder holds the child as source or built, whichever we run as. */
const CHILD_FOLDER = fileURLToPath(new URL('./child', import.meta.url));
const NODE = realpathSync(process.execPath);

/**
 * Room for one file's pixels over what the empty process has: with it a decoder stays below 600 MB. A HEIC of 48 megapixels
 * needs 500 000, and now and then somewhat more.
 */
const ROOM_KB = 540_000;
const MOST_CPU_SECONDS = 60;
/** What a decoder may let ffmpeg have, for a film that is encoded anew. */
const MOST_FFMPEG_SECONDS = 300;
const MOST_DESCRIPTORS = 128;
const MOST_PROCESSES = 128;
/**
 * A third of the weight of others, and a tenth of it beside those of the same session: enough to stand aside, and not so little
 * that a photo waits for minutes while others are busy.
 */
const NICE = { session: 5, process: 10 };
const PROBE_MS = 10_000;

/** Node with no more threads and heap than one picture needs. */
const NODE_ARGS = ['--max-old-space-size=192', '--max-semi-space-size=8', '--v8-pool-size=1', '--disable-warning=ExperimentalWarning', '--no-deprecation'];

/**
 * Tries what is there, best first, and takes what works: user namespaces are often forbidden inside containers. `folder`: where
 * the decoder's program lies; `roomKb`: what a file may have of memory, in KiB.
 */
export async function findSandbox(folder = CHILD_FOLDER, roomKb = ROOM_KB): Promise<Sandbox> {
  const ffmpeg = inPath('ffmpeg');
  const walls: [SandboxLevel, readonly string[] | null][] = [['bwrap', bwrap(folder, ffmpeg)], ['limits', process.platform === 'win32' ? null : []]];
  for (const [level, wall] of walls) {
    const baseline = wall === null ? null : await memoryWithin(wall, folder);
    if (wall === null || baseline === null) continue;
    const limits = limitsFor(level, baseline + roomKb);
    return { level, ffmpeg: (await runs([...wall, ...limits, ffmpeg ?? '', '-version'], ffmpeg)) ? ffmpeg : null, command: [...wall, ...limits, ...program(folder, 'main', ffmpeg)] };
  }
  return { level: 'none', ffmpeg: null, command: program(folder, 'main', null) };
}

function program(folder: string, name: 'main' | 'probe', ffmpeg: string | null): string[] {
  const readable = ['/proc/self/status', folder, ...packageFolders(), packageFile(folder)].flatMap((path) => [`--allow-fs-read=${path}`, `--allow-fs-read=${join(path, '*')}`]);
  const mayStartFfmpeg = ffmpeg === null ? [] : ['--allow-child-process'];
  return [NODE, ...NODE_ARGS, '--permission', '--allow-addons', ...mayStartFfmpeg, ...readable, join(folder, `${name}${existsSync(join(folder, `${name}.js`)) ? '.js' : '.ts'}`)];
}

/** Nothing of the machine but programs and libraries, all of it read-only; no network, no other process, no right. */
function bwrap(folder: string, ffmpeg: string | null): string[] | null {
  const bin = process.platform === 'linux' ? inPath('bwrap') : null;
  if (bin === null) return null;
  const system = ['/usr', '/bin', '/lib', '/lib64', '/etc/ld.so.cache', '/etc/alternatives', '/nix/store', ...(ffmpeg === null ? [] : [realpathSync(ffmpeg)])];
  const own = [NODE, folder, ...packageFolders(), packageFile(folder)];
  const seen = [...system.flatMap((path) => ['--ro-bind-try', path, path]), ...own.flatMap((path) => ['--ro-bind', path, path])];
  return [bin, '--unshare-all', '--die-with-parent', '--new-session', '--cap-drop', 'ALL', '--clearenv', '--proc', '/proc', '--dev', '/dev', ...seen, '--chdir', '/', '--'];
}

/** Everything else on the machine goes first; then prlimit where it is, the shell's own word for the same elsewhere. */
function limitsFor(level: SandboxLevel, dataKb: number): string[] {
  const prlimit = inPath('prlimit');
  if (prlimit === null || process.platform !== 'linux') {
    return [...gently(level), '/bin/sh', '-c', `ulimit -d ${dataKb}; ulimit -f 0; ulimit -c 0; ulimit -H -t ${MOST_FFMPEG_SECONDS}; ulimit -S -t ${MOST_CPU_SECONDS}; ulimit -n ${MOST_DESCRIPTORS}; exec "$0" "$@"`];
  }
  // Processes are counted per user, and only behind a wall of its own are all of them ours.
  const processes = level === 'bwrap' ? [`--nproc=${MOST_PROCESSES}`] : [];
  return [...gently(level), prlimit, `--data=${dataKb * 1024}`, '--fsize=0', '--core=0', `--cpu=${MOST_CPU_SECONDS}:${MOST_FFMPEG_SECONDS}`, `--nofile=${MOST_DESCRIPTORS}`, ...processes];
}

/**
 * Behind everybody who waits for an answer. Linux may weigh whole sessions against each other (`autogroup`): then being nice
 * means nothing in a session of one's own, as the wall gives one, and the session has to be so too. Without a wall the
 * session is ours, and must not.
 */
function gently(level: SandboxLevel): string[] {
  // Linux takes one such wish in a tenth of a second, from everybody together.
  const wish = `[ -w /proc/self/autogroup ] && for try in 1 2 3 4 5 6; do { echo ${NICE.session} > /proc/self/autogroup; } && break; sleep 0.04; done`;
  const session = ['/bin/sh', '-c', `{ ${wish}; } 2>/dev/null; exec "$0" "$@"`];
  const nice = inPath('nice');
  return [...(level === 'bwrap' ? session : []), ...(nice === null ? [] : [nice, '-n', String(NICE.process)])];
}

/** What an idle decoder has of writable memory; null where one cannot be started like this. */
async function memoryWithin(wall: readonly string[], folder: string): Promise<number | null> {
  const [file = '', ...args] = [...wall, ...program(folder, 'probe', null)];
  const stdout = await run(file, args, { env: {}, timeout: PROBE_MS }).then((ended) => ended.stdout, () => '');
  return Number(stdout) || null;
}

async function runs([file = '', ...args]: readonly string[], wanted: string | null): Promise<boolean> {
  if (wanted === null) return false;
  return run(file, args, { env: {}, timeout: PROBE_MS }).then(() => true, () => false);
}

function inPath(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Where the child's packages are installed: usually one folder. */
function packageFolders(): string[] {
  const require = createRequire(import.meta.url);
  const marker = `${sep}node_modules${sep}`;
  const folders = ['sharp', 'file-type', 'exifr', 'mediabunny', 'libheif-js', '@hyzyla/pdfium', 'sharp-phash'].map((name) => {
    const path = realpathSync(require.resolve(name === 'libheif-js' ? 'libheif-js/wasm-bundle.js' : name));
    return path.slice(0, path.indexOf(marker) + marker.length - 1);
  });
  return [...new Set(folders)];
}

/** Says that the child is an ES module. */
function packageFile(of: string): string {
  let folder = dirname(of);
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  return join(folder, 'package.json');
}
