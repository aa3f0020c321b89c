import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { Seen } from './domain/verdict.js';

/** A PNG's colour profile may stand before anything that tells; nothing we take needs more than this. */
const HEAD_BYTES = 256 * 1024;

/** Reads a file once, chunk by chunk, however long it is. */
export async function inspect(file: Readable): Promise<Seen> {
  const hash = createHash('sha256');
  const head: Buffer[] = [];
  let size = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    if (size < HEAD_BYTES) head.push(chunk.subarray(0, HEAD_BYTES - size));
    size += chunk.length;
    hash.update(chunk);
  }
  const type = await fileTypeFromBuffer(Buffer.concat(head));
  return { size, sha256: hash.digest('hex'), mediaType: type?.mime ?? null };
}
