import sharp, { type Sharp } from 'sharp';
import phash from 'sharp-phash';
import { MOST_PIXELS, Refused, type Area, type Made } from './job.ts';
import { send } from './out.ts';

sharp.concurrency(1);
sharp.cache(false);

/** Its types promise a default export of an ES module; what comes is the function itself. */
const hashOf = phash as unknown as (picture: Buffer) => Promise<string>;

const PREVIEW_SIDE = 1600;
const THUMBNAIL_SIDE = 320;
const WEBP = { quality: 80, effort: 2 };
/** Below this spread of brightness (of 255) a picture is a plain surface, and all of those look alike. */
const NOTHING_TO_SEE = 6;

/** A picture as a stranger sent it; what sharp objects is said by `orRefused`. */
export const opened = (bytes: Buffer): Sharp => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true });

/** What sharp throws about a stranger's picture, as a judgement. */
export async function orRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Refused(/pixel limit/i.test(String(error)) ? 'too_many_pixels' : 'unreadable');
  }
}

/** The pictures to look at, made anew from pixels: metadata, and whatever hides behind the picture, stay behind. */
export async function present(upright: Sharp, hide: readonly Area[] = []): Promise<{ made: Made[]; looks?: string }> {
  const fitted = upright.resize({ width: PREVIEW_SIDE, height: PREVIEW_SIDE, fit: 'inside', withoutEnlargement: true });
  const preview = hide.length === 0 ? fitted : await burned(fitted, hide);
  const { data, info } = await orRefused(preview.webp(WEBP).toBuffer({ resolveWithObject: true }));
  send('preview', 0, data);
  const made = [{ name: 'preview', mediaType: 'image/webp', width: info.width, height: info.height } as const, await thumbnailOf(data)];
  return { made, looks: await looksOf(data) };
}

export async function thumbnailOf(picture: Buffer): Promise<Made> {
  const small = sharp(picture).resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true });
  const { data, info } = await small.webp(WEBP).toBuffer({ resolveWithObject: true });
  send('thumbnail', 0, data);
  return { name: 'thumbnail', mediaType: 'image/webp', width: info.width, height: info.height };
}

/** Black where something is to be hidden: over the pixels, before anything is encoded. Rounded outwards. */
async function burned(picture: Sharp, hide: readonly Area[]): Promise<Sharp> {
  const { data, info } = await orRefused(picture.raw().toBuffer({ resolveWithObject: true }));
  const { width, height, channels } = info;
  const black = hide.map((area) => {
    const left = Math.min(width - 1, Math.max(0, Math.floor(area.left * width)));
    const top = Math.min(height - 1, Math.max(0, Math.floor(area.top * height)));
    const right = Math.min(width, Math.max(left + 1, Math.ceil((area.left + area.width) * width)));
    const bottom = Math.min(height, Math.max(top + 1, Math.ceil((area.top + area.height) * height)));
    return { input: { create: { width: right - left, height: bottom - top, channels: 3 as const, background: '#000' } }, left, top };
  });
  return sharp(data, { raw: { width, height, channels } }).composite(black);
}

/** How the picture looks, in 64 bits. */
export async function looksOf(picture: Buffer): Promise<string | undefined> {
  const { channels } = await sharp(picture).greyscale().stats();
  if ((channels[0]?.stdev ?? 0) < NOTHING_TO_SEE) return undefined;
  return BigInt(`0b${await hashOf(picture)}`).toString(16).padStart(16, '0');
}
