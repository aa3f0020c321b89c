import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Bytes } from './pieces.js';

/** A small video that plays, made as long as wanted by a box of noise that players skip: no two are the same file. */
export async function video(size: number): Promise<Bytes> {
  const plays = await readFile(new URL('../../tools/fixtures/lamp-flickers.mp4', import.meta.url));
  const bytes = new Uint8Array(size);
  bytes.set(plays);
  new DataView(bytes.buffer).setUint32(plays.length, size - plays.length);
  bytes.set(new TextEncoder().encode('free'), plays.length + 4);
  for (let at = plays.length + 8; at < size; at += 65_536) randomFillSync(bytes, at, Math.min(65_536, size - at));
  return bytes;
}
