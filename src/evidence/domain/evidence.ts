import type { EvidenceKind } from '../../policy/domain/policy.js';
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
}

/**
 * `declared` waits for its bytes, `processing` for the worker that reads them. `available` means: read, found to be what
 * was declared, and part of the dispute. `rejected` stays for its owner to see why, until they delete it.
 */
export const EVIDENCE_STATUSES = ['declared', 'processing', 'available', 'rejected'] as const;
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
  /** The try whose copy was read and found right: its objects are the ones that are kept. */
  readonly verifiedAttempt: number | null;
  readonly hasPreview: boolean;
  readonly createdAt: number;
}
