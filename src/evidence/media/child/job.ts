import type { Details } from '../../domain/details.ts';
import type { Place } from '../../domain/distance.ts';
import type { StoredRendition } from '../../domain/renditions.ts';
import type { Claims as FileClaims } from '../../domain/signals.ts';

export type { Details } from '../../domain/details.ts';

/** A rectangle of the upright picture, in fractions of its width and height. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a process for one file is told; the file itself it reads from a descriptor. */
export interface Job {
  /** What the file is said to be; if its bytes say otherwise nothing of it is decoded. */
  readonly mediaType: string;
  /** What is to be burned away. */
  readonly hide: readonly Area[];
  /** Where ffmpeg is; null without one. */
  readonly ffmpeg: string | null;
}

/** What is there to be looked at. */
export type Made = Omit<StoredRendition, 'size'>;

/** What a file says of itself, and of where it was made: the place is only compared, and never kept. */
export type Claims = Told['claims'];

/** The last word of a process about its file. */
export interface Told {
  /** Judged by bytes; null for no file we know. */
  readonly mediaType: string | null;
  readonly refused?: 'unreadable' | 'too_many_pixels';
  readonly made: readonly Made[];
  readonly details: Details;
  readonly claims: FileClaims & Partial<Place>;
  /** 64 bits in hex, close for pictures that look alike; absent for a picture in which there is nothing to see. */
  readonly looks?: string;
  /** The most memory it ever had, in KiB. */
  readonly peakMemory: number;
}

/** A judgement about the file; anything else that goes wrong is a crash. */
export class Refused extends Error {
  readonly why: 'unreadable' | 'too_many_pixels';

  constructor(why: 'unreadable' | 'too_many_pixels') {
    super(why);
    this.why = why;
  }
}

/** 50 megapixels decode in some 200 MB; sharp's own default lets an 800 kB file take 1.8 GB. */
export const MOST_PIXELS = 50e6;

export function refuseTooLarge(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new Refused('unreadable');
  if (width * height > MOST_PIXELS) throw new Refused('too_many_pixels');
}
