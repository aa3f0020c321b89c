import { carryOut, type Memory } from './replay-memory.js';

const CAP = 5000;

/** What happens by itself, by state and deadline (workflow.md, "States"). */
export const WHEN_IT_PASSES: Readonly<Record<string, (m: Memory) => string>> = {
  draft: () => 'discarded',
  sellerResponse: (m) => {
    const asked = m.offers.buyer ?? m.asked;
    return asked.amount <= CAP ? carryOut(m, asked, 'settled') : 'escalated.queued';
  },
  buyerResponse: (m) => (m.offers.seller !== undefined && m.offers.seller.amount >= 0.8 * m.claim ? 'closed.expired' : 'escalated.queued'),
  negotiation: () => 'escalated.queued',
  pickup: (m) => m.state,
  decision: () => 'escalated.queued',
  appealDecision: () => 'appealed.queued',
  information: (m) => m.state.replace('awaitingInformation', 'underReview'),
  settlement: () => 'escalated.underReview',
  approval: (m) => m.state.replace('awaitingApproval', 'underReview'),
  appealWindow: (m) => {
    if (m.state === 'decided') return carryOut(m, m.ruling, 'ruled');
    m.appealableUntil = null;
    return m.state;
  },
  returnAddress: () => 'refunding.pending',
  returnShipment: () => 'closed.expired',
  returnTransit: (m) => {
    m.scope = 'return';
    return 'escalated.queued';
  },
  inspection: () => 'refunding.pending',
  replacementShipment: (m) => carryOut(m, { kind: 'refund', amount: m.claim }, m.closesAs),
  replacementConfirm: (m) => `closed.${m.closesAs}`,
  refundExecution: (m) => {
    m.refund = 'unknown';
    return 'refunding.failed';
  },
  refundRetry: (m) => (m.refund === 'failed' ? 'refunding.pending' : 'refunding.failed'),
  suspensionReview: () => 'suspended',
  refundQuery: () => 'suspended',
  reopen: (m) => {
    m.reopenableUntil = null;
    return m.state;
  },
};
