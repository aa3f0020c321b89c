/** Why a piece is erased. What must not be kept by anybody is erased even while the dispute still goes on. */
export const ERASURE_REASONS = ['person_request', 'third_party', 'court_order', 'unlawful_content'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

const NOT_TO_BE_KEPT: readonly string[] = ['court_order', 'unlawful_content'];

/** Its owner asks; the platform or the marketplace carries it out. */
export type Asker = 'buyer' | 'seller';
export type Granter = 'lead' | 'marketplace';

/** What is known of a wish to erase one piece. Times are epoch milliseconds by the law's clock. */
export interface Erasure {
  readonly evidenceId: string;
  readonly reasonCode: ErasureReason;
  readonly text: string | null;
  readonly requested: { readonly role: Asker | Granter; readonly by: string; readonly at: number };
  readonly granted: { readonly role: Granter; readonly by: string; readonly at: number } | null;
}

/** Where the dispute stands, as far as erasing is concerned. */
export interface Standing {
  readonly isClosed: boolean;
  /** Until when it may be opened again; null where it cannot. */
  readonly reopenUntil: number | null;
  readonly isHeld: boolean;
  readonly now: number;
}

export interface ErasureRefusal {
  readonly code: 'legal_hold' | 'dispute_open';
  /** When it will be over, where that is known. */
  readonly availableFrom?: number;
}

/** What stands against erasing now; null is nothing. A hold stands against everything. */
export function erasureRefusal(role: Asker | Granter, reason: ErasureReason, { isClosed, reopenUntil, isHeld, now }: Standing): ErasureRefusal | null {
  if (isHeld) return { code: 'legal_hold' };
  const urgent = (role === 'lead' || role === 'marketplace') && NOT_TO_BE_KEPT.includes(reason);
  if (urgent || (isClosed && (reopenUntil ?? 0) <= now)) return null;
  return isClosed && reopenUntil !== null ? { code: 'dispute_open', availableFrom: reopenUntil } : { code: 'dispute_open' };
}
