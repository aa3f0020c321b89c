import type { Details } from './details.js';
import type { EvidenceKind } from './evidence.js';

/** Where in a piece somebody points: at a moment of a video, or at a spot of a picture. */
export interface Spot {
  readonly second?: number;
  readonly point?: { readonly x: number; readonly y: number };
}

export interface SpotFault {
  readonly field: 'second' | 'point';
  readonly what:
    | { readonly code: 'one_of'; readonly says: 'second_or_point' }
    | { readonly code: 'only_in_videos' | 'only_in_pictures' }
    | { readonly code: 'after_the_end'; readonly values: { readonly seconds: number } };
}

/** Null where the spot can be in such a piece. How long a video is may not be known. */
export function faultOfSpot({ second, point }: Spot, kind: EvidenceKind, details: Details | null): SpotFault | null {
  if (second !== undefined && point !== undefined) return { field: 'point', what: { code: 'one_of', says: 'second_or_point' } };
  if (point !== undefined && kind === 'video') return { field: 'point', what: { code: 'only_in_pictures' } };
  if (second === undefined) return null;
  if (kind !== 'video') return { field: 'second', what: { code: 'only_in_videos' } };
  const length = details?.durationSeconds;
  return length === undefined || second <= length ? null : { field: 'second', what: { code: 'after_the_end', values: { seconds: length } } };
}
