import { deadlinePassed } from './consequences.clock.js';
import { chargebackEnded, chargebackLost, chargebackOpened, refundArrived, refundFailed } from './consequences.money.js';
import { aboutTheReturn, granted } from './consequences.remedy.js';
import { evidenceAdded, evidenceErased, evidenceRedacted, evidenceRemoved } from './custody.js';
import type { ClaimAssessment, ClaimForm, DisputeEvent, EventOf, OfferInput } from './events.js';
import { remedyOf, type Claim, type Facts, type Party } from './facts.js';
import type { Judgement } from './judgement.js';
import { appealRuled, fellThrough, remanded, ruled, ruledInadmissible, rulingApproved } from './rulings.js';
import { isStage } from './states.js';

type Change<E = DisputeEvent> = (judgement: Judgement<E>) => Facts;

/** The claim with the units and amounts it takes, as judged at opening. */
function claimAsAssessed(form: ClaimForm, assessment: ClaimAssessment): Claim {
  const items = assessment.lines.map(({ lineId, quantity, units, amount }) => ({ lineId, quantity, units, amount }));
  return { ...form, items, shipping: assessment.shipping, amount: assessment.amount };
}

const oneMore = (made: Facts['offersMade'], by: Party): Facts['offersMade'] => ({ ...made, [by]: made[by] + 1 });

function offered(j: Judgement<OfferInput>, by: Party): Facts {
  const { facts, event } = j;
  const { offerId: id, hasAddress } = event;
  const remedy = remedyOf(event.remedy, facts.claim);
  const negotiating = isStage(j.state, 'opened', 'negotiation');
  // In negotiation an offer answers the one on the table; while the platform decides, each side may keep one open.
  const kept = negotiating ? [] : facts.openOffers.filter((open) => open.by !== by);
  const openOffers = [...kept, { id, by, remedy, hasAddress }];
  if (negotiating) return { ...facts, offersMade: oneMore(facts.offersMade, by), openOffers };
  return { ...facts, offersAtDesk: oneMore(facts.offersAtDesk ?? { buyer: 0, seller: 0 }, by), openOffers };
}

const withoutOffer = (facts: Facts, offerId: string): Facts => ({
  ...facts,
  openOffers: facts.openOffers.filter(({ id }) => id !== offerId),
});

/** The claim on other units of its lines: those it had may be another dispute's by now. */
function onUnitsOf(claim: Claim, lines: ClaimAssessment['lines']): Claim {
  const unitsOf = (id: string): readonly number[] | undefined => lines.find(({ lineId }) => lineId === id)?.units;
  return { ...claim, items: claim.items.map((item) => ({ ...item, units: unitsOf(item.lineId) ?? item.units })) };
}

function appealed(j: Judgement<EventOf<'partyAppealed'>>): Facts {
  const by = j.actor.role as Party;
  const { appealId: id, assessment } = j.event;
  const from = j.state === 'closed.inadmissible' ? ('inadmissible' as const) : ('decided' as const);
  const appeal = { ...(id === undefined ? {} : { id }), by, from };
  const claim = from === 'inadmissible' && assessment !== undefined ? onUnitsOf(j.facts.claim, assessment.lines) : j.facts.claim;
  return { ...j.facts, claim, appealed: [...j.facts.appealed, by], appeal, closedAt: null, inadmissibleBy: null, appealUntil: null, priority: 0 };
}

function reopened(j: Judgement<EventOf<'buyerReopened'>>): Facts {
  const afresh = { offersMade: { buyer: 0, seller: 0 }, sellerRejected: false, silences: [], openOffers: [], grant: null };
  const claim = claimAsAssessed(j.facts.claim, j.event.assessment);
  return { ...j.facts, ...afresh, claim, reopened: true, reopenUntil: null, openedAt: j.now, closedAt: null };
}

function askedFor({ requestId: id, addressees: awaiting, requirements }: EventOf<'informationRequested'>): Facts['information'] {
  return { id, awaiting, ...(requirements === undefined ? {} : { requirements }) };
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

/** The buyer's own reason is kept; a subreason stays only where the new reason has it too. */
function reclassified({ facts, event, policy }: Judgement<EventOf<'claimReclassified'>>): Facts {
  const { subreason, ...claim } = facts.claim;
  const known = subreason !== undefined && policy.reasons[event.reason]?.subreasons.includes(subreason) === true;
  const originalReason = claim.originalReason ?? claim.reason;
  return { ...facts, claim: { ...claim, ...(known ? { subreason } : {}), reason: event.reason, originalReason } };
}

const emptyClaim = (form: ClaimForm): Claim => ({ ...form, shipping: 0, amount: 0 });

/** The new facts after an accepted event: one line per event, in the order of workflow.md ("Events"). */
const CHANGES: { readonly [T in DisputeEvent['type']]?: Change<EventOf<T>> } = {
  buyerRevisedDraft: ({ facts, event }) => ({ ...facts, claim: emptyClaim(event.claim) }),
  evidenceAdded,
  evidenceRemoved,
  evidenceRedacted,
  evidenceErased,
  buyerOpened: ({ facts, event, now }) => ({ ...facts, claim: claimAsAssessed(facts.claim, event.assessment), openedAt: now }),
  buyerAmended: ({ facts, event }) => ({ ...facts, claim: claimAsAssessed(event.claim, event.assessment), amended: true }),
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
  informationRequested: ({ facts, event }) => ({ ...facts, information: askedFor(event) }),
  informationGiven: ({ facts, actor }) => informationGiven(facts, actor.role as Party),
  settlementProposed: ({ facts, event }) => ({ ...facts, settlement: { id: event.settlementId, remedy: remedyOf(event.remedy, facts.claim), acceptedBy: [] } }),
  settlementAccepted,
  settlementRejected: ({ facts }) => ({ ...facts, settlement: null }),
  claimReclassified: reclassified,
  caseReassigned: ({ facts, event }) => ({ ...facts, holder: event.to }),
  arbitratorRuled: ruled,
  rulingApproved,
  rulingRefused: fellThrough,
  ruledInadmissible,
  partyAppealed: appealed,
  appealWithdrawn: (j) => (j.facts.appeal?.from === 'inadmissible' ? j.facts : { ...granted(j), appeal: null }),
  appealRuled,
  appealRemanded: remanded,
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
