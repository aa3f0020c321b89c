import type { Evidence } from './evidence.js';

/**
 * Ways to look at a piece, each made anew from what was sent and without its metadata. `playback` is a video that
 * browsers play; `poster` one picture of it and `storyboard` many.
 */
export const RENDITIONS = ['thumbnail', 'preview', 'poster', 'storyboard', 'playback'] as const;
export type RenditionName = (typeof RENDITIONS)[number];

/** The original is never shown to parties: it may hold where somebody lives, or worse. */
export const VIEWS = [...RENDITIONS, 'original'] as const;

/** A rendition that lies in the store. */
export interface StoredRendition {
  readonly name: RenditionName;
  readonly mediaType: string;
  /** In bytes. */
  readonly size?: number;
  /** In pixels. */
  readonly width?: number;
  readonly height?: number;
}

type Redacted = Pick<Evidence, 'redaction' | 'redactionWanted'>;

/** Parts are to be hidden that what there is still shows: until it is made anew only staff may look. */
export const isBeingRedacted = ({ redaction, redactionWanted }: Redacted): boolean => redactionWanted !== redaction;

/** Which of them exist for this reader; none before the bytes have been judged. The original is not among them: it is asked for with a reason. */
export function viewsFor(evidence: Pick<Evidence, 'status' | 'renditions'> & Redacted, isStaff: boolean): StoredRendition[] {
  const { status, renditions } = evidence;
  if (status !== 'available' || (!isStaff && isBeingRedacted(evidence))) return [];
  return RENDITIONS.flatMap((name) => renditions.filter((rendition) => rendition.name === name));
}
