import type { Evidence } from './evidence.js';

/** Ways to look at a piece. The original is never shown to parties: it may hold where somebody lives, or worse. */
export const RENDITIONS = ['preview', 'original'] as const;
export type Rendition = (typeof RENDITIONS)[number];

/** Which of them exist for this reader; none before the bytes have been judged. */
export function renditionsFor({ status, hasPreview }: Pick<Evidence, 'status' | 'hasPreview'>, isStaff: boolean): Rendition[] {
  if (status !== 'available') return [];
  return RENDITIONS.filter((name) => (name === 'preview' ? hasPreview : isStaff));
}
