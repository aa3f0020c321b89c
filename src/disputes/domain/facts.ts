import type { EvidenceKind, RemedyKind } from '../../policy/domain/policy.js';
import type { State } from './states.js';

export type { EvidenceKind, RemedyKind } from '../../policy/domain/policy.js';

export type Party = 'buyer' | 'seller';
/** Who did something. `provider` pays refunds, `clock` is a deadline that passed (workflow.md, "Words"). */
export type ActorRole = Party | 'arbitrator' | 'lead' | 'marketplace' | 'provider' | 'clock';

export interface Actor {
  readonly role: ActorRole;
  readonly id: string;
}

/** What is asked for, offered or ruled. `amount` is in minor units of the dispute's currency; a replacement's amount is the claim's, `none` is 0. */
export interface Remedy {
  readonly kind: RemedyKind;
  readonly amount: number;
}

/** Units of one order line: `units` are the concrete unit numbers (from 0), `amount` the sum of their shares of what was paid. */
export interface ClaimItem {
  readonly lineId: string;
  readonly quantity: number;
  readonly units: readonly number[];
  readonly amount: number;
}

/** What the buyer says. In a draft the units and amounts are not known yet: they are judged at opening. */
export interface Claim {
  readonly reason: string;
  /** The buyer's own reason, kept when an arbitrator reclassified. */
  readonly originalReason?: string;
  readonly subreason?: string;
  readonly items: readonly ClaimItem[];
  readonly shipping: number;
  readonly amount: number;
  /** `amount` null means: the whole claim. */
  readonly requested: { readonly kind: RemedyKind; readonly amount: number | null };
  readonly statementLength: number;
  readonly previousDisputeId?: string;
}

export interface OpenOffer {
  readonly id: string;
  readonly by: Party;
  readonly remedy: Remedy;
  /** The seller's offer already says where to send the goods back. */
  readonly hasAddress: boolean;
}

export interface EvidenceItem {
  readonly id: string;
  readonly by: Party;
  readonly kind: EvidenceKind;
  readonly requirement?: string;
  /**
   * `available` is staged: its owner's alone, who may still remove it. `sealed` is part of the dispute for good. Of an
   * `erased` one nothing is left but that there was one.
   */
  readonly status: 'available' | 'sealed' | 'erased';
  /** When it was sealed, epoch milliseconds; stays when it is erased. */
  readonly sealedAt?: number;
  /** Number of the newest redaction; what parties see of the piece was made by it. */
  readonly redaction?: number;
}

/** What a decision gives, split as money is booked: onto the claimed lines and onto shipping. */
export interface Grant {
  readonly remedy: Remedy;
  readonly items: number;
  readonly shipping: number;
}

export type AppealOutcome = 'uphold' | 'modify' | 'overturn';

/** The part of a ruling that steers the machine; its statement of reasons is a document of its own. */
export interface RulingFact {
  readonly id: string;
  readonly grant: Grant;
  readonly by: string;
  /** What it says about the ruling before, where it was made on appeal. */
  readonly onAppeal?: AppealOutcome;
}

export type RefundStatus = 'pending' | 'unknown' | 'failed' | 'succeeded';

export interface RefundFact {
  readonly id: string;
  readonly amount: number;
  readonly status: RefundStatus;
  /** Number in the provider's idempotency key; grows only after a confirmed failure. */
  readonly keyNo: number;
  /** How often the provider has been asked about the newest key. */
  readonly asks: number;
  /** How many times refundRetry has passed: chooses the next wait. */
  readonly retries: number;
}

export interface Chargebacks {
  readonly open: readonly string[];
  readonly known: readonly string[];
  /** One was lost while money was in flight: applied when the provider answers. */
  readonly lost: boolean;
}

export interface InformationFact {
  readonly id: string;
  readonly awaiting: readonly Party[];
  /** What evidence given now may be declared as, beside what the reason asks for. */
  readonly requirements?: readonly string[];
}

export interface SettlementFact {
  readonly id: string;
  readonly remedy: Remedy;
  readonly acceptedBy: readonly Party[];
}

/** All that a guard or the reading of a dispute needs beyond its state. Replaying the log gives exactly this. */
export interface Facts {
  readonly sides: Readonly<Record<Party, string>>;
  readonly currency: string;
  readonly claim: Claim;
  readonly scope: 'claim' | 'return';
  readonly closesAs: 'settled' | 'ruled';
  readonly openedAt: number | null;
  readonly closedAt: number | null;
  readonly amended: boolean;
  readonly reopened: boolean;
  /** Null where nothing may be reopened: not closed that way, too late, or closed from returning. */
  readonly reopenUntil: number | null;
  readonly sellerRejected: boolean;
  readonly offersMade: { readonly buyer: number; readonly seller: number };
  /** Made while the platform decides; begins anew on appeal and when a case is sent back. Absent until something is offered or ends what was. */
  readonly offersAtDesk?: { readonly buyer: number; readonly seller: number };
  readonly openOffers: readonly OpenOffer[];
  readonly evidence: readonly EvidenceItem[];
  /** Until when each side's staged evidence has been sealed: what was declared before and arrives later is sealed at once. */
  readonly sealedUntil: Readonly<Record<Party, number>>;
  readonly priority: number;
  readonly holder: string | null;
  /** Everyone who ruled or approved before any appeal: none of them may take it, or approve what is ruled there. */
  readonly decidedBy: readonly string[];
  readonly everRuled: boolean;
  readonly pendingRuling: RulingFact | null;
  /** How long, in milliseconds, the decision's clock stood still for rulings that nobody approved: nothing that parties may see. */
  readonly waitedInVain?: number;
  readonly ruling: RulingFact | null;
  readonly inadmissibleBy: 'ruling' | 'lead' | null;
  readonly appealUntil: number | null;
  readonly appealed: readonly Party[];
  readonly waived: readonly Party[];
  readonly appeal: { readonly id?: string; readonly by: Party; readonly from: 'decided' | 'inadmissible' } | null;
  readonly information: InformationFact | null;
  readonly settlement: SettlementFact | null;
  readonly silences: readonly Party[];
  readonly grant: Grant | null;
  readonly refund: RefundFact | null;
  readonly origin: State | null;
  readonly chargebacks: Chargebacks;
  /** A lost chargeback's amount, booked as refunded; never released. */
  readonly chargedBack: number;
}

/** The facts of a dispute that has just been started. */
export function firstFacts(sides: Facts['sides'], currency: string, claim: Claim): Facts {
  return {
    sides,
    currency,
    claim,
    scope: 'claim',
    closesAs: 'settled',
    openedAt: null,
    closedAt: null,
    amended: false,
    reopened: false,
    reopenUntil: null,
    sellerRejected: false,
    offersMade: { buyer: 0, seller: 0 },
    openOffers: [],
    evidence: [],
    sealedUntil: { buyer: 0, seller: 0 },
    priority: 0,
    holder: null,
    decidedBy: [],
    everRuled: false,
    pendingRuling: null,
    ruling: null,
    inadmissibleBy: null,
    appealUntil: null,
    appealed: [],
    waived: [],
    appeal: null,
    information: null,
    settlement: null,
    silences: [],
    grant: null,
    refund: null,
    origin: null,
    chargebacks: { open: [], known: [], lost: false },
    chargedBack: 0,
  };
}

/** Money that left for the provider and has no final answer yet. Unknown is not failed. */
export function moneyInFlight(facts: Facts): boolean {
  return facts.refund?.status === 'pending' || facts.refund?.status === 'unknown';
}

/** What a proposal is worth: money what was named, else the whole claim; a replacement always the claim, "nothing" nothing. */
export function remedyOf({ kind, amount }: Claim['requested'], claim: { readonly amount: number }): Remedy {
  if (kind === 'none') return { kind, amount: 0 };
  return { kind, amount: kind === 'replacement' ? claim.amount : (amount ?? claim.amount) };
}

export function requestedRemedy({ claim }: Facts): Remedy {
  return remedyOf(claim.requested, claim);
}

export function otherParty(party: Party): Party {
  return party === 'buyer' ? 'seller' : 'buyer';
}

/** Who may still appeal the ruling in force: the side it went against, once each (workflow.md, `partyAppealed`). */
export function mayAppeal(facts: Facts): Party[] {
  if (facts.inadmissibleBy === 'ruling') return facts.appealed.includes('buyer') ? [] : ['buyer'];
  if (facts.ruling === null) return [];
  const { kind, amount } = facts.ruling.grant.remedy;
  const asked = facts.scope === 'return' ? 'refund' : requestedRemedy(facts).kind;
  const against: Party[] = [];
  if (amount < facts.claim.amount || kind !== asked) against.push('buyer');
  if (kind !== 'none') against.push('seller');
  return against.filter((party) => !facts.appealed.includes(party) && !facts.waived.includes(party));
}
