import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { refuseTooLarge, Refused, type Area } from './job.ts';
import { present } from './picture.ts';
import type { Judged } from './photo.ts';

const LONGEST_SIDE = 1600;
/** A stamp is not blown up to a poster. */
const LARGEST_SCALE = 4;

/** PDF: how many pages, and a picture of the first. Scripts in it are not run: this build has no engine for them. */
export async function document(bytes: Buffer, hide: readonly Area[]): Promise<Judged> {
  const library = await PDFiumLibrary.init();
  const file = await library.loadDocument(bytes).catch(() => {
    throw new Refused('unreadable');
  });
  const pages = file.getPageCount();
  if (pages < 1) throw new Refused('unreadable');
  const page = file.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(LARGEST_SCALE, LONGEST_SIDE / Math.max(originalWidth, originalHeight));
  refuseTooLarge(originalWidth * scale, originalHeight * scale);
  const { data, width, height } = await page.render({ scale, render: 'bitmap' });
  const upright = sharp(Buffer.from(data), { raw: { width, height, channels: 4 } }).flatten({ background: '#fff' });
  const { made } = await present(upright, hide);
  return { made, details: { pages }, claims: {} };
}
