import { newId } from '../../src/foundation/ids.js';
import { assessClaim } from '../../src/orders/index.js';
import type { Setting } from '../../src/disputes/drafting.js';
import type { DisputeEvent, EventType, InputOf } from '../../src/disputes/domain/events.js';
import { otherParty, type Actor, type ActorRole, type Party } from '../../src/disputes/domain/facts.js';
import type { DeadlineKind, RemedyKind } from '../../src/policy/domain/policy.js';

/** What a test wants to be otherwise than usual. */
export interface Wish {
  readonly kind?: RemedyKind;
  /** Which part of the claim is offered or ruled. */
  readonly share?: number;
  readonly hasAddress?: boolean;
  readonly outcome?: 'uphold' | 'modify' | 'overturn';
  readonly reference?: string;
  readonly deadline?: DeadlineKind;
  readonly addressees?: readonly Party[];
  /** To whom a lead gives the case; null: to nobody. */
  readonly to?: string | null;
}

interface Scene extends Setting {
  readonly wish: Wish;
}

const remedy = ({ wish, dispute }: Scene, share: number) => ({ kind: wish.kind ?? 'refund', amount: Math.round((wish.share ?? share) * dispute.facts.claim.amount) });
const assessment = ({ dispute, policy }: Scene) => assessClaim(dispute.order!, dispute.others, dispute.facts.claim, policy);
const offer = (s: Scene, share: number): InputOf<'sellerOffered'> => ({
  offerId: newId('of'), remedy: remedy(s, share), hasAddress: s.wish.hasAddress ?? false, message: s.draft.commit('message', 'What about this?'),
});

/** The offer somebody would answer: one of the other side, else any, else one that never was. */
const answered = ({ dispute: { facts }, role }: Scene) => {
  const theirs = facts.openOffers.find(({ by }) => by === otherParty(role as Party));
  return { offerId: (theirs ?? facts.openOffers[0])?.id ?? 'of_none' };
};

const ruling = (s: Scene, share: number): InputOf<'arbitratorRuled'> => {
  const given = remedy(s, share);
  const grant = { remedy: given, items: given.amount, shipping: 0 };
  const { claim } = s.dispute.facts;
  const document = s.draft.commitDocument({ outcome: 'partly', remedy: given });
  return { ruling: { id: newId('rul'), grant, evidenceIds: [], document }, refundable: { items: claim.amount - claim.shipping, shipping: 0 } };
};

const refund = ({ dispute: { facts } }: Scene) => ({ refundId: facts.refund?.id ?? 'rf_none', keyNo: facts.refund?.keyNo ?? 1 });
const openChargeback = ({ dispute, wish }: Scene) => ({ reference: wish.reference ?? dispute.facts.chargebacks.open[0] ?? 'cb-none' });
const parcel = () => ({ carrier: 'DHL', trackingNumber: 'JD014' });
const text = ({ draft }: Scene) => ({ text: draft.commit('text', 'This is what I have to say.') });

/** A piece that this role could work on: a party's own, anybody's for whoever serves both. */
const pieceAtHand = ({ facts }: Setting['dispute'], role: ActorRole) => facts.evidence.find(({ by }) => by === role || (role !== 'buyer' && role !== 'seller'));

const revised = ({ dispute: { facts } }: Scene) => ({
  reason: 'other', items: facts.claim.items, requested: { kind: 'refund', amount: null }, statementLength: 40,
}) as const;

/** The running deadline that is meant, or the next. */
export function deadlineMeant({ deadlines, now }: Setting['dispute'], wish: Wish): InputOf<'deadlinePassed'> {
  const running = deadlines.filter(({ pausedLeft }) => pausedLeft === null);
  const meant = wish.deadline === undefined ? running.toSorted((a, b) => a.dueAt - b.dueAt)[0] : running.find(({ kind }) => kind === wish.deadline);
  return { kind: meant?.kind ?? wish.deadline ?? 'sellerResponse', dueAt: new Date(meant?.dueAt ?? now).toISOString() };
}

/** What somebody could well send with each event, as the dispute stands. The list is complete or does not compile. */
const INPUTS: { readonly [T in EventType]: (scene: Scene) => InputOf<T> } = {
  buyerStarted: (s) => ({ claim: revised(s), orderId: s.dispute.orderId, sellerId: s.dispute.sellerId, currency: 'EUR', statement: s.draft.commit('statement', 'It is broken.') }),
  buyerRevisedDraft: (s) => ({ claim: revised(s), statement: s.draft.commit('statement', 'It is broken, and the foot is bent too.') }),
  draftDiscarded: () => ({}),
  evidenceAdded: ({ role }) => ({ evidence: { id: newId('ev'), by: role as Party, kind: 'photo', content: '0'.repeat(64), size: 1000 } }),
  evidenceRemoved: ({ dispute, role }) => ({ evidenceId: dispute.facts.evidence.find(({ by }) => by === role)?.id ?? 'ev_none' }),
  evidenceRedacted: ({ dispute, role }) => ({ evidenceId: pieceAtHand(dispute, role)?.id ?? 'ev_none', redaction: (pieceAtHand(dispute, role)?.redaction ?? 0) + 1, reasonCode: 'third_person', regions: 2 }),
  evidenceErased: ({ dispute, role }) => ({ evidenceId: pieceAtHand(dispute, role)?.id ?? 'ev_none', reasonCode: 'data_subject_request' }),
  messageSent: (s) => ({ messageId: newId('msg'), audience: 'parties', ...text(s), evidenceIds: [] }),
  buyerOpened: (s) => ({ assessment: assessment(s) }),
  buyerAmended: (s) => ({ claim: revised(s), statement: s.draft.commit('statement', 'It is more broken than I thought.'), assessment: assessment(s) }),
  sellerAcceptedClaim: () => ({}),
  sellerOffered: (s) => offer(s, 1 / 3),
  sellerRejected: (s) => ({ reason: 'damaged_by_user', ...text(s) }),
  buyerOffered: (s) => offer(s, 2 / 3),
  buyerAcceptedOffer: answered,
  sellerAcceptedOffer: answered,
  buyerRejectedOffer: (s) => ({ ...answered(s), ...text(s) }),
  sellerRejectedOffer: (s) => ({ ...answered(s), ...text(s) }),
  partiesAgreed: answered,
  buyerEscalated: text,
  sellerEscalated: text,
  buyerWithdrew: text,
  caseTaken: () => ({}),
  caseReleased: () => ({}),
  arbitratorRecused: ({ draft }) => ({ text: draft.commit('text', 'I know the buyer from school.') }),
  informationRequested: ({ draft, wish }) => ({
    requestId: newId('ir'), addressees: wish.addressees ?? ['buyer', 'seller'],
    questions: draft.commitDocument({ questions: [{ text: 'What happened?' }], wantedEvidence: [] }),
  }),
  informationGiven: (s) => ({ requestId: s.dispute.facts.information?.id ?? 'msg_none', ...text(s) }),
  settlementProposed: (s) => ({ settlementId: newId('st'), remedy: remedy(s, 1 / 2), ...text(s) }),
  settlementAccepted: ({ dispute }) => ({ settlementId: dispute.facts.settlement?.id ?? 'of_none' }),
  settlementRejected: ({ dispute }) => ({ settlementId: dispute.facts.settlement?.id ?? 'of_none' }),
  claimReclassified: () => ({ reason: 'defective' }),
  caseReassigned: ({ dispute, draft, wish }) => ({
    to: wish.to === undefined ? (ARBITRATORS.find((id) => !dispute.facts.decidedBy.includes(id) && id !== dispute.facts.holder) ?? 'dora') : wish.to,
    text: draft.commit('text', 'Somebody is ill.'),
  }),
  deadlineExtended: ({ dispute, role, wish, draft }) => {
    const party = role === 'buyer' || role === 'seller';
    const { kind } = party ? { kind: 'information' } : deadlineMeant(dispute, wish);
    const { duration = 0 } = dispute.deadlines.find((deadline) => deadline.kind === kind) ?? {};
    return { kind, by: duration, ...(party ? {} : { text: draft.commit('text', 'They were ill.') }) };
  },
  arbitratorRuled: (s) => ruling(s, 1 / 3),
  rulingApproved: ({ dispute }) => ({ rulingId: dispute.facts.pendingRuling?.id ?? 'rul_none' }),
  rulingRefused: (s) => ({ rulingId: s.dispute.facts.pendingRuling?.id ?? 'rul_none', ...text(s) }),
  ruledInadmissible: (s) => ({ reasonCode: 'not_covered', ...text(s) }),
  partyAppealed: (s) => ({ appealId: newId('ap'), ground: 'new_evidence', ...text(s), assessment: assessment(s) }),
  appealWithdrawn: () => ({}),
  appealRuled: (s) =>
    s.dispute.facts.appeal?.from === 'inadmissible'
      ? { outcome: 'uphold', refundable: { items: 0, shipping: 0 } }
      : { outcome: s.wish.outcome ?? 'modify', ...ruling(s, 1 / 2) },
  appealRemanded: text,
  appealWaived: () => ({}),
  returnAddressGiven: ({ draft }) => ({ address: draft.commit('address', 'Calle Mayor 1, 28013 Madrid') }),
  returnWaived: () => ({}),
  returnShipped: parcel,
  returnDelivered: ({ dispute }) => ({ deliveredAt: new Date(dispute.now).toISOString() }),
  returnAccepted: () => ({}),
  returnContested: (s) => ({ reason: 'damaged_by_user', ...text(s), evidenceIds: [] }),
  replacementShipped: parcel,
  replacementConfirmed: () => ({}),
  replacementFaulty: text,
  refundSucceeded: (s) => ({ ...refund(s), providerReference: 'psp-1' }),
  refundFailed: (s) => ({ ...refund(s), failure: 'account_closed' }),
  refundRecordedByHand: (s) => ({ refundId: refund(s).refundId, reference: 'bank-transfer-7', evidenceIds: [] }),
  chargebackOpened: ({ dispute, wish }) => ({ reference: wish.reference ?? `cb-${dispute.seq}` }),
  chargebackEnded: openChargeback,
  chargebackLost: openChargeback,
  buyerReopened: (s) => ({ assessment: assessment(s) }),
  closedByLead: (s) => ({ reasonCode: 'duplicate', ...text(s) }),
  deadlinePassed: ({ dispute, wish }) => deadlineMeant(dispute, wish),
};

/** Events that are judged against the order. */
export const NEED_ORDER: readonly EventType[] = ['buyerOpened', 'buyerAmended', 'partyAppealed', 'buyerReopened'];

export function plausible(type: EventType, setting: Setting, wish: Wish = {}): DisputeEvent {
  return { type, ...INPUTS[type]({ ...setting, wish }) } as DisputeEvent;
}

const ARBITRATORS = ['arturo', 'berta', 'carla', 'dora'];

/** Who would do it in this role: the parties themselves; at the desk whoever holds the case, or somebody who may. */
export function personFor(role: ActorRole, type: EventType, { facts }: Setting['dispute']): Actor {
  if (role === 'buyer' || role === 'seller') return { role, id: facts.sides[role] };
  if (role !== 'arbitrator') return { role, id: role };
  const free = ARBITRATORS.find((id) => !facts.decidedBy.includes(id) && facts.pendingRuling?.by !== id) ?? 'arturo';
  const judgesAnother = type === 'rulingApproved' || type === 'rulingRefused';
  return { role, id: judgesAnother ? free : (facts.holder ?? free) };
}
