import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { RenditionName } from '../domain/renditions.js';
import type { Job, Made, Told } from './child/job.ts';
import type { Sandbox } from './sandbox.js';
import { frameFrom } from './told.js';

/** The process ended without a verdict: a hostile file, or a machine that is out of memory. */
export class DecoderDied extends Error {}

/** It was ended for taking too long: a file that does this will do it again. */
export class DecoderTooSlow extends DecoderDied {}

export interface Received {
  readonly size: number;
  readonly sha256: string;
}

/** A rendition as it came, in a file that has no name any more. */
export interface MadeFile extends Made {
  readonly size: number;
  readonly file: FileHandle;
}

/** Has the system groups of processes that can be ended together? */
const GROUPS = process.platform !== 'win32';
const MOST_PICTURE_BYTES = 8 * 1024 * 1024;
const MOST_HEADER_BYTES = 64 * 1024;
/** A container made anew is about as long as the old one. */
const PLAYBACK_SLACK = 1.25;
/** The index of a film is written over what was kept free for it; nothing is written over and over. */
const MOST_REWRITES = 3;
/**
 * Of the clock on the wall. Processor time is what really limits a file (sandbox.ts); decoders go last, and on a busy machine
 * an honest photo takes its time.
 */
const PICTURE_MS = 120_000;
const VIDEO_MS = 150_000;
/** All of its pictures decoded and encoded. */
const BURNED_VIDEO_MS = 300_000;

/**
 * One locked-in process that waits for one file. The file, and what is made of it, lie in temporary files without a name:
 * nothing is left behind, whoever dies.
 */
export class Decoder {
  readonly #made = new Map<RenditionName, { file: FileHandle; size: number }>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly input: FileHandle,
    private readonly ended: Promise<string>,
  ) {}

  static async start({ command: [program = '', ...args] }: Sandbox): Promise<Decoder> {
    const { writable, readable } = await namelessPair();
    const env = { PATH: process.env.PATH, UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2' };
    // A group of its own: what it has started goes with it, even while its wall is still being built.
    const child = spawn(program, args, { env, cwd: '/', detached: GROUPS, stdio: ['pipe', 'ignore', 'ignore', readable.fd, 'pipe'] });
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      // Not `close`: that waits for somebody to read what it has still said.
      child.once('exit', (code, signal) => {
        killGroup(child);
        resolve(`${code ?? signal}`);
      });
    });
    // It may be gone before it was told what to do; that is found out by its silence.
    child.stdin?.on('error', () => {});
    await new Promise((resolve) => child.once('spawn', resolve).once('error', resolve));
    await readable.close();
    // One that merely waits keeps nobody from ending.
    child.unref();
    return new Decoder(child, writable, ended);
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined;
  }

  /** Takes the file in, chunk by chunk, and no more than `most` bytes of it. */
  async receive(bytes: Readable, most: number): Promise<Received> {
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) break;
      hash.update(chunk);
      await this.input.write(chunk);
    }
    return { size, sha256: hash.digest('hex') };
  }

  /** Lets it work on what it received. Throws `DecoderDied` when it ended otherwise than by saying what it found. */
  async work(job: Job): Promise<{ readonly told: Told; readonly made: readonly MadeFile[] }> {
    this.child.ref();
    this.child.stdin?.end(JSON.stringify(job));
    let isTooSlow = false;
    const tooLong = setTimeout(() => {
      isTooSlow = true;
      this.kill();
    }, patienceFor(job));
    const { size } = await this.input.stat();
    try {
      const told = await this.read(size);
      return { told, made: this.complete(told) };
    } catch (error) {
      this.kill();
      throw new (isTooSlow ? DecoderTooSlow : DecoderDied)(`the decoder ended with ${await this.ended}`, { cause: error });
    } finally {
      clearTimeout(tooLong);
    }
  }

  /** Ends the process and lets go of every file. */
  async end(): Promise<void> {
    this.kill();
    const files = [this.input, ...[...this.#made.values()].map(({ file }) => file)];
    await Promise.all(files.map((file) => file.close().catch(() => {})));
  }

  private kill(): void {
    if (this.isAlive) killGroup(this.child);
    (this.child.stdio[4] as Readable | null)?.destroy();
  }

  /** Frames until the last word; what comes after it is not read. */
  private async read(inputSize: number): Promise<Told> {
    const out = this.child.stdio[4] as Readable | null;
    if (out === null) throw new Error('it has not started');
    const source = new Bytes(out);
    let left = (inputSize * PLAYBACK_SLACK + MOST_PICTURE_BYTES) * MOST_REWRITES;
    for (;;) {
      const length = (await source.take(4)).readUInt32BE(0);
      if (length > MOST_HEADER_BYTES) throw new Error('a header of a frame is too long');
      const frame = frameFrom((await source.take(length)).toString());
      if ('told' in frame) return frame.told;
      const most = frame.name === 'playback' ? inputSize * PLAYBACK_SLACK + MOST_PICTURE_BYTES : MOST_PICTURE_BYTES;
      left -= frame.length;
      if (left < 0 || frame.at + frame.length > most) throw new Error(`${frame.name} is too long`);
      await this.keep(frame.name, frame.at, await source.take(frame.length));
    }
  }

  private async keep(name: RenditionName, at: number, bytes: Buffer): Promise<void> {
    const known = this.#made.get(name) ?? { file: await nameless(), size: 0 };
    this.#made.set(name, { file: known.file, size: Math.max(known.size, at + bytes.length) });
    await known.file.write(bytes, 0, bytes.length, at);
  }

  /** What it says it made, with the bytes it sent for it. */
  private complete({ made }: Told): MadeFile[] {
    return made.map((one) => {
      const kept = this.#made.get(one.name);
      if (kept === undefined) throw new Error(`${one.name} was told and not sent`);
      return { ...one, ...kept };
    });
  }
}

/** Whoever is left of the process and those it has started; there may be nobody. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (GROUPS) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function patienceFor({ mediaType, hide }: Job): number {
  if (!mediaType.startsWith('video/')) return PICTURE_MS;
  return hide.length === 0 ? VIDEO_MS : BURNED_VIDEO_MS;
}

/** A stream as something to take bytes from. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async take(count: number): Promise<Buffer> {
    const parts = [this.#rest];
    let have = this.#rest.length;
    while (have < count) {
      const next = await this.#chunks.next();
      if (next.done === true) throw new Error('it stopped in the middle');
      parts.push(next.value);
      have += next.value.length;
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = all.subarray(count);
    return all.subarray(0, count);
  }
}

const NEW_FILE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;

async function nameless(): Promise<FileHandle> {
  const { writable, readable } = await namelessPair();
  await readable.close();
  return writable;
}

/** One file that only these two can reach: to write, and to read from its beginning. */
async function namelessPair(): Promise<{ writable: FileHandle; readable: FileHandle }> {
  const path = join(tmpdir(), `parley-${randomUUID()}`);
  const writable = await open(path, NEW_FILE, 0o600);
  try {
    return { writable, readable: await open(path, 'r') };
  } finally {
    await unlink(path);
  }
}
