import type { EvidenceStatus } from './evidence.js';
import { RENDITIONS, type StoredRendition } from './renditions.js';

/** What of a piece says which objects it may have in the store. */
export interface ExpectedObjects {
  readonly status: EvidenceStatus;
  readonly attempts: number;
  readonly verifiedAttempt: number | null;
  readonly renditions: readonly StoredRendition[];
  readonly redaction: number | null;
  readonly redactionWanted: number | null;
  readonly uploadId: string | null;
}

const TRY = /^(\d+)\/(?:r(\d+)-)?([a-z]+)$/;

/** May a piece have an object of this name below its id, by what its row says? `name` is what follows the id and its slash. */
export function isExpected(piece: ExpectedObjects, name: string): boolean {
  const { status } = piece;
  if (name === 'staged') return status === 'declared' || status === 'processing';
  const [, attempt, redaction, what] = TRY.exec(name) ?? [];
  if (attempt === undefined || what === undefined) return false;
  // A try that is under way has put some of what it makes there, and those before it may have too.
  if (status === 'processing') return Number(attempt) <= piece.attempts && redaction === undefined;
  if (status !== 'available' || Number(attempt) !== piece.verifiedAttempt) return false;
  if (what === 'original') return redaction === undefined;
  return isShownOrMade(piece, redaction === undefined ? 0 : Number(redaction), what);
}

/** What is shown now, or what is being made to take its place; 0 is what was made first. */
function isShownOrMade({ renditions, redaction, redactionWanted }: ExpectedObjects, number: number, what: string): boolean {
  const shown = redaction ?? 0;
  if (number === shown) return renditions.some(({ name }) => name === what);
  return number > shown && number <= (redactionWanted ?? 0) && RENDITIONS.some((name) => name === what);
}
