import { readSync } from 'node:fs';
import type { Input } from 'mediabunny';
import { claims, deviceOf, placeOf, words } from './camera.ts';
import type { Claims } from './job.ts';

type Tags = Readonly<Record<string, unknown>>;

/** What the container tells: Apple's keys, what Android and others write as user data, and the header's own time. */
export async function videoClaims(input: Input, file: number): Promise<Claims> {
  const { date, raw } = await input.getMetadataTags();
  const tags = (raw ?? {}) as Tags;
  const first = (...names: string[]): string | undefined => names.map((name) => text(tags[name])).find((found) => found !== undefined);
  const place = /^([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)/.exec(first('com.apple.quicktime.location.ISO6709', '©xyz', 'location', 'LOCATION') ?? '');
  const [latitude, longitude] = place === null ? [] : [Number(place[1]), Number(place[2])];
  const device = deviceOf(
    first('com.apple.quicktime.make', 'com.android.manufacturer', '©mak', 'make'), first('com.apple.quicktime.model', 'com.android.model', '©mod', 'model'));
  const software = first('com.apple.quicktime.software', '©swr', '©too', 'software', 'ENCODER');
  return claims({ takenAt: first('com.apple.quicktime.creationdate')?.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') ?? headerTime(file) ?? date?.toISOString(), device, software, ...placeOf(latitude, longitude) }, 'container');
}

/** User data comes as bytes: a length and a language before the words, or the words alone. */
function text(value: unknown): string | undefined {
  if (!(value instanceof Uint8Array)) return words(value);
  const bytes = Buffer.from(value);
  const hasHead = bytes.length > 4 && bytes.readUInt16BE(0) === bytes.length - 4;
  return words((hasHead ? bytes.subarray(4) : bytes).toString('utf8'));
}

/** Seconds between 1904, from which these containers count, and 1970. */
const BEFORE_1970 = 2_082_844_800;
const MOST_BOXES = 200;

/** When the header says that it was made; encoders that do not know write zero. */
function headerTime(file: number): string | undefined {
  const moov = find(file, 'moov', 0, Infinity);
  const mvhd = moov === null ? null : find(file, 'mvhd', moov.from, moov.to);
  if (mvhd === null) return undefined;
  const head = Buffer.alloc(12);
  if (readSync(file, head, 0, head.length, mvhd.from) < head.length) return undefined;
  const seconds = (head[0] === 1 ? Number(head.readBigUInt64BE(4)) : head.readUInt32BE(4)) - BEFORE_1970;
  return seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : undefined;
}

function find(file: number, name: string, from: number, to: number): { from: number; to: number } | null {
  const head = Buffer.alloc(16);
  for (let at = from, boxes = 0; at < to && boxes < MOST_BOXES; boxes++) {
    if (readSync(file, head, 0, head.length, at) < 8) return null;
    const short = head.readUInt32BE(0);
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (head.toString('latin1', 4, 8) === name) return { from: at + (short === 1 ? 16 : 8), to: size === 0 ? to : at + size };
    if (size < 8) return null;
    at += size;
  }
  return null;
}
