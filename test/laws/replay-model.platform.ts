import type { EventOf, EventType } from '../../src/disputes/domain/events.js';
import type { Actor } from '../../src/disputes/domain/facts.js';
import { carryOut, mayAppeal, type Memory, newAppealEnd, type Remedy, running } from './replay-memory.js';

/* The half of workflow.md's table that is about the platform: cases, rulings, appeals. */

const FOUR_EYES = 50_000;

/** `from` names states (`escalated.*` all of a stage); `if` refuses; `to` names the next state, or works it out. */
export interface Row<E> {
  readonly from: string;
  readonly if?: (m: Memory, e: E, who: Actor) => boolean;
  readonly then?: (m: Memory, e: E, who: Actor) => void;
  readonly to?: string | ((m: Memory, e: E, who: Actor) => string);
}

const holds = (m: Memory, _e: object, who: Actor): boolean => m.holder === who.id;

export function allowed(m: Memory, { kind, amount }: { kind: string; amount: number | null }): boolean {
  if (m.scope === 'return') return kind === 'refund' && (amount ?? m.claim) <= m.claim;
  const kinds = m.reason === 'missing_items' ? ['refund', 'replacement'] : ['refund', 'return_and_refund', 'replacement'];
  return kinds.includes(kind) && (amount ?? m.claim) <= m.claim;
}

/** A ruling in force: somebody may appeal, or it is carried out at once. */
function inForce(m: Memory, ruling: Remedy, onAppeal: boolean): string {
  m.ruling = ruling;
  m.everRuled = true;
  m.waived = [];
  m.pending = null;
  return !onAppeal && mayAppeal(m).length > 0 ? 'decided' : carryOut(m, ruling, 'ruled');
}

function isRulable(m: Memory, remedy: Remedy): boolean {
  return remedy.kind === 'none' || allowed(m, remedy);
}

function rule(m: Memory, ruling: Remedy, who: Actor, stage: 'escalated' | 'appealed'): string {
  // Who rules on appeal has judged when that takes force, not when a second person refuses it.
  if (stage === 'escalated' || ruling.amount <= FOUR_EYES) m.judges.add(who.id);
  if (ruling.amount <= FOUR_EYES) return inForce(m, ruling, stage === 'appealed');
  m.pending = { ...ruling, author: who.id };
  return `${stage}.awaitingApproval`;
}

const mayApprove = (m: Memory, _e: object, { id }: Actor): boolean =>
  m.pending?.author !== id && id !== 'bea' && id !== 'sol' && !m.judges.has(id);

const handingBack: readonly Row<object>[] = [
  { from: 'escalated.underReview appealed.underReview', if: holds, to: (m) => m.state.replace('underReview', 'queued') },
];

export const PLATFORM: { readonly [T in EventType]?: readonly Row<EventOf<T>>[] } = {
  caseTaken: [
    {
      from: 'escalated.queued appealed.queued',
      if: (m, _e, { id }) => id !== 'bea' && id !== 'sol' && !m.judges.has(id),
      then: (m, _e, { id }) => void (m.holder = id),
      to: (m) => m.state.replace('queued', 'underReview'),
    },
  ],
  caseReleased: handingBack,
  arbitratorRecused: handingBack,
  informationRequested: [
    {
      from: 'escalated.underReview appealed.underReview',
      if: (m, e, who) => holds(m, e, who) && e.addressees.length > 0,
      then: (m, e) => void (m.awaiting = [...e.addressees]),
      to: (m) => m.state.replace('underReview', 'awaitingInformation'),
    },
  ],
  informationGiven: [
    {
      from: 'escalated.awaitingInformation appealed.awaitingInformation',
      if: (m, _e, who) => m.awaiting.some((party) => party === who.role),
      then: (m, _e, who) => void (m.awaiting = m.awaiting.filter((party) => party !== who.role)),
      to: (m) => (m.awaiting.length === 0 ? m.state.replace('awaitingInformation', 'underReview') : m.state),
    },
  ],
  settlementProposed: [
    {
      from: 'escalated.underReview',
      if: (m, e, who) => holds(m, e, who) && allowed(m, e.remedy),
      then: (m, e) => void (m.settlement = { remedy: { ...e.remedy, amount: e.remedy.amount ?? m.claim }, accepted: [] }),
      to: 'escalated.awaitingAgreement',
    },
  ],
  settlementAccepted: [
    {
      from: 'escalated.awaitingAgreement',
      if: (m, _e, who) => !m.settlement.accepted.includes(who.role),
      then: (m, _e, who) => void m.settlement.accepted.push(who.role),
      to: (m) => (m.settlement.accepted.length === 2 ? carryOut(m, m.settlement.remedy, 'settled') : m.state),
    },
  ],
  settlementRejected: [{ from: 'escalated.awaitingAgreement', to: 'escalated.underReview' }],
  claimReclassified: [{ from: 'escalated.underReview appealed.underReview', if: (m, e, who) => holds(m, e, who) && m.reason !== e.reason, then: (m, e) => void (m.reason = e.reason) }],
  caseReassigned: [
    {
      from: 'escalated.queued escalated.underReview escalated.awaitingInformation escalated.awaitingAgreement appealed.queued appealed.underReview appealed.awaitingInformation',
      if: (m, { to }) => (to === null ? m.state.endsWith('.underReview') : to !== m.holder && !m.judges.has(to)),
      then: (m, { to }) => void (m.holder = to),
      to: (m, { to }) => (to === null ? m.state.replace('underReview', 'queued') : m.state.replace('queued', 'underReview')),
    },
  ],
  deadlineExtended: [
    {
      from: 'opened negotiation.* escalated.* decided appealed.* returning.* replacing.*',
      if: (m, e, who) => {
        const theirs = who.role === 'lead' || (e.kind === 'information' && (holds(m, e, who) || m.awaiting.includes(who.role)));
        return theirs && running(m).includes(e.kind) && !m.extended.has(e.kind);
      },
      then: (m, e) => void m.extended.add(e.kind),
    },
  ],
  arbitratorRuled: [
    {
      from: 'escalated.underReview',
      if: (m, e, who) => holds(m, e, who) && isRulable(m, e.ruling.grant.remedy),
      to: (m, e, who) => rule(m, e.ruling.grant.remedy, who, 'escalated'),
    },
  ],
  rulingApproved: [
    {
      from: 'escalated.awaitingApproval appealed.awaitingApproval',
      if: mayApprove,
      then: (m, _e, { id }) => void m.judges.add(id).add(m.pending?.author ?? id),
      to: (m) => inForce(m, m.pending ?? m.asked, m.state.startsWith('appealed')),
    },
  ],
  rulingRefused: [{ from: 'escalated.awaitingApproval appealed.awaitingApproval', if: mayApprove, to: (m) => m.state.replace('awaitingApproval', 'underReview') }],
  ruledInadmissible: [
    {
      from: 'escalated.underReview',
      if: (m, e, who) => m.scope === 'claim' && holds(m, e, who),
      then: (m, _e, { id }) => {
        m.judges.add(id);
        m.everRuled = true;
        m.appealableUntil = newAppealEnd(m);
      },
      to: 'closed.inadmissible',
    },
  ],
  partyAppealed: [
    {
      from: 'decided',
      if: (m, _e, who) => mayAppeal(m).some((party) => party === who.role),
      then: (m, _e, who) => {
        m.appealed.push(who.role);
        m.appeal = { by: who.role, from: 'decided' };
      },
      to: 'appealed.queued',
    },
    {
      from: 'closed.inadmissible',
      if: (m, _e, who) => who.role === 'buyer' && m.appealableUntil !== null && m.now < m.appealableUntil,
      then: (m) => {
        m.appealed.push('buyer');
        m.appeal = { by: 'buyer', from: 'inadmissible' };
        m.appealableUntil = null;
      },
      to: 'appealed.queued',
    },
  ],
  appealWithdrawn: [
    {
      from: 'appealed.*',
      if: (m, _e, who) => m.appeal?.by === who.role,
      to: (m) => {
        if (m.appeal?.from === 'inadmissible') return 'closed.inadmissible';
        return mayAppeal(m).length > 0 ? 'decided' : carryOut(m, m.ruling, 'ruled');
      },
    },
  ],
  appealRuled: [
    {
      from: 'appealed.underReview',
      if: (m, e, who) => {
        if (!holds(m, e, who)) return false;
        if (m.appeal?.from === 'inadmissible') return e.outcome === 'uphold';
        return e.outcome === 'uphold' || (e.ruling !== undefined && isRulable(m, e.ruling.grant.remedy));
      },
      to: (m, e, who) => {
        if (m.appeal?.from === 'inadmissible') return 'closed.inadmissible';
        return rule(m, (e.outcome === 'uphold' ? m.ruling : e.ruling?.grant.remedy) ?? m.asked, who, 'appealed');
      },
    },
  ],
  appealRemanded: [{ from: 'appealed.underReview', if: holds, then: (m) => void Object.assign(m, { ruling: null, waived: [], madeAtDesk: { buyer: 0, seller: 0 } }), to: 'escalated.queued' }],
  appealWaived: [
    {
      from: 'decided',
      if: (m, _e, who) => mayAppeal(m).some((party) => party === who.role),
      then: (m, _e, who) => void m.waived.push(who.role),
      to: (m) => (mayAppeal(m).length > 0 ? 'decided' : carryOut(m, m.ruling, 'ruled')),
    },
  ],
};
