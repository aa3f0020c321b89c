import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

/** A picture that can be shown to others, or why there is none. */
export type Preview = { readonly webp: Buffer } | { readonly refused: 'unreadable' | 'too_many_pixels' };

/** What sharp decodes. HEIC is not among them: such a piece has no preview for now. */
export const DECODABLE: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];

const MOST_SECONDS = 20;
const MOST_MEMORY_KB = 1_048_576;
const MOST_BYTES_OUT = 8 * 1024 * 1024;
const REFUSED_BY_CODE: Readonly<Record<number, 'unreadable' | 'too_many_pixels'>> = { 80: 'unreadable', 81: 'too_many_pixels' };

/** The same folder holds the child as source or built, whichever we run as. */
const CHILD = fileURLToPath(new URL(`./preview.child${extname(import.meta.url)}`, import.meta.url));

/**
 * Decodes and re-encodes an image in a process of its own, with limits on time and memory and nothing of our settings.
 * Throws when that process died: a hostile image, or a machine that is out of memory.
 */
export async function previewOf(image: Readable): Promise<Preview> {
  const child = startDecoder();
  // Nobody reads what it complains about, but a full pipe would stop it.
  child.stderr.resume();
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  // The decoder reads to the end before it judges, so bytes that stop coming are a failure and no verdict.
  const [webp, code] = await Promise.all([output(child), ended, pipeline(image, child.stdin)]);
  if (code === 0 && webp.length > 0) return { webp };
  const refused = REFUSED_BY_CODE[code ?? -1];
  if (refused === undefined) throw new Error(`the decoder of images died (${code ?? child.signalCode})`);
  return { refused };
}

function startDecoder(): ChildProcessWithoutNullStreams {
  const env = { PATH: process.env.PATH, MALLOC_ARENA_MAX: '2' };
  const options = { env, timeout: MOST_SECONDS * 1000, killSignal: 'SIGKILL' as const };
  if (process.platform === 'win32') return spawn(process.execPath, [CHILD], options);
  // Node's own limit knows only JavaScript's heap; pixels live outside of it.
  const limited = `ulimit -d ${MOST_MEMORY_KB}; exec "$0" "$@"`;
  return spawn('/bin/sh', ['-c', limited, process.execPath, CHILD], options);
}

async function output(child: ChildProcessWithoutNullStreams): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES_OUT) child.kill('SIGKILL');
    else chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
