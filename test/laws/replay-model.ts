import type { EventOf, EventType, OfferInput } from '../../src/disputes/domain/events.js';
import type { Actor } from '../../src/disputes/domain/facts.js';
import { carryOut, isInFlight, type Memory } from './replay-memory.js';
import { allowed, PLATFORM, type Row } from './replay-model.platform.js';

/* workflow.md written down a second time, as a plain table. It shares no rule and no fact with the machine. */

const DAY = 86_400_000;

const OPEN = 'opened negotiation.* escalated.* decided appealed.* returning.* replacing.* refunding.* suspended';
const negotiating = (m: Memory): boolean => m.state === 'opened' || m.state.startsWith('negotiation');
const theirs = (who: Actor): 'buyer' | 'seller' => (who.role === 'buyer' ? 'seller' : 'buyer');

const offering = (from: string, by: 'buyer' | 'seller', to: string): Row<OfferInput> => ({
  from,
  if: (m, { remedy }) => {
    const wholeClaim = by === 'seller' && remedy.kind === 'refund' && remedy.amount === m.claim;
    return allowed(m, remedy) && (negotiating(m) ? m.made[by] < 3 && !wholeClaim : m.madeAtDesk[by] < 10);
  },
  then: (m, { offerId: id, remedy, hasAddress }) => {
    if (negotiating(m)) {
      m.made[by] += 1;
      m.offers = {};
    } else m.madeAtDesk[by] += 1;
    m.offers[by] = { id, kind: remedy.kind, amount: remedy.amount ?? m.claim, address: hasAddress };
  },
  to: (m) => (negotiating(m) ? to : m.state),
});

const answerable = (m: Memory, e: { offerId: string }, who: Actor): boolean => m.offers[theirs(who)]?.id === e.offerId;
const agreeing = (from: string): Row<{ offerId: string }> => ({
  from,
  if: answerable,
  to: (m, _e, who) => carryOut(m, m.offers[theirs(who)], 'settled'),
});

const closes = (m: Memory): string => `closed.${m.closesAs}`;

const isAwaited = (m: Memory): boolean => m.refund !== 'none';

/** workflow.md, "Events". */
export const TABLE: { readonly [T in EventType]?: readonly Row<EventOf<T>>[] } = {
  ...PLATFORM,
  buyerRevisedDraft: [{ from: 'draft' }],
  draftDiscarded: [{ from: 'draft', to: 'discarded' }],
  messageSent: [{ from: OPEN }],
  buyerOpened: [{ from: 'draft', then: (m) => void (m.openedAt = m.now), to: 'opened' }],
  buyerAmended: [{ from: 'opened', if: (m) => !m.amended, then: (m) => void (m.amended = true) }],
  sellerAcceptedClaim: [{ from: 'opened negotiation.* escalated.*', if: (m) => m.scope === 'claim', to: (m) => carryOut(m, m.asked, 'settled') }],
  sellerOffered: [offering('opened negotiation.awaitingSeller escalated.* appealed.*', 'seller', 'negotiation.awaitingBuyer')],
  buyerOffered: [offering('negotiation.awaitingBuyer escalated.* appealed.*', 'buyer', 'negotiation.awaitingSeller')],
  sellerRejected: [{ from: 'opened', then: (m) => void (m.sellerRejected = true), to: 'negotiation.awaitingBuyer' }],
  buyerAcceptedOffer: [agreeing('negotiation.awaitingBuyer')],
  sellerAcceptedOffer: [agreeing('negotiation.awaitingSeller')],
  partiesAgreed: [agreeing('escalated.* appealed.*')],
  buyerRejectedOffer: [{ from: 'negotiation.awaitingBuyer escalated.* appealed.*', if: answerable, then: (m) => void delete m.offers.seller }],
  sellerRejectedOffer: [
    {
      from: 'negotiation.awaitingSeller escalated.* appealed.*',
      if: answerable,
      then: (m) => {
        delete m.offers.buyer;
        m.sellerRejected = true;
      },
      to: (m) => (negotiating(m) ? 'negotiation.awaitingBuyer' : m.state),
    },
  ],
  buyerEscalated: [{ from: 'opened negotiation.*', if: (m) => m.sellerRejected || m.now >= m.openedAt + 3 * DAY, to: 'escalated.queued' }],
  sellerEscalated: [{ from: 'negotiation.*', to: 'escalated.queued' }],
  buyerWithdrew: [{ from: 'opened negotiation.* escalated.*', to: (m) => (m.scope === 'return' ? 'closed.settled' : 'closed.withdrawn') }],
  returnAddressGiven: [{ from: 'returning.awaitingAddress', to: 'returning.awaitingShipment' }],
  returnWaived: [{ from: 'returning.awaitingAddress returning.awaitingShipment', to: 'refunding.pending' }],
  returnShipped: [{ from: 'returning.awaitingShipment', to: 'returning.inTransit' }],
  returnDelivered: [
    { from: 'returning.inTransit', to: 'returning.inspection' },
    { from: 'suspended', if: (m) => m.origin === 'returning.inTransit', then: (m) => void (m.origin = 'returning.inspection') },
  ],
  returnAccepted: [{ from: 'returning.inTransit returning.inspection', to: 'refunding.pending' }],
  returnContested: [{ from: 'returning.inspection', then: (m) => void (m.scope = 'return'), to: 'escalated.queued' }],
  replacementShipped: [{ from: 'replacing.awaitingShipment', to: 'replacing.inTransit' }],
  replacementConfirmed: [{ from: 'replacing.inTransit', to: closes }],
  replacementFaulty: [{ from: 'replacing.inTransit', then: (m) => void (m.scope = 'return'), to: 'escalated.queued' }],
  refundSucceeded: [
    { from: 'refunding.*', then: (m) => void (m.refund = 'succeeded'), to: closes },
    { from: 'suspended', if: isAwaited, then: (m) => void (m.refund = 'succeeded'), to: (m) => (m.lost ? 'closed.superseded' : 'suspended') },
  ],
  refundFailed: [
    { from: 'refunding.*', then: (m) => void (m.refund = 'failed'), to: 'refunding.failed' },
    {
      from: 'suspended',
      if: isAwaited,
      then: (m) => {
        m.refund = 'failed';
        m.origin = 'refunding.failed';
      },
      to: (m) => (m.lost ? 'closed.superseded' : 'suspended'),
    },
  ],
  refundRecordedByHand: [{ from: 'refunding.failed', if: (m) => m.refund === 'failed', then: (m) => void (m.refund = 'succeeded'), to: closes }],
  chargebackOpened: [
    {
      from: OPEN,
      then: (m, e) => {
        m.charges.push(e.reference);
        m.known.push(e.reference);
        if (m.state !== 'suspended') m.origin = m.state;
      },
      to: 'suspended',
    },
  ],
  chargebackEnded: [
    {
      from: 'suspended',
      if: (m, e) => m.charges.includes(e.reference),
      then: (m, e) => void (m.charges = m.charges.filter((one) => one !== e.reference)),
      to: (m) => (m.charges.length > 0 || m.lost ? 'suspended' : m.refund === 'succeeded' ? closes(m) : m.origin),
    },
  ],
  chargebackLost: [
    {
      from: 'suspended',
      if: (m, e) => m.charges.includes(e.reference),
      then: (m, e) => {
        m.charges = m.charges.filter((one) => one !== e.reference);
        m.lost = isInFlight(m);
      },
      to: (m) => (m.lost ? 'suspended' : 'closed.superseded'),
    },
  ],
  buyerReopened: [
    {
      from: 'closed.withdrawn closed.expired',
      if: (m) => m.reopenableUntil !== null && m.now < m.reopenableUntil,
      then: (m) => {
        Object.assign(m, { reopened: true, reopenableUntil: null, openedAt: m.now, made: { buyer: 0, seller: 0 }, sellerRejected: false });
      },
      to: 'opened',
    },
  ],
  closedByLead: [
    {
      from: 'opened negotiation.* escalated.* suspended',
      if: (m) => /^(opened|negotiation|escalated)/.test(m.state === 'suspended' ? m.origin : m.state) && m.scope === 'claim' && !m.everRuled,
      to: 'closed.inadmissible',
    },
  ],
};
