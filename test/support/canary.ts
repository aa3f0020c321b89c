import { readFileSync } from 'node:fs';
import exifr from 'exifr';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import sharp from 'sharp';
import type { Bytes } from './pieces.js';

/** Files that hold a place and a camera's serial number wherever they can (test/fixtures/canary/make.sh), and what they are. */
export const CANARIES = {
  'photo.jpg': 'image/jpeg', 'photo.png': 'image/png', 'photo.webp': 'image/webp', 'photo.heic': 'image/heic',
  'video.mp4': 'video/mp4', 'video.mov': 'video/quicktime', 'video.webm': 'video/webm', 'document.pdf': 'application/pdf',
} as const;
export type CanaryName = keyof typeof CANARIES;

export const canary = (name: CanaryName): Bytes => new Uint8Array(readFileSync(new URL(`../fixtures/canary/${name}`, import.meta.url)));

/** The place lies near this; nobody is told more than how near. */
export const NEAR_THE_PLACE = { latitude: 28.03, longitude: 86.92503 };

const WORDS = ['CANARY-SN-7731-XQ', 'CanaryCorp', 'Canary One', 'Birdsong', '27.988', '86.925', '2026:03:04', '2026-03-04'];
/** Degrees, minutes and seconds as EXIF writes them: three fractions, either way round. */
const fractions = (bigEndian: boolean) => {
  const bytes = Buffer.alloc(16);
  [27, 1, 59, 1].forEach((value, i) => (bigEndian ? bytes.writeUInt32BE(value, i * 4) : bytes.writeUInt32LE(value, i * 4)));
  return bytes;
};

/** The same bytes in base64, wherever in a group of three they begin; the ends depend on what is around them. */
const inBase64 = (word: string) => [0, 1, 2].map((before) => Buffer.from(Buffer.concat([Buffer.alloc(before), Buffer.from(word)]).toString('base64').slice(before + 1, -4)));

const needles = (word: string): Buffer[] => [
  Buffer.from(word), Buffer.from(word, 'utf16le'), Buffer.from(word, 'utf16le').swap16(), Buffer.from(Buffer.from(word).toString('hex')),
  ...(word.length > 8 ? inBase64(word) : []),
];

/** What of the canary these bytes hold: as they are, and as readers of metadata see them. */
export async function singsIn(bytes: Uint8Array): Promise<string[]> {
  const all = Buffer.from(bytes);
  const raw = WORDS.filter((word) => needles(word).some((needle) => all.includes(needle)));
  const exif = [true, false].some((bigEndian) => all.includes(fractions(bigEndian))) ? ['a place in EXIF'] : [];
  const read = JSON.stringify([await tagsOfPicture(all), await tagsOfFilm(all)]);
  return [...raw, ...exif, ...WORDS.filter((word) => read.includes(word)).map((word) => `${word} as a tag`)];
}

async function tagsOfPicture(bytes: Buffer): Promise<unknown> {
  const { exif, xmp, iptc, icc, comments } = await sharp(bytes).metadata().catch(() => ({}) as Awaited<ReturnType<ReturnType<typeof sharp>['metadata']>>);
  const tags: unknown = await exifr.parse(bytes, { tiff: true, xmp: true, iptc: true, gps: true, icc: false }).catch(() => null);
  return [tags, ...[exif, xmp, iptc, icc].map((part) => part?.toString('latin1')), comments];
}

async function tagsOfFilm(bytes: Buffer): Promise<unknown> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  if (!(await input.canRead().catch(() => false))) return null;
  const { raw, ...tags } = await input.getMetadataTags();
  const tracks = await input.getTracks();
  return [tags, Object.entries(raw ?? {}).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value]), tracks.length];
}
