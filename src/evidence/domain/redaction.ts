/** What is hidden. */
export const REDACTION_REASONS = ['address', 'face', 'document', 'third_party', 'other'] as const;
export type RedactionReason = (typeof REDACTION_REASONS)[number];

/** A part of the upright picture, in fractions of its width and height from the left and from above. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** More would be a picture of its own. */
export const MOST_RECTANGLES = 50;
/** Redactions add up, and every one is made from all before it. */
export const MOST_REDACTIONS = 20;

export const REDACTION_STATUSES = ['requested', 'made', 'failed'] as const;

/** One wish to burn parts of a piece away, numbered per piece. Times are epoch milliseconds by the law's clock. */
export interface Redaction {
  readonly evidenceId: string;
  readonly number: number;
  readonly role: 'buyer' | 'seller' | 'arbitrator' | 'lead';
  /** The account of whoever wished it: for staff only. */
  readonly person: string;
  readonly reasonCode: RedactionReason;
  readonly text: string | null;
  readonly rectangles: readonly Rectangle[];
  readonly status: (typeof REDACTION_STATUSES)[number];
  readonly requestedAt: number;
  readonly madeAt: number | null;
}

/** Does the part lie within the picture? Sums of fractions may miss one by a hair. */
export function isInPicture({ x, y, width, height }: Rectangle): boolean {
  return x + width <= 1 + 1e-9 && y + height <= 1 + 1e-9;
}

/** Can parts of such a file be hidden? A video's pictures and sound would all have to be made anew. */
export const canRedact = (kind: string): boolean => kind !== 'video';
