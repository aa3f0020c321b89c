import type { Declaration } from './evidence.js';

/** Why a piece was not taken; its owner is told. */
export const REJECTIONS = [
  'not_found', 'size_mismatch', 'sha256_mismatch', 'type_mismatch', 'type_not_allowed', 'malware_found', 'unreadable', 'too_many_pixels', 'too_late',
] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** What the bytes themselves say. `mediaType` is null where they are no file we know. */
export interface Seen {
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string | null;
}

/** Whether the bytes are what was declared; null is yes. Names and headers say nothing: only bytes are believed. */
export function verdictOn(declared: Pick<Declaration, 'size' | 'sha256' | 'mediaType'>, seen: Seen, allowed: readonly string[]): Rejection | null {
  if (seen.size !== declared.size) return 'size_mismatch';
  if (seen.sha256 !== declared.sha256) return 'sha256_mismatch';
  if (seen.mediaType === declared.mediaType) return null;
  return seen.mediaType === null || allowed.includes(seen.mediaType) ? 'type_mismatch' : 'type_not_allowed';
}
