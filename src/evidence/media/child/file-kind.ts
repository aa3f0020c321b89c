import { fileTypeFromBuffer } from 'file-type';

/** A PNG's colour profile may stand before anything that tells; nothing we take needs more than this. */
export const HEAD_BYTES = 256 * 1024;

/** Other names for what we call by one: telephones write all of them. */
const SAME_AS: Readonly<Record<string, string>> = { 'image/heif': 'image/heic', 'video/x-m4v': 'video/mp4' };

/** Where a file of this type must begin: others look further in, and so find a picture in the middle of a page. */
const BEGINNINGS: Readonly<Record<string, (head: Buffer) => boolean>> = {
  'application/pdf': (head) => head.subarray(0, 5).toString('latin1') === '%PDF-',
  'image/heic': (head) => head.subarray(4, 8).toString('latin1') === 'ftyp',
  'video/mp4': (head) => head.subarray(4, 8).toString('latin1') === 'ftyp',
};

/** What the first bytes say a file is; null for nothing we know of. Its name and its header say nothing. */
export async function kindOf(head: Buffer): Promise<string | null> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined) return null;
  const type = SAME_AS[found.mime] ?? found.mime;
  return (BEGINNINGS[type]?.(head) ?? true) ? type : null;
}
