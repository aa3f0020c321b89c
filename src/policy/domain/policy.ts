/**
 * What a policy document says once it is loaded: every number of the law that a marketplace may choose.
 * A dispute keeps the policy it was opened under, so a released document never changes.
 * Durations are milliseconds here and ISO 8601 in the document.
 */

/** What a deadline waits for. `refundRetry` takes its time from a list, all others have one duration. */
export const DEADLINE_KINDS = [
  'draft', 'sellerResponse', 'buyerResponse', 'negotiation', 'pickup', 'decision', 'information', 'settlement',
  'approval', 'appealWindow', 'appealDecision', 'returnAddress', 'returnShipment', 'returnTransit', 'inspection',
  'replacementShipment', 'replacementConfirm', 'refundExecution', 'refundRetry', 'suspensionReview', 'refundQuery',
  'reopen',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];
export type TimedDeadlineKind = Exclude<DeadlineKind, 'refundRetry'>;

export const REMEDY_KINDS = ['refund', 'return_and_refund', 'replacement', 'none'] as const;
export type RemedyKind = (typeof REMEDY_KINDS)[number];

export const EVIDENCE_KINDS = ['photo', 'video', 'document'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
/** How many pieces of each kind; a kind not named is not asked for. */
export type EvidenceCounts = Readonly<Partial<Record<EvidenceKind, number>>>;

/** One meaning in every language we speak. */
export type Label = Readonly<Record<'en' | 'es', string>>;

/** One thing evidence can show, such as `damage`. */
export interface RequirementPolicy {
  readonly from: 'buyer' | 'seller';
  readonly kinds: readonly EvidenceKind[];
  readonly label: Label;
  readonly hint: Label;
}

/** What a reason asks for: so many pieces that show it. */
export interface EvidenceRequest {
  readonly requirement: string;
  readonly count: number;
  readonly mandatory: boolean;
}

export interface ReasonPolicy {
  readonly subreasons: readonly string[];
  readonly remedies: readonly RemedyKind[];
  /**
   * One of the alternatives must be met in full; an empty list asks for nothing. `requests` say what the pieces are to
   * show: filling all mandatory ones of the buyer is the same as meeting an alternative (checked at boot).
   */
  readonly evidence: { readonly anyOf: readonly EvidenceCounts[]; readonly requests: readonly EvidenceRequest[] };
  /** The least number of characters in the buyer's statement. */
  readonly statementMin: number;
  /** `overdue`: the parcel should have come by now. `received`: something is wrong with what came. */
  readonly window: 'overdue' | 'received';
  /** Subreasons that presume a delivery, and so may still be claimed some time after it. */
  readonly presumeDelivery: readonly string[];
}

/** How long after what a claim may be opened; milliseconds. */
export interface WindowPolicy {
  readonly overdue: {
    readonly opensAfterShipped: number;
    readonly opensAfterPlaced: number;
    readonly lasts: number;
    readonly afterDelivery: number;
  };
  readonly received: { readonly afterDelivery: number };
}

export interface EvidenceLimits {
  /** Pieces one party may have in one dispute. */
  readonly perParty: number;
  /** Bytes one party may have in one dispute, of all its pieces together; without it there is no such limit. */
  readonly totalBytes?: number;
  /** Pieces one party may add while the dispute is in a stage, by the stage's name; a stage not named has no limit of its own. */
  readonly perStage?: Readonly<Partial<Record<string, number>>>;
  readonly kinds: Readonly<Record<EvidenceKind, { readonly maxBytes: number; readonly mediaTypes: readonly string[] }>>;
}

export interface Policy {
  readonly id: string;
  readonly deadlines: Readonly<Record<TimedDeadlineKind, number>>;
  /** The wait before each retry of a failed refund; the last one repeats. */
  readonly refundRetry: readonly number[];
  /** How long the parties must have tried before the buyer may escalate. */
  readonly minNegotiation: number;
  /** When a party is reminded, as shares of the time it has. */
  readonly reminders: readonly number[];
  readonly windows: WindowPolicy;
  /** Minor units by currency; a currency not listed has no automatic acceptance. */
  readonly autoAcceptCap: Readonly<Record<string, number>>;
  /** Minor units by currency; a currency not listed always needs four eyes. */
  readonly fourEyesAbove: Readonly<Record<string, number>>;
  /** Reasons for which every ruling needs four eyes, whatever it gives. */
  readonly fourEyesReasons: readonly string[];
  /** The share of the claim a seller's open offer must reach for the buyer's silence to end the dispute. */
  readonly closeOnSilenceShare: number;
  readonly maxOffers: { readonly buyer: number; readonly seller: number };
  /** While the platform decides, and again on appeal: each offer makes what the arbitrator has seen older. */
  readonly maxOffersAtDesk: { readonly buyer: number; readonly seller: number };
  readonly reasons: Readonly<Record<string, ReasonPolicy>>;
  readonly evidenceRequirements: Readonly<Record<string, RequirementPolicy>>;
  readonly rejectionReasons: readonly string[];
  readonly evidenceLimits: EvidenceLimits;
  readonly labels: {
    readonly reasons: Readonly<Record<string, Label>>;
    readonly subreasons: Readonly<Record<string, Label>>;
    readonly rejectionReasons: Readonly<Record<string, Label>>;
    readonly remedies: Readonly<Record<RemedyKind, Label>>;
  };
}
