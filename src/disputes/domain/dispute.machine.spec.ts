import { describe, expect, it } from '@jest/globals';
import { claimForm, POLICY, START } from '../../../test/support/dispute-story.js';
import { wantedDeadlines } from './deadlines.js';
import { decide, knows } from './decide.js';
import { disputeMachine } from './dispute.machine.js';
import { ACTORS_OF, EVENT_TYPES, type DisputeEvent, type EventType } from './events.js';
import { firstFacts, type Facts, type RefundFact } from './facts.js';
import { STATES, type State } from './states.js';

const facts = firstFacts({ buyer: 'bea', seller: 'sol' }, 'EUR', { ...claimForm({ amount: 1 }), shipping: 0, amount: 1 });
const refund: RefundFact = { id: 'rf_1', amount: 1, status: 'pending', keyNo: 1, asks: 0, retries: 0 };

/** Facts that make every conditional deadline of the table wanted. */
const EVERYTHING: Facts = { ...facts, appealUntil: 1, reopenUntil: 1, refund };

function metaOf(state: State): readonly string[] {
  const [stage = '', step] = state.split('.');
  const outer = disputeMachine.root.states[stage];
  const node = step === undefined ? outer : outer?.states[step];
  return (node?.meta as { deadlines?: string[] } | undefined)?.deadlines ?? [];
}

/** workflow.md, table "Events", by hand: which public states take the event. `*` stands for every step of a stage. */
const OPEN = 'opened negotiation.* escalated.* decided appealed.* returning.* replacing.* refunding.* suspended';
const TABLE: Record<Exclude<EventType, 'buyerStarted'>, string> = {
  buyerRevisedDraft: 'draft',
  draftDiscarded: 'draft',
  evidenceAdded: `draft ${OPEN}`,
  evidenceRemoved: `draft ${OPEN}`,
  evidenceRedacted: `draft ${OPEN} closed.*`,
  evidenceErased: `draft ${OPEN} closed.*`,
  messageSent: OPEN,
  buyerOpened: 'draft',
  buyerAmended: 'opened',
  sellerAcceptedClaim: 'opened negotiation.* escalated.*',
  sellerOffered: 'opened negotiation.awaitingSeller escalated.* appealed.*',
  sellerRejected: 'opened',
  buyerOffered: 'negotiation.awaitingBuyer escalated.* appealed.*',
  buyerAcceptedOffer: 'negotiation.awaitingBuyer',
  sellerAcceptedOffer: 'negotiation.awaitingSeller',
  buyerRejectedOffer: 'negotiation.awaitingBuyer escalated.* appealed.*',
  sellerRejectedOffer: 'negotiation.awaitingSeller escalated.* appealed.*',
  partiesAgreed: 'escalated.* appealed.*',
  buyerEscalated: 'opened negotiation.*',
  sellerEscalated: 'negotiation.*',
  buyerWithdrew: 'opened negotiation.* escalated.*',
  // Under review it is declared only to be refused with `case_held`.
  caseTaken: 'escalated.queued appealed.queued escalated.underReview appealed.underReview',
  caseReleased: 'escalated.underReview appealed.underReview',
  arbitratorRecused: 'escalated.underReview appealed.underReview',
  informationRequested: 'escalated.underReview appealed.underReview',
  informationGiven: 'escalated.awaitingInformation appealed.awaitingInformation',
  settlementProposed: 'escalated.underReview',
  settlementAccepted: 'escalated.awaitingAgreement',
  settlementRejected: 'escalated.awaitingAgreement',
  claimReclassified: 'escalated.underReview appealed.underReview',
  caseReassigned: 'escalated.queued escalated.underReview escalated.awaitingInformation escalated.awaitingAgreement appealed.queued appealed.underReview appealed.awaitingInformation',
  deadlineExtended: 'opened negotiation.* escalated.* decided appealed.* returning.* replacing.*',
  arbitratorRuled: 'escalated.underReview',
  rulingApproved: 'escalated.awaitingApproval appealed.awaitingApproval',
  rulingRefused: 'escalated.awaitingApproval appealed.awaitingApproval',
  ruledInadmissible: 'escalated.underReview',
  partyAppealed: 'decided closed.inadmissible',
  appealWithdrawn: 'appealed.*',
  appealRuled: 'appealed.underReview',
  appealRemanded: 'appealed.underReview',
  appealWaived: 'decided',
  returnAddressGiven: 'returning.awaitingAddress',
  returnWaived: 'returning.awaitingAddress returning.awaitingShipment',
  returnShipped: 'returning.awaitingShipment',
  returnDelivered: 'returning.inTransit suspended',
  returnAccepted: 'returning.inTransit returning.inspection',
  returnContested: 'returning.inspection',
  replacementShipped: 'replacing.awaitingShipment',
  replacementConfirmed: 'replacing.inTransit',
  replacementFaulty: 'replacing.inTransit',
  refundSucceeded: 'refunding.* suspended',
  refundFailed: 'refunding.* suspended',
  refundRecordedByHand: 'refunding.failed',
  chargebackOpened: OPEN,
  chargebackEnded: 'suspended',
  chargebackLost: 'suspended',
  buyerReopened: 'closed.withdrawn closed.expired',
  closedByLead: 'opened negotiation.* escalated.* suspended',
  deadlinePassed: `draft ${OPEN} closed.withdrawn closed.expired closed.inadmissible`,
};

const statesIn = (text: string): State[] => {
  const names = text.split(' ');
  return STATES.filter((state) => names.includes(state) || names.includes(`${state.split('.')[0]}.*`));
};

describe('the machine', () => {
  it('has every state of workflow.md and no other', () => {
    const leaves = Object.entries(disputeMachine.root.states).flatMap(([stage, node]) => {
      const steps = Object.keys(node.states);
      return steps.length === 0 ? [stage] : steps.map((step) => `${stage}.${step}`);
    });
    expect(leaves.sort()).toEqual([...STATES].sort());
    expect(STATES).toHaveLength(30);
  });

  it('takes every event in exactly the states of workflow.md', () => {
    expect(Object.keys(TABLE).sort()).toEqual(EVENT_TYPES.filter((type) => type !== 'buyerStarted').sort());
    for (const [type, text] of Object.entries(TABLE)) {
      const taken = STATES.filter((state) => knows(state, type as EventType));
      expect({ type, taken }).toEqual({ type, taken: statesIn(text) });
    }
  });

  it('names in `meta.deadlines` what is armed in each state', () => {
    for (const state of STATES) {
      const running = wantedDeadlines(state, EVERYTHING).filter(({ paused }) => paused !== true).map(({ kind }) => kind);
      expect({ state, running: running.sort() }).toEqual({ state, running: [...metaOf(state)].sort() });
    }
  });

  it('never uses what XState would do by itself', () => {
    const stages = Object.values(disputeMachine.root.states);
    const nodes = [disputeMachine.root, ...stages, ...stages.flatMap(({ states }) => Object.values(states))];
    expect(nodes.length).toBeGreaterThan(30);
    for (const node of nodes) {
      const { after, invoke, type } = node as { after: unknown; invoke: unknown; type: string };
      expect({ id: node.id, after, invoke }).toEqual({ id: node.id, after: [], invoke: [] });
      expect(['atomic', 'compound']).toContain(type);
    }
  });
});

describe('closed.settled, closed.ruled and closed.superseded', () => {
  const TOLD_FROM_OUTSIDE = ['refundSucceeded', 'refundFailed', 'chargebackOpened', 'deadlinePassed'];

  it.each(['closed.settled', 'closed.ruled', 'closed.superseded', 'discarded'] as const)('%s accepts nothing', (state) => {
    for (const type of EVENT_TYPES.filter((name) => name !== 'buyerStarted')) {
      const event = { type, refundId: 'rf_1', keyNo: 1, reference: 'cb_1', kind: 'reopen', dueAt: new Date(START).toISOString() };
      const actor = { role: ACTORS_OF[type][0] as 'buyer', id: 'bea' };
      const paid: Facts = { ...facts, refund: { ...refund, status: 'succeeded' } };
      const decision = decide({ disputeId: 'dp_1', state, facts: paid, deadlines: [], now: START, policy: POLICY }, event as unknown as DisputeEvent, actor);
      expect({ type, outcome: decision.outcome }).not.toMatchObject({ outcome: 'accepted' });
      if (TOLD_FROM_OUTSIDE.includes(type)) expect({ type, outcome: decision.outcome }).toEqual({ type, outcome: 'unchanged' });
    }
  });
});
