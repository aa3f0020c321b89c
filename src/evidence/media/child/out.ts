import { writeSync } from 'node:fs';
import type { Made, Told } from './job.ts';

/** The pipe to who started us: frames of a length, a line of JSON, and bytes. */
const OUT = 4;
const MOST_AT_ONCE = 1024 * 1024;

/** Sends bytes of a rendition to their place in it; they may come in any order. */
export function send(name: Made['name'], at: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length; from += MOST_AT_ONCE) {
    const part = bytes.subarray(from, from + MOST_AT_ONCE);
    writeFrame({ name, at: at + from, length: part.length }, part);
  }
}

/** The last thing that is ever said. */
export function tell(told: Told): void {
  writeFrame({ told }, new Uint8Array());
}

function writeFrame(head: object, body: Uint8Array): void {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  for (const bytes of [length, json, body]) writeAll(bytes);
}

function writeAll(bytes: Uint8Array): void {
  for (let sent = 0; sent < bytes.length;) sent += writeSync(OUT, bytes, sent);
}
