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

/** Other names for what we call by one: telephones write all of them. */
const SAME_AS: Readonly<Record<string, string>> = { 'image/heif': 'image/heic', 'video/x-m4v': 'video/mp4' };

/** Whether the bytes are what was declared; null is yes. Names and headers say nothing: only bytes are believed. */
export function verdictOn(declared: Pick<Declaration, 'size' | 'sha256' | 'mediaType'>, seen: Seen, allowed: readonly string[]): Rejection | null {
  if (seen.size !== declared.size) return 'size_mismatch';
  if (seen.sha256 !== declared.sha256) return 'sha256_mismatch';
  const type = seen.mediaType === null ? null : (SAME_AS[seen.mediaType] ?? seen.mediaType);
  if (type === declared.mediaType) return null;
  return type === null || allowed.includes(type) ? 'type_mismatch' : 'type_not_allowed';
}
