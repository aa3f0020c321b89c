import type { OrderFacts, OtherDispute } from '../orders/index.js';
import type { Policy } from '../policy/index.js';
import type { Situation } from './domain/decide.js';
import type { Deadline } from './domain/deadlines.js';
import type { Audience } from './domain/chain.js';
import type { AppealStatus, InformationStatus, SettlementStatus } from './domain/desk.differences.js';
import type { Actor, EvidenceKind, Facts, Party } from './domain/facts.js';
import type { State } from './domain/states.js';

export type OfferStatus = 'open' | 'accepted' | 'rejected' | 'superseded' | 'expired';

export interface OfferRecord {
  readonly id: string;
  readonly by: 'buyer' | 'seller' | 'platform';
  readonly kind: string;
  readonly amount: number;
  readonly status: OfferStatus;
  readonly message: string | null;
  readonly createdAt: number;
}

export type RulingStatus = 'awaiting_approval' | 'in_force' | 'refused' | 'replaced';

export interface RulingRecord {
  readonly id: string;
  readonly status: RulingStatus;
  readonly document: Readonly<Record<string, unknown>> | null;
  readonly sha256: string;
  readonly createdAt: number;
}

/** What the desk asks, as it was written. `for` names one of the addressees; without it both are asked. */
export interface InformationDocument {
  readonly questions: readonly { readonly for?: Party; readonly text: string }[];
  readonly wantedEvidence: readonly { readonly for?: Party; readonly kind?: EvidenceKind; readonly requirement?: string; readonly text: string }[];
}

export interface InformationAnswerRecord {
  readonly by: Party;
  readonly text: string | null;
  readonly evidenceIds: readonly string[];
  readonly at: number;
}

export interface InformationRequestRecord {
  readonly id: string;
  readonly addressees: readonly Party[];
  readonly status: InformationStatus;
  /** Null once it was erased. */
  readonly document: InformationDocument | null;
  readonly answers: readonly InformationAnswerRecord[];
  readonly createdAt: number;
}

export interface SettlementRecord {
  readonly id: string;
  readonly kind: string;
  readonly amount: number;
  readonly status: SettlementStatus;
  readonly text: string | null;
  readonly acceptedBy: readonly Party[];
  readonly createdAt: number;
}

export interface AppealRecord {
  readonly id: string;
  readonly by: Party;
  readonly ground: string;
  readonly text: string | null;
  readonly evidenceIds: readonly string[];
  readonly status: AppealStatus;
  readonly createdAt: number;
}

export interface RefundRecord {
  readonly id: string;
  readonly amount: number;
  readonly status: 'pending' | 'unknown' | 'failed' | 'succeeded';
  readonly keyNo: number;
  readonly providerReference: string | null;
  readonly requestedAt: number;
  readonly settledAt: number | null;
}

/** One event of the log, as the timeline tells it. `actor` is the real one: views decide what of it a reader sees. */
export interface EventRecord {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly actor: Actor;
  readonly fromState: string | null;
  readonly toState: string;
  /** Of the dispute, after it; only with the last events. */
  readonly version?: number;
  readonly audience: Audience;
  readonly input: Readonly<Record<string, unknown>>;
  /** What was said with it, by field; null where nothing was, or where it was erased. */
  readonly texts: Readonly<Record<string, string>> | null;
  readonly at: number;
}

/** How long the desk took lately: half of the cases at most `median`, nine in ten at most `p90` (milliseconds), over so many cases. */
export interface MeasuredWait {
  readonly kind: 'pickup' | 'decision';
  readonly cases: number;
  readonly median: number | null;
  readonly p90: number | null;
  /** How many cases nobody had taken up. */
  readonly queued: number;
  /** Epoch milliseconds by the law's clock. */
  readonly asOf: number;
}

/** What a party who waits for the platform can be told. */
export interface WaitRecord {
  /** How many cases come before theirs; null where it is not in the queue. */
  readonly ahead: number | null;
  /** Null before anything was measured. */
  readonly measured: readonly MeasuredWait[] | null;
}

/** One dispute with everything that deciding on it or showing it needs; read in one statement. Times are epoch milliseconds. */
export interface Dispute {
  readonly id: string;
  readonly number: string;
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly currency: string;
  readonly state: State;
  readonly policy: string;
  readonly seq: number;
  readonly version: number;
  readonly chainHead: string;
  readonly facts: Facts;
  readonly statement: string | null;
  readonly deadlines: readonly Deadline[];
  readonly offers: readonly OfferRecord[];
  readonly rulings: readonly RulingRecord[];
  readonly refund: RefundRecord | null;
  readonly informationRequests: readonly InformationRequestRecord[];
  readonly settlements: readonly SettlementRecord[];
  readonly appeals: readonly AppealRecord[];
  readonly createdAt: number;
  /** The last event that both sides may know of. */
  readonly updatedAt: number;
  /** The database's clock when it was read: the decision's now. */
  readonly now: number;
  /** Only where a decision needs it: what the order says, and the other disputes of the same order. */
  readonly order: OrderFacts | null;
  readonly others: readonly OtherDispute[];
  /** Only where asked for: the last events, newest first. */
  readonly recent: readonly EventRecord[];
  /** How many messages are news to whoever it was read for; null where nothing was counted for them. */
  readonly unread: number | null;
  /** Only where it was read for a party, and is with the platform. */
  readonly wait: WaitRecord | null;
}

/** The part of a dispute that the law decides on. */
export function situationOf({ id: disputeId, state, facts, deadlines, now }: Dispute, policy: Policy): Situation {
  return { disputeId, state, facts, deadlines, now, policy };
}
