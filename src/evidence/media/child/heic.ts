import libheif from 'libheif-js/wasm-bundle.js';
import sharp from 'sharp';
import { exifClaims, xmpClaims } from './camera.ts';
import { refuseTooLarge, Refused, type Area } from './job.ts';
import { opened, present } from './picture.ts';
import type { Judged } from './photo.ts';

const CHANNELS = 4;
/** Larger ones that are not made of tiles may not fit into what a decoder is given; smaller ones that fail are broken. */
const ALWAYS_FITS = 24e6;
/** More than a preview needs, so that the last step of making it smaller is done well. */
const ENOUGH_PIXELS_WIDE = 1600;

interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** HEIC: the library turns the picture as the file says, so EXIF's own word about that must not be followed again. */
export async function heic(bytes: Buffer, hide: readonly Area[]): Promise<Judged> {
  const decoder = new libheif.HeifDecoder();
  const images = decoder.decode(bytes);
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (image === undefined) throw new Refused('unreadable');
  const [width, height] = [image.get_width(), image.get_height()];
  refuseTooLarge(width, height);
  const { data, ...size } = await decoded(image, width, height);
  const pictures = await present(sharp(data, { raw: { ...size, channels: CHANNELS } }), hide);
  // sharp knows the container though not the pixels in it.
  const { exif, xmp } = await opened(bytes).metadata().catch(() => ({ exif: undefined, xmp: undefined }));
  const claims = { ...(await xmpClaims(xmp)), ...(await exifClaims(exif)) };
  return { ...pictures, details: { width, height }, claims };
}

/**
 * The library copies its pixels into whatever has a `set`: here they are made fewer on the way, for a second copy of 48
 * megapixels is 200 MB.
 */
function decoded(image: libheif.HeifImage, width: number, height: number): Promise<Pixels> {
  const step = Math.max(1, Math.floor(Math.max(width, height) / ENOUGH_PIXELS_WIDE));
  const fewer = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  const data = Buffer.alloc(fewer.width * fewer.height * CHANNELS);
  const take = { set: (rows: Uint8Array, at = 0): void => shrink(rows, at / (width * CHANNELS), width, step, data) };
  const why = width * height > ALWAYS_FITS ? 'too_many_pixels' : 'unreadable';
  return new Promise((resolve, reject) => {
    image.display({ data: take, width, height }, (shown) => (shown === null ? reject(new Refused(why)) : resolve({ data, ...fewer })));
  });
}

/** Rows from `firstRow` on: of every square of `step` by `step` pixels the mean of its diagonal. */
function shrink(rows: Uint8Array, firstRow: number, width: number, step: number, into: Buffer): void {
  const stride = width * CHANNELS;
  const columns = Math.ceil(width / step);
  const lastRow = firstRow + Math.floor(rows.length / stride);
  for (let row = Math.ceil(firstRow / step) * step; row < lastRow; row += step) {
    const deep = Math.min(step, lastRow - row);
    for (let column = 0; column < columns; column++) {
      const count = Math.min(deep, width - column * step);
      for (let channel = 0; channel < CHANNELS; channel++) {
        let sum = 0;
        for (let i = 0; i < count; i++) sum += rows[(row - firstRow + i) * stride + (column * step + i) * CHANNELS + channel] ?? 0;
        into[((row / step) * columns + column) * CHANNELS + channel] = sum / count;
      }
    }
  }
}
