import type { Evidence } from './evidence.js';

/**
 * Ways to look at a piece, each made anew from what was sent and without its metadata. `playback` is a video that
 * browsers play; `poster` one picture of it and `storyboard` many.
 */
export const RENDITIONS = ['thumbnail', 'preview', 'poster', 'storyboard', 'playback'] as const;
export type RenditionName = (typeof RENDITIONS)[number];

/** The original is never shown to parties: it may hold where somebody lives, or worse. */
export const VIEWS = [...RENDITIONS, 'original'] as const;
export type ViewName = (typeof VIEWS)[number];

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

/** Which of them exist for this reader; none before the bytes have been judged. */
export function viewsFor({ status, renditions }: Pick<Evidence, 'status' | 'renditions'>, isStaff: boolean): ViewName[] {
  if (status !== 'available') return [];
  return VIEWS.filter((name) => (name === 'original' ? isStaff : renditions.some((rendition) => rendition.name === name)));
}
