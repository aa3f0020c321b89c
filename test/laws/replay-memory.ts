import type { ClaimWish } from '../support/dispute-story.js';

const DAY = 86_400_000;

export interface Remedy {
  readonly kind: string;
  readonly amount: number;
  readonly address?: boolean;
}

/** What somebody who follows a dispute with workflow.md in hand would note down. */
export interface Memory {
  state: string;
  now: number;
  readonly claim: number;
  readonly asked: Remedy;
  reason: string;
  scope: 'claim' | 'return';
  closesAs: 'settled' | 'ruled';
  granted: number;
  openedAt: number;
  amended: boolean;
  reopened: boolean;
  reopenableUntil: number | null;
  sellerRejected: boolean;
  made: { buyer: number; seller: number };
  /** Offers made while the platform decides. */
  madeAtDesk: { buyer: number; seller: number };
  offers: { buyer?: Remedy & { id: string }; seller?: Remedy & { id: string } };
  holder: string | null;
  readonly judges: Set<string>;
  everRuled: boolean;
  ruling: Remedy | null;
  pending: (Remedy & { author: string }) | null;
  appealableUntil: number | null;
  readonly appealed: string[];
  waived: string[];
  appeal: { by: string; from: string } | null;
  awaiting: string[];
  settlement: { remedy: Remedy; accepted: string[] };
  refund: 'none' | 'pending' | 'unknown' | 'failed' | 'succeeded';
  key: number;
  origin: string;
  charges: string[];
  readonly known: string[];
  lost: boolean;
  /** Kinds of deadlines whose whole time was given once more. */
  readonly extended: Set<string>;
}

export function firstMemory({ amount, requested = { kind: 'refund', amount: null } }: ClaimWish, now: number): Memory {
  const asked = { kind: requested.kind, amount: requested.kind === 'replacement' ? amount : (requested.amount ?? amount) };
  return {
    state: 'draft', now, claim: amount, asked, reason: 'other', scope: 'claim', closesAs: 'settled', granted: 0, openedAt: 0,
    amended: false, reopened: false, reopenableUntil: null, sellerRejected: false, made: { buyer: 0, seller: 0 }, madeAtDesk: { buyer: 0, seller: 0 }, offers: {},
    holder: null, judges: new Set(), everRuled: false, ruling: null, pending: null, appealableUntil: null, appealed: [], waived: [],
    appeal: null, awaiting: [], settlement: { remedy: asked, accepted: [] }, refund: 'none', key: 0, origin: '', charges: [], known: [],
    lost: false, extended: new Set(),
  };
}

export const isInFlight = (m: Memory): boolean => m.refund === 'pending' || m.refund === 'unknown';

/** Where a remedy leads (workflow.md, "*remedy* as a target"). */
export function carryOut(m: Memory, remedy: Remedy | null | undefined, as: 'settled' | 'ruled'): string {
  if (remedy === null || remedy === undefined) throw new Error(`nothing to carry out in ${m.state}`);
  m.closesAs = as;
  m.granted = remedy.amount;
  if (remedy.kind === 'refund') return 'refunding.pending';
  if (remedy.kind === 'replacement') return 'replacing.awaitingShipment';
  if (remedy.kind === 'none') return `closed.${as}`;
  return remedy.address === true ? 'returning.awaitingShipment' : 'returning.awaitingAddress';
}

export function mayAppeal(m: Memory): string[] {
  if (m.ruling === null) return [];
  const { kind, amount } = m.ruling;
  const gotLess = amount < m.claim || kind !== (m.scope === 'return' ? 'refund' : m.asked.kind);
  const losers = [...(gotLess ? ['buyer'] : []), ...(kind === 'none' ? [] : ['seller'])];
  return losers.filter((party) => !m.appealed.includes(party) && !m.waived.includes(party));
}

export const newAppealEnd = (m: Memory): number | null => (m.appealed.includes('buyer') ? null : m.now + 10 * DAY);

/** What arriving in a state does, whatever led there. */
export function arrive(m: Memory, to: string, because: string): void {
  const stage = to.split('.')[0] ?? '';
  if (['decided', 'returning', 'replacing', 'refunding', 'closed'].includes(stage)) Object.assign(m, { offers: {}, madeAtDesk: { buyer: 0, seller: 0 }, holder: null, appeal: null });
  if (stage === 'closed') m.charges = [];
  if (stage === 'escalated') m.appeal = null;
  if (to.endsWith('.queued')) m.holder = null;
  if (m.state.endsWith('.queued')) m.extended.delete('decision');
  if (m.state.endsWith('.underReview')) m.extended.delete('information');
  if (to === 'refunding.pending' && (m.refund === 'none' || m.refund === 'failed')) Object.assign(m, { refund: 'pending', key: m.key + 1 });
  if (to === 'closed.withdrawn' || to === 'closed.expired') {
    if (to !== m.state) m.reopenableUntil = m.reopened || m.everRuled || because === 'returnShipment' ? null : m.now + 7 * DAY;
  }
  m.state = to;
}

/** workflow.md, column "deadline". */
const DEADLINES: Readonly<Record<string, readonly string[]>> = {
  draft: ['draft'],
  opened: ['sellerResponse', 'negotiation'],
  'negotiation.awaitingBuyer': ['buyerResponse', 'negotiation'],
  'negotiation.awaitingSeller': ['sellerResponse', 'negotiation'],
  'escalated.queued': ['pickup'],
  'escalated.underReview': ['decision'],
  'escalated.awaitingInformation': ['information'],
  'escalated.awaitingAgreement': ['settlement'],
  'escalated.awaitingApproval': ['approval'],
  decided: ['appealWindow'],
  'appealed.queued': ['pickup'],
  'appealed.underReview': ['appealDecision'],
  'appealed.awaitingInformation': ['information'],
  'appealed.awaitingApproval': ['approval'],
  'returning.awaitingAddress': ['returnAddress'],
  'returning.awaitingShipment': ['returnShipment'],
  'returning.inTransit': ['returnTransit'],
  'returning.inspection': ['inspection'],
  'replacing.awaitingShipment': ['replacementShipment'],
  'replacing.inTransit': ['replacementConfirm'],
  'refunding.pending': ['refundExecution'],
  'refunding.failed': ['refundRetry'],
};

/** The deadlines that run now. */
export function running(m: Memory): readonly string[] {
  if (m.state === 'suspended') return isInFlight(m) ? ['refundQuery', 'suspensionReview'] : ['suspensionReview'];
  if (m.state === 'closed.withdrawn' || m.state === 'closed.expired') return m.reopenableUntil === null ? [] : ['reopen'];
  if (m.state === 'closed.inadmissible') return m.appealableUntil === null ? [] : ['appealWindow'];
  return [...(DEADLINES[m.state] ?? [])].sort();
}
