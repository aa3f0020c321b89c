import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { canary, CANARIES, type CanaryName } from './canary.js';

/** A file that somebody might send, and what they would say it is. */
export interface Hostile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** Numbers that look random and are the same on every run. */
export function dice(seed: number): (sides: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return (sides) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % sides;
  };
}

type Mutation = (bytes: Buffer, roll: (sides: number) => number, other: Buffer) => Buffer;

const LIES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flipped: (bytes, roll) => {
    for (let i = 0, count = 1 + roll(48); i < count; i++) bytes[roll(bytes.length)]! ^= 1 << roll(8);
    return bytes;
  },
  'flipped in front': (bytes, roll) => {
    for (let i = 0, count = 1 + roll(12); i < count; i++) bytes[8 + roll(Math.min(600, bytes.length - 8))]! ^= 1 << roll(8);
    return bytes;
  },
  'cut short': (bytes, roll) => bytes.subarray(0, 16 + roll(bytes.length - 16)),
  spliced: (bytes, roll, other) => Buffer.concat([bytes.subarray(0, 16 + roll(bytes.length - 16)), other.subarray(roll(other.length))]),
  'with a lie in front': (bytes, roll) => {
    bytes.writeUInt32BE(LIES[roll(LIES.length)] ?? 0, 12 + roll(Math.min(500, bytes.length - 16)));
    return bytes;
  },
  'with a hole': (bytes, roll) => bytes.fill(0, roll(bytes.length), roll(bytes.length)),
  'with a part twice': (bytes, roll) => {
    const [from, length] = [roll(bytes.length), 1 + roll(2000)];
    return Buffer.concat([bytes.subarray(0, from + length), bytes.subarray(from, from + length), bytes.subarray(from + length)]);
  },
};

/** One of these files with something done to it; the same number gives the same file. */
export function mutated(seed: number, names: readonly CanaryName[]): Hostile {
  const roll = dice(seed);
  const name = names[roll(names.length)] ?? 'photo.jpg';
  const other = names[roll(names.length)] ?? name;
  const [how, mutation] = Object.entries(MUTATIONS)[roll(Object.keys(MUTATIONS).length)] ?? ['', (bytes: Buffer) => bytes];
  return { name: `${name} ${how} (${seed})`, mediaType: CANARIES[name], bytes: mutation(Buffer.from(canary(name)), roll, Buffer.from(canary(other))) };
}

export const PICTURES: readonly CanaryName[] = ['photo.jpg', 'photo.webp', 'photo.heic', 'photo.png', 'document.pdf'];
export const FILMS: readonly CanaryName[] = ['video.mp4', 'video.mov', 'video.webm'];

function pngOf(width: number, height: number, { depth = 1, colour = 0, interlaced = 0 }, data: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, interlaced], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, check]);
}

/** The two bytes after `marker` at each place, replaced: what a header says of its picture. */
function lying(bytes: Buffer, at: number, values: readonly [number, number]): Buffer {
  values.forEach((value, i) => bytes.writeUInt16BE(value, at + i * 2));
  return bytes;
}

/** Small files that want much memory. */
export async function bombs(): Promise<Hostile[]> {
  const surface = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#a52' }, limitInputPixels: false });
  const jpeg = Buffer.from(canary('photo.jpg'));
  const heic = Buffer.from(canary('photo.heic'));
  heic.writeUInt32BE(60_000, heic.indexOf('ispe') + 8);
  heic.writeUInt32BE(60_000, heic.indexOf('ispe') + 12);
  const webp = await surface(64, 64).webp().toBuffer();
  const vp8 = webp.indexOf('VP8 ') + 14;
  webp.writeUInt16LE(16_383, vp8);
  webp.writeUInt16LE(16_383, vp8 + 2);
  return [
    { name: 'a PNG of 60 000 by 60 000', mediaType: 'image/png', bytes: pngOf(60_000, 60_000, {}, deflateSync(Buffer.alloc(7501 * 400))) },
    { name: 'a PNG of 2 000 000 000 by 1', mediaType: 'image/png', bytes: pngOf(2_000_000_000, 1, {}, deflateSync(Buffer.alloc(1000))) },
    { name: 'an interlaced PNG of 49 megapixels with 16 bits', mediaType: 'image/png', bytes: pngOf(7000, 7000, { depth: 16, colour: 6, interlaced: 1 }, deflateSync(Buffer.alloc(7000 * 7000 * 8 + 20_000), { level: 1 })) },
    { name: 'a PNG of exactly 50 megapixels', mediaType: 'image/png', bytes: await surface(10_000, 5_000).png({ compressionLevel: 1 }).toBuffer() },
    { name: 'a progressive JPEG of 49 megapixels', mediaType: 'image/jpeg', bytes: await surface(7000, 7000).jpeg({ progressive: true }).toBuffer() },
    { name: 'a JPEG that says 60 000 by 60 000', mediaType: 'image/jpeg', bytes: lying(jpeg, jpeg.lastIndexOf(Buffer.from('ffc00011', 'hex')) + 5, [60_000, 60_000]) },
    { name: 'a WebP of 49 megapixels', mediaType: 'image/webp', bytes: await surface(7000, 7000).webp({ effort: 0 }).toBuffer() },
    { name: 'a WebP that says 16 383 by 16 383', mediaType: 'image/webp', bytes: webp },
    { name: 'a HEIC that says 60 000 by 60 000', mediaType: 'image/heic', bytes: heic },
  ];
}

const HTML = '<!doctype html><script>document.title="run"</script>';

/** Files that are two things at once, or another thing than they say, most of which would like to be fetched from `url`. */
export function impostors(url: string): Hostile[] {
  const says = (mediaType: string, name: string, ...parts: (string | Uint8Array)[]): Hostile =>
    ({ name, mediaType, bytes: Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))) });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><script>fetch("${url}/svg")</script><image xlink:href="${url}/image.png" width="9" height="9"/></svg>`;
  const hls = `#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n${url}/segment.ts\n#EXT-X-ENDLIST\n`;
  const zip = Buffer.from('504b0304140000000000', 'hex');
  const drefs = Buffer.from(canary('video.mov'));
  const jpeg = canary('photo.jpg');
  const comment = Buffer.from(HTML);
  const com = Buffer.from([0xff, 0xfe, (comment.length + 2) >> 8, (comment.length + 2) & 0xff]);
  return [
    says('image/jpeg', 'a JPEG with a page in its comment', jpeg.subarray(0, 2), com, comment, jpeg.subarray(2)),
    says('image/jpeg', 'a JPEG with a page behind it', jpeg, HTML),
    says('image/png', 'a PNG with an archive behind it', canary('photo.png'), zip, Buffer.alloc(200)),
    says('image/jpeg', 'a page named like a JPEG', HTML),
    says('image/png', 'an SVG with a script, named like a PNG', svg),
    says('image/svg+xml', 'an SVG with a script', svg),
    says('image/jpeg', 'an SVG in a JPEG’s tail', jpeg, svg),
    says('video/mp4', 'an HLS playlist named .mp4', hls),
    says('video/quicktime', 'an HLS playlist named .mov', hls),
    says('video/mp4', 'a list of films named .mp4', `ffconcat version 1.0\nfile '${url}/other.mp4'\n`),
    says('video/mp4', 'an MP4 head with a playlist in it', Buffer.from('0000001466747970697336f6d0000020069736f6d'.slice(0, 40), 'hex'), hls),
    says('video/mp4', 'an MP4 with a page behind it', canary('video.mp4'), HTML),
    says('video/webm', 'a WebM with an archive behind it', canary('video.webm'), zip),
    { name: 'a MOV that refers to another file', mediaType: 'video/quicktime', bytes: Buffer.from(drefs.toString('latin1').replace('url \0\0\0\x01', 'url \0\0\0\0'), 'latin1') },
    says('application/pdf', 'a PDF with an action', `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(${url}/pdf)>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/AA<</O<</S/JavaScript/JS(app.launchURL("${url}/js"))>>>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`),
    says('application/pdf', 'a picture in front of a PDF', jpeg, canary('document.pdf')),
    says('image/gif', 'a GIF', 'GIF89a', Buffer.alloc(40)),
    says('image/jpeg', 'a program', '\x7fELF', Buffer.alloc(400)),
    says('image/webp', 'nothing', ''),
    says('image/heic', 'an AVIF', Buffer.from('0000001c6674797061766966000000006d696631617669660000000000000000', 'hex')),
  ];
}
