const MIB = 1024 * 1024;

/** Up to this a file goes in one piece: sending it anew costs a telephone less than asking what has arrived. */
export const WHOLE_UP_TO = 16 * MIB;
/** S3 takes none below 5 MiB but the last; a phone loses at most this much when its network goes. */
export const PART_SIZE = 8 * MIB;
/** Addresses that are signed at once: signing one costs half a millisecond of processor. */
export const MOST_PARTS_AT_ONCE = 100;

/** What the store says about one part. */
export interface StoredPart {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
}

/** What keeps parts from being a file. */
export interface PartFault {
  readonly code: 'part_missing' | 'part_size_mismatch';
  readonly values: { readonly number: number; readonly found?: number; readonly wanted?: number };
}

/** How long each part but the last is; null for a file that goes whole. */
export function partSizeFor(size: number): number | null {
  return size > WHOLE_UP_TO ? PART_SIZE : null;
}

export function partCount(size: number, partSize: number): number {
  return Math.ceil(size / partSize);
}

/** In bytes; parts are counted from 1. */
export function sizeOfPart(number: number, size: number, partSize: number): number {
  return Math.min(partSize, size - (number - 1) * partSize);
}

/** What is missing or of another length than it must be, in order. Whether the bytes are right only the whole can tell. */
export function partFaults(stored: readonly StoredPart[], size: number, partSize: number): PartFault[] {
  const sizes = new Map(stored.map((part) => [part.number, part.size]));
  const numbers = Array.from({ length: partCount(size, partSize) }, (_, index) => index + 1);
  return numbers.flatMap((number): PartFault[] => {
    const wanted = sizeOfPart(number, size, partSize);
    const found = sizes.get(number);
    if (found === wanted) return [];
    if (found === undefined) return [{ code: 'part_missing', values: { number } }];
    return [{ code: 'part_size_mismatch', values: { number, found, wanted } }];
  });
}
