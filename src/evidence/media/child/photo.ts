import { exifClaims, xmpClaims } from './camera.ts';
import { refuseTooLarge, type Area, type Told } from './job.ts';
import { opened, orRefused, present } from './picture.ts';

export type Judged = Pick<Told, 'made' | 'details' | 'claims' | 'looks'>;

/** JPEG, PNG and WebP. Of an animation the first picture. */
export async function photo(bytes: Buffer, hide: readonly Area[]): Promise<Judged> {
  const { width, height, exif, xmp, autoOrient } = await orRefused(opened(bytes).metadata());
  refuseTooLarge(width, height);
  const pictures = await present(opened(bytes).autoOrient(), hide);
  const claims = { ...(await xmpClaims(xmp)), ...(await exifClaims(exif)) };
  return { ...pictures, details: { width: autoOrient.width, height: autoOrient.height }, claims };
}
