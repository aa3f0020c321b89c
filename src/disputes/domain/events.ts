import type { AppealOutcome, Claim, EvidenceKind, Grant, Party, RemedyKind } from './facts.js';

/** A salted hash of a text or document that is kept outside the chain: `sha256(salt || text)`. */
export type Commitment = string;

/** How far the units of one line are free at the moment of opening. Numbers only: the guards judge them. */
export interface AssessedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly unheld: number;
  readonly undecided: number;
  readonly free: number;
  readonly units: readonly number[];
  readonly amount: number;
  readonly claimSeq: number;
}

/** What the order says about a claim right now; gathered before the decision and kept in the log so that a replay can judge again. */
export interface ClaimAssessment {
  readonly windowFrom: string | null;
  readonly windowUntil: string | null;
  readonly lines: readonly AssessedLine[];
  readonly shipping: number;
  readonly amount: number;
}

export type ClaimForm = Omit<Claim, 'amount' | 'shipping' | 'originalReason'>;

export interface OfferInput {
  readonly offerId: string;
  readonly remedy: { readonly kind: RemedyKind; readonly amount: number | null };
  readonly hasAddress: boolean;
  readonly message?: Commitment;
}

export interface RulingInput {
  readonly id: string;
  readonly grant: Grant;
  /** Evidence the facts found rest on; each must be of this dispute. */
  readonly evidenceIds: readonly string[];
  readonly document: Commitment;
}

/** A piece whose bytes have been verified. */
export interface AddedEvidence {
  readonly id: string;
  readonly by: Party;
  readonly kind: EvidenceKind;
  readonly requirement?: string;
  /** Of the hex sha-256 of the whole file. */
  readonly content: Commitment;
  /** In bytes. */
  readonly size: number;
  /** RFC 3339; its owner holds it back since then, until their next own act. */
  readonly heldSince?: string;
}

/** The place in a piece of evidence that is spoken of; without second and point the whole piece. */
export interface Anchor {
  readonly evidenceId: string;
  /** In a video, from its beginning. */
  readonly second?: number;
  /** In a picture, from its top left corner: 0 to 1 of its width and height. */
  readonly point?: { readonly x: number; readonly y: number };
}

interface Text {
  readonly text?: Commitment;
}

interface Inputs {
  buyerStarted: { claim: ClaimForm; orderId: string; sellerId: string; currency: string; statement: Commitment };
  buyerRevisedDraft: { claim: ClaimForm; statement: Commitment };
  draftDiscarded: object;
  evidenceAdded: { evidence: AddedEvidence };
  evidenceRemoved: { evidenceId: string };
  /** `regions` were burned away in the renditions; the original stays as it is. */
  evidenceRedacted: { evidenceId: string; redaction: number; reasonCode: string; regions: number };
  evidenceErased: { evidenceId: string; reasonCode: string };
  messageSent: { messageId: string; audience: 'parties' | 'staff' | Party; text: Commitment; evidenceIds: readonly string[]; anchor?: Anchor };
  buyerOpened: { assessment: ClaimAssessment };
  buyerAmended: { claim: ClaimForm; statement: Commitment; assessment: ClaimAssessment };
  sellerAcceptedClaim: object;
  sellerOffered: OfferInput;
  sellerRejected: { reason: string; text: Commitment };
  buyerOffered: OfferInput;
  buyerAcceptedOffer: { offerId: string };
  sellerAcceptedOffer: { offerId: string };
  buyerRejectedOffer: { offerId: string } & Text;
  sellerRejectedOffer: { offerId: string } & Text;
  partiesAgreed: { offerId: string };
  buyerEscalated: Text;
  sellerEscalated: Text;
  buyerWithdrew: Text;
  caseTaken: object;
  caseReleased: object;
  arbitratorRecused: { text: Commitment };
  /** `requirements`: what the wanted evidence may be declared as. */
  informationRequested: { requestId: string; addressees: readonly Party[]; questions: Commitment; requirements?: readonly string[] };
  informationGiven: { requestId: string; text: Commitment; evidenceIds?: readonly string[] };
  settlementProposed: { settlementId: string; remedy: OfferInput['remedy'] } & Text;
  settlementAccepted: { settlementId: string };
  settlementRejected: { settlementId: string } & Text;
  claimReclassified: { reason: string } & Text;
  /** `to` is the new holder; null gives the case back to the queue. */
  caseReassigned: { to: string | null; text: Commitment };
  /** `by` in milliseconds. */
  deadlineExtended: { kind: string; by: number } & Text;
  arbitratorRuled: { ruling: RulingInput; refundable: { items: number; shipping: number } };
  rulingApproved: { rulingId: string };
  rulingRefused: { rulingId: string } & Text;
  ruledInadmissible: { reasonCode: string; text: Commitment };
  partyAppealed: { appealId?: string; ground: string; text: Commitment; evidenceIds?: readonly string[]; assessment?: ClaimAssessment };
  appealWithdrawn: object;
  appealRuled: { outcome: AppealOutcome; ruling?: RulingInput; refundable: { items: number; shipping: number } };
  appealRemanded: Text;
  appealWaived: object;
  returnAddressGiven: { address: Commitment };
  returnWaived: object;
  returnShipped: { carrier: string; trackingNumber: string };
  returnDelivered: { deliveredAt: string };
  returnAccepted: object;
  returnContested: { reason: string; text: Commitment; evidenceIds: readonly string[] };
  replacementShipped: { carrier: string; trackingNumber: string };
  replacementConfirmed: object;
  replacementFaulty: Text;
  refundSucceeded: { refundId: string; keyNo: number; providerReference: string | null };
  refundFailed: { refundId: string; keyNo: number; failure: string };
  refundRecordedByHand: { refundId: string; reference: string; evidenceIds: readonly string[] };
  chargebackOpened: { reference: string };
  chargebackEnded: { reference: string };
  chargebackLost: { reference: string };
  buyerReopened: { assessment: ClaimAssessment };
  closedByLead: { reasonCode: string; text: Commitment };
  deadlinePassed: { kind: string; dueAt: string };
}

export type EventType = keyof Inputs;
export type InputOf<T extends EventType> = Readonly<Inputs[T]>;
/** What happened, in the actor's words; never a target state. */
export type DisputeEvent = { [T in EventType]: { readonly type: T } & InputOf<T> }[EventType];
export type EventOf<T extends EventType> = Extract<DisputeEvent, { type: T }>;

const BUYER = ['buyer'] as const;
const SELLER = ['seller'] as const;
const PARTIES = ['buyer', 'seller'] as const;
const STAFF = ['arbitrator', 'lead'] as const;
const MARKETPLACE = ['marketplace'] as const;
const PROVIDER = ['provider'] as const;

/** Who may cause which event (workflow.md, column "by"). Also the closed list of event names: never taken from a request body. */
export const ACTORS_OF: { readonly [T in EventType]: readonly string[] } = {
  buyerStarted: BUYER,
  buyerRevisedDraft: BUYER,
  draftDiscarded: BUYER,
  evidenceAdded: PARTIES,
  evidenceRemoved: PARTIES,
  evidenceRedacted: [...PARTIES, ...STAFF],
  evidenceErased: [...PARTIES, ...STAFF, ...MARKETPLACE],
  messageSent: [...PARTIES, ...STAFF],
  buyerOpened: BUYER,
  buyerAmended: BUYER,
  sellerAcceptedClaim: SELLER,
  sellerOffered: SELLER,
  sellerRejected: SELLER,
  buyerOffered: BUYER,
  buyerAcceptedOffer: BUYER,
  sellerAcceptedOffer: SELLER,
  buyerRejectedOffer: BUYER,
  sellerRejectedOffer: SELLER,
  partiesAgreed: PARTIES,
  buyerEscalated: BUYER,
  sellerEscalated: SELLER,
  buyerWithdrew: BUYER,
  caseTaken: STAFF,
  caseReleased: STAFF,
  arbitratorRecused: STAFF,
  informationRequested: STAFF,
  informationGiven: PARTIES,
  settlementProposed: STAFF,
  settlementAccepted: PARTIES,
  settlementRejected: PARTIES,
  claimReclassified: STAFF,
  caseReassigned: ['lead'],
  deadlineExtended: [...PARTIES, ...STAFF],
  arbitratorRuled: STAFF,
  rulingApproved: STAFF,
  rulingRefused: STAFF,
  ruledInadmissible: STAFF,
  partyAppealed: PARTIES,
  appealWithdrawn: PARTIES,
  appealRuled: STAFF,
  appealRemanded: STAFF,
  appealWaived: PARTIES,
  returnAddressGiven: SELLER,
  returnWaived: SELLER,
  returnShipped: BUYER,
  returnDelivered: MARKETPLACE,
  returnAccepted: SELLER,
  returnContested: SELLER,
  replacementShipped: SELLER,
  replacementConfirmed: BUYER,
  replacementFaulty: BUYER,
  refundSucceeded: PROVIDER,
  refundFailed: PROVIDER,
  refundRecordedByHand: ['lead'],
  chargebackOpened: MARKETPLACE,
  chargebackEnded: MARKETPLACE,
  chargebackLost: MARKETPLACE,
  buyerReopened: BUYER,
  closedByLead: ['lead'],
  deadlinePassed: ['clock'],
};

export const EVENT_TYPES = Object.keys(ACTORS_OF) as EventType[];
