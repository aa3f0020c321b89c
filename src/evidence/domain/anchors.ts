import type { Details } from './details.js';
import type { EvidenceKind } from './evidence.js';

/** Where in a piece somebody points: at a moment of a video, or at a spot of a picture. */
export interface Spot {
  readonly second?: number;
  readonly point?: { readonly x: number; readonly y: number };
}

export interface SpotFault {
  readonly field: 'second' | 'point';
  readonly code: 'one_of' | 'only_in_videos' | 'only_in_pictures' | 'after_the_end';
  readonly detail: string;
}

/** Null where the spot can be in such a piece. How long a video is may not be known. */
export function faultOfSpot({ second, point }: Spot, kind: EvidenceKind, details: Details | null): SpotFault | null {
  if (second !== undefined && point !== undefined) return { field: 'point', code: 'one_of', detail: 'Either second or point may be given.' };
  if (point !== undefined && kind === 'video') return { field: 'point', code: 'only_in_pictures', detail: 'A video is commented at a second.' };
  if (second === undefined) return null;
  if (kind !== 'video') return { field: 'second', code: 'only_in_videos', detail: 'A photo or document is commented at a point.' };
  const length = details?.durationSeconds;
  return length === undefined || second <= length ? null : { field: 'second', code: 'after_the_end', detail: `The video is ${length} seconds long.` };
}
