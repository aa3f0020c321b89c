import type { Evidence } from './evidence.js';

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

/** Pictures times pixels that can be decoded and encoded anew in some minutes: four of full HD, one of four times that. */
const MOST_PIXELS_OF_FILM = 15e9;

type Shown = Pick<Evidence, 'kind' | 'renditions' | 'details'>;

/**
 * Can parts of such a file be hidden? What is shown must have been made by us: a film's poster says that there is an ffmpeg,
 * and that it can read the film.
 */
export function canRedact({ kind, renditions, details }: Shown): boolean {
  if (kind !== 'video') return renditions.length > 0;
  const { width = 0, height = 0, durationSeconds = 0, frameRate = 0 } = details ?? {};
  const isMade = (['poster', 'playback'] as const).every((name) => renditions.some((rendition) => rendition.name === name));
  return isMade && width * height * durationSeconds * frameRate <= MOST_PIXELS_OF_FILM;
}
