import type { EvidenceKind } from '../../policy/domain/policy.js';
import type { Details } from './details.js';
import type { StoredRendition } from './renditions.js';
import type { Seal } from './seal.js';
import type { Rejection } from './verdict.js';

export type { EvidenceKind } from '../../policy/domain/policy.js';

/** The side of the dispute that shows the piece. */
export type Side = 'buyer' | 'seller';

/** What somebody says a file is before its bytes are anywhere. */
export interface Declaration {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  /** Of the whole file, in hex. */
  readonly sha256: string;
  readonly requirement: string | null;
  readonly caption: string | null;
  /** Its owner’s alone until their next own act, or until the platform’s turn comes. */
  readonly held: boolean;
}

/**
 * `declared` waits for its bytes, `processing` for the worker that reads them. `available` means: read, found to be what
 * was declared, and part of the dispute. `rejected` stays for its owner to see why, until they delete it.
 * `erased`: a person's request was granted; what is left says that there was a piece and what it was sealed as.
 */
export const EVIDENCE_STATUSES = ['declared', 'processing', 'available', 'rejected', 'erased'] as const;
export type EvidenceStatus = (typeof EVIDENCE_STATUSES)[number];

/** One piece of evidence. Times are epoch milliseconds by the law's clock. */
export interface Evidence extends Declaration {
  readonly id: string;
  readonly disputeId: string;
  readonly ownerId: string;
  readonly by: Side;
  readonly kind: EvidenceKind;
  readonly status: EvidenceStatus;
  readonly rejection: Rejection | null;
  /** Sealed evidence belongs to the dispute for good; the dispute says so, not we. */
  readonly sealed: boolean;
  /** Null before it is sealed. */
  readonly seal: Seal | null;
  /** The try whose copy was read and found right: its objects are the ones that are kept. */
  readonly verifiedAttempt: number | null;
  /** What others can look at. */
  readonly renditions: readonly StoredRendition[];
  /** What the bytes turned out to be; null until they were judged. */
  readonly details: Details | null;
  /** The redaction these renditions were made by; null as long as nothing was hidden. */
  readonly redaction: number | null;
  /** The newest redaction that was asked for; until it is made only staff are shown what there was before. */
  readonly redactionWanted: number | null;
  /** Its bytes came by e-mail and lie there; its owner has not yet said that they are meant. */
  readonly awaitsConfirmation: boolean;
  readonly createdAt: number;
}
