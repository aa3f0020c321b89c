import type { ClaimAssessment, ClaimForm, DisputeEvent, EventOf, OfferInput, RulingInput } from './events.js';
import { moneyInFlight, type Claim, type Facts, type Party, type RefundFact } from './facts.js';
import { closesByRuling } from './conditions.js';
import { grantOf, refundOfClaim, silenceGrants } from './grants.js';
import type { Judgement } from './judgement.js';
import { isStage } from './states.js';

type Change<E = DisputeEvent> = (judgement: Judgement<E>) => Facts;

/** The claim with the units and amounts it takes, as judged at opening. */
function claimAsAssessed(form: ClaimForm, assessment: ClaimAssessment): Claim {
  const items = assessment.lines.map(({ lineId, quantity, units, amount }) => ({ lineId, quantity, units, amount }));
  return { ...form, items, shipping: assessment.shipping, amount: assessment.amount };
}

const sealed = (facts: Facts): Facts['evidence'] => facts.evidence.map((item) => ({ ...item, status: 'sealed' as const }));

function offered(j: Judgement<OfferInput>, by: Party): Facts {
  const { facts, event } = j;
  const { offerId: id, remedy, hasAddress } = event;
  const amount = remedy.kind === 'none' ? 0 : (remedy.amount ?? facts.claim.amount);
  const negotiating = isStage(j.state, 'opened', 'negotiation');
  // In negotiation an offer answers the one on the table; while the platform decides, each side may keep one open.
  const kept = negotiating ? [] : facts.openOffers.filter((open) => open.by !== by);
  const made = negotiating ? { ...facts.offersMade, [by]: facts.offersMade[by] + 1 } : facts.offersMade;
  return { ...facts, offersMade: made, openOffers: [...kept, { id, by, remedy: { kind: remedy.kind, amount }, hasAddress }] };
}

const withoutOffer = (facts: Facts, offerId: string): Facts => ({
  ...facts,
  openOffers: facts.openOffers.filter(({ id }) => id !== offerId),
});

/** A remedy was granted: what is to be given, and how the dispute will close when it has been. */
function granted(j: Judgement): Facts {
  const grant = grantOf(j);
  const closesAs = closesByRuling(j) ? 'ruled' : 'settled';
  return { ...j.facts, grant, closesAs };
}

const withJudge = ({ facts, actor }: { facts: Facts; actor: { id: string } }): string[] => [...new Set([...facts.decidedBy, actor.id])];

function ruledWith(facts: Facts, ruling: RulingInput, by: string): Facts {
  const fact = { id: ruling.id, grant: ruling.grant, by };
  return { ...facts, pendingRuling: fact, decidedBy: withJudge({ facts, actor: { id: by } }) };
}

/** A ruling takes force: it reserves its money and opens the appeal. Above the cap it first waits for a second person. */
function inForce(facts: Facts): Facts {
  const ruling = facts.pendingRuling ?? facts.ruling;
  return { ...facts, ruling, pendingRuling: null, grant: ruling?.grant ?? null, closesAs: 'ruled', everRuled: true, waived: [] };
}

function needsApproval(j: Judgement, facts: Facts): boolean {
  const amount = facts.pendingRuling?.grant.remedy.amount ?? facts.ruling?.grant.remedy.amount ?? 0;
  const above = j.policy.fourEyesAbove[facts.currency];
  return above === undefined || amount > above;
}

const ruled: Change<EventOf<'arbitratorRuled'>> = (j) => {
  const facts = ruledWith(j.facts, j.event.ruling, j.actor.id);
  return needsApproval(j, facts) ? facts : inForce(facts);
};

const appealDecided: Change<EventOf<'appealRuled'>> = (j) => {
  if (j.facts.appeal?.from === 'inadmissible') return { ...j.facts, decidedBy: withJudge(j) };
  const upheld = j.facts.ruling;
  const facts =
    j.event.ruling !== undefined
      ? ruledWith(j.facts, j.event.ruling, j.actor.id)
      : { ...j.facts, pendingRuling: upheld === null ? null : { ...upheld, by: j.actor.id }, decidedBy: withJudge(j) };
  return needsApproval(j, facts) ? facts : inForce(facts);
};

/** Paused for a party that asked the platform again: back to the queue as a dispute about what came back. */
const aboutTheReturn = (facts: Facts): Facts => ({ ...facts, scope: 'return', openOffers: [] });

function appealed(j: Judgement<EventOf<'partyAppealed'>>): Facts {
  const by = j.actor.role as Party;
  const from = j.state === 'closed.inadmissible' ? 'inadmissible' : 'decided';
  return { ...j.facts, appealed: [...j.facts.appealed, by], appeal: { by, from }, closedAt: null, appealUntil: null, priority: 0 };
}

const withRefund = (facts: Facts, change: Partial<RefundFact>): Facts =>
  facts.refund === null ? facts : { ...facts, refund: { ...facts.refund, ...change } };

function refundFailed(j: Judgement<EventOf<'refundFailed'>>): Facts {
  const facts = withRefund(j.facts, { status: 'failed' });
  if (facts.chargebacks.lost) return chargedBack(facts);
  return j.state === 'suspended' ? { ...facts, origin: 'refunding.failed' } : facts;
}

function refundArrived(j: Judgement<object>): Facts {
  return withRefund(j.facts, { status: 'succeeded' });
}

/** The bank took the money: it counts as refunded for good. Where our own refund arrived too, that one is already counted. */
function chargedBack(facts: Facts): Facts {
  const alreadyPaid = facts.refund?.status === 'succeeded';
  return { ...facts, chargedBack: alreadyPaid ? 0 : (facts.grant?.remedy.amount ?? facts.claim.amount) };
}

const ended = (facts: Facts, reference: string): Facts => {
  const open = facts.chargebacks.open.filter((known) => known !== reference);
  return { ...facts, chargebacks: { ...facts.chargebacks, open } };
};

function chargebackOpened(j: Judgement<EventOf<'chargebackOpened'>>): Facts {
  const { chargebacks, origin } = j.facts;
  const { reference } = j.event;
  return {
    ...j.facts,
    origin: origin ?? (j.state === 'suspended' ? null : j.state),
    chargebacks: { ...chargebacks, open: [...chargebacks.open, reference], known: [...chargebacks.known, reference] },
  };
}

function chargebackEnded(j: Judgement<EventOf<'chargebackEnded'>>): Facts {
  const facts = ended(j.facts, j.event.reference);
  return facts.chargebacks.open.length > 0 ? facts : { ...facts, origin: null };
}

function chargebackLost(j: Judgement<EventOf<'chargebackLost'>>): Facts {
  const facts = ended(j.facts, j.event.reference);
  if (moneyInFlight(facts)) return { ...facts, chargebacks: { ...facts.chargebacks, lost: true } };
  return chargedBack(facts);
}

function refundTimePassed(facts: Facts, kind: string): Facts {
  if (kind === 'refundExecution') return withRefund(facts, { status: 'unknown' });
  if (facts.refund === null) return facts;
  const asks = facts.refund.status === 'failed' ? facts.refund.asks : facts.refund.asks + 1;
  return withRefund(facts, { asks, retries: facts.refund.retries + (kind === 'refundRetry' ? 1 : 0) });
}

/** What the clock changes. Silences are remembered: an arbitrator may count them. */
function deadlinePassed(j: Judgement<EventOf<'deadlinePassed'>>): Facts {
  const { facts, event } = j;
  switch (event.kind) {
    case 'sellerResponse':
      return { ...(silenceGrants(j) ? granted(j) : facts), silences: withSilent(facts, ['seller']) };
    case 'buyerResponse':
      return { ...facts, silences: withSilent(facts, ['buyer']) };
    case 'appealWindow':
      return j.state === 'closed.inadmissible' ? { ...facts, appealUntil: null } : granted(j);
    case 'pickup':
      return { ...facts, priority: facts.priority + 1 };
    case 'information':
      return { ...facts, silences: withSilent(facts, facts.information?.awaiting ?? []), information: null };
    case 'settlement':
      return { ...facts, settlement: null };
    case 'approval':
      return { ...facts, pendingRuling: null };
    case 'returnTransit':
      return aboutTheReturn(facts);
    case 'returnAddress':
    case 'inspection':
      return { ...facts, silences: withSilent(facts, ['seller']) };
    case 'replacementShipment':
      return { ...facts, grant: refundOfClaim(facts) };
    case 'reopen':
      return { ...facts, reopenUntil: null };
    case 'refundExecution':
    case 'refundRetry':
    case 'refundQuery':
      return refundTimePassed(facts, event.kind);
    default:
      return facts;
  }
}

const withSilent = (facts: Facts, silent: readonly Party[]): Party[] => [...new Set([...facts.silences, ...silent])];

function reopened(j: Judgement<EventOf<'buyerReopened'>>): Facts {
  const afresh = { offersMade: { buyer: 0, seller: 0 }, sellerRejected: false, silences: [], openOffers: [], grant: null };
  const claim = claimAsAssessed(j.facts.claim, j.event.assessment);
  return { ...j.facts, ...afresh, claim, reopened: true, reopenUntil: null, openedAt: j.now, closedAt: null };
}

function informationGiven(facts: Facts, party: Party): Facts {
  const awaiting = facts.information?.awaiting.filter((other) => other !== party) ?? [];
  return { ...facts, information: facts.information === null || awaiting.length === 0 ? null : { ...facts.information, awaiting } };
}

function settlementAccepted(j: Judgement<EventOf<'settlementAccepted'>>): Facts {
  const { settlement } = j.facts;
  if (settlement === null) return j.facts;
  const acceptedBy = [...settlement.acceptedBy, j.actor.role as Party];
  const facts = { ...j.facts, settlement: { ...settlement, acceptedBy } };
  return acceptedBy.length < 2 ? facts : { ...granted(j), settlement: null };
}

function evidenceAdded({ facts, event, state }: Judgement<EventOf<'evidenceAdded'>>): Facts {
  const { size: _size, ...item } = event.evidence;
  return { ...facts, evidence: [...facts.evidence, { ...item, status: state === 'draft' ? 'available' : 'sealed' }] };
}

const emptyClaim = (form: ClaimForm): Claim => ({ ...form, shipping: 0, amount: 0 });

/** The new facts after an accepted event: one line per event, in the order of workflow.md ("Events"). */
const CHANGES: { readonly [T in DisputeEvent['type']]?: Change<EventOf<T>> } = {
  buyerRevisedDraft: ({ facts, event }) => ({ ...facts, claim: emptyClaim(event.claim) }),
  evidenceAdded,
  evidenceRemoved: ({ facts, event }) => ({ ...facts, evidence: facts.evidence.filter(({ id }) => id !== event.evidenceId) }),
  buyerOpened: ({ facts, event, now }) => ({ ...facts, claim: claimAsAssessed(facts.claim, event.assessment), openedAt: now, evidence: sealed(facts) }),
  buyerAmended: ({ facts, event }) => ({ ...facts, claim: claimAsAssessed(event.claim, event.assessment), amended: true, evidence: sealed(facts) }),
  sellerAcceptedClaim: granted,
  sellerOffered: (j) => offered(j, 'seller'),
  sellerRejected: ({ facts }) => ({ ...facts, sellerRejected: true }),
  buyerOffered: (j) => offered(j, 'buyer'),
  buyerAcceptedOffer: granted,
  sellerAcceptedOffer: granted,
  partiesAgreed: granted,
  buyerRejectedOffer: ({ facts, event }) => withoutOffer(facts, event.offerId),
  sellerRejectedOffer: ({ facts, event }) => ({ ...withoutOffer(facts, event.offerId), sellerRejected: true }),
  caseTaken: ({ facts, actor }) => ({ ...facts, holder: actor.id }),
  informationRequested: ({ facts, event }) => ({ ...facts, information: { id: event.requestId, awaiting: event.addressees } }),
  informationGiven: ({ facts, actor }) => informationGiven(facts, actor.role as Party),
  settlementProposed: ({ facts, event }) => ({ ...facts, settlement: { id: event.settlementId, remedy: event.remedy, acceptedBy: [] } }),
  settlementAccepted,
  settlementRejected: ({ facts }) => ({ ...facts, settlement: null }),
  claimReclassified: ({ facts, event }) => ({
    ...facts,
    claim: { ...facts.claim, reason: event.reason, originalReason: facts.claim.originalReason ?? facts.claim.reason },
  }),
  arbitratorRuled: ruled,
  rulingApproved: (j) => inForce({ ...j.facts, decidedBy: withJudge(j) }),
  rulingRefused: ({ facts }) => ({ ...facts, pendingRuling: null }),
  ruledInadmissible: (j) => ({ ...j.facts, decidedBy: withJudge(j), everRuled: true }),
  partyAppealed: appealed,
  appealWithdrawn: (j) => (j.facts.appeal?.from === 'inadmissible' ? j.facts : { ...granted(j), appeal: null }),
  appealRuled: appealDecided,
  appealRemanded: ({ facts }) => ({ ...facts, appeal: null, ruling: null, grant: null, inadmissibleBy: null, waived: [], openOffers: [] }),
  appealWaived: (j) => ({ ...granted(j), waived: [...j.facts.waived, j.actor.role as Party] }),
  returnContested: ({ facts }) => aboutTheReturn(facts),
  returnDelivered: ({ facts, state }) => (state === 'suspended' ? { ...facts, origin: 'returning.inspection' } : facts),
  replacementFaulty: ({ facts }) => aboutTheReturn(facts),
  refundSucceeded: refundArrived,
  refundFailed,
  refundRecordedByHand: refundArrived,
  chargebackOpened,
  chargebackEnded,
  chargebackLost,
  buyerReopened: reopened,
  deadlinePassed,
};

/** The facts after an event that the machine has accepted. Entering a state may change them further (entries.ts). */
export function afterEvent(judgement: Judgement): Facts {
  const change = CHANGES[judgement.event.type] as Change | undefined;
  return change === undefined ? judgement.facts : change(judgement);
}
