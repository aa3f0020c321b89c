import { grantOf, offerOf, silenceCloses, silenceGrants } from './grants.js';
import { mayAppeal, moneyInFlight, type Party } from './facts.js';
import type { Judgement } from './judgement.js';
import { inForce, needsSecondPerson, rulingMade } from './rulings.js';

type Condition = (judgement: Judgement) => boolean;

const gives =
  (kind: string): Condition =>
  (j) =>
    grantOf(j)?.remedy.kind === kind;

/** Events and deadlines whose remedy was decided by the platform, not agreed by the parties. */
export function closesByRuling({ facts, event }: Judgement): boolean {
  if (['arbitratorRuled', 'rulingApproved', 'appealRuled', 'appealWaived', 'appealWithdrawn'].includes(event.type)) return true;
  if (event.type === 'deadlinePassed') return event.kind === 'appealWindow' || facts.closesAs === 'ruled';
  return !AGREEMENTS.includes(event.type) && facts.closesAs === 'ruled';
}

const AGREEMENTS: readonly string[] = ['sellerAcceptedClaim', 'buyerAcceptedOffer', 'sellerAcceptedOffer', 'partiesAgreed', 'settlementAccepted'];

/** Would anyone be left who may appeal once this ruling is in force? */
function appealableAfter(j: Judgement): boolean {
  const ruling = rulingMade(j);
  const facts = ruling === null ? j.facts : inForce(j.facts, ruling);
  const waived = j.event.type === 'appealWaived' ? [...facts.waived, j.actor.role as Party] : facts.waived;
  return mayAppeal({ ...facts, inadmissibleBy: null, waived }).length > 0;
}

/** The answer that leaves nobody to wait for. */
const lastAnswer: Condition = ({ facts, event, actor }) => {
  if (event.type === 'settlementAccepted') return facts.settlement?.acceptedBy.some((party) => party !== actor.role) === true;
  return facts.information?.awaiting.every((party) => party === actor.role) === true;
};

/** Named questions that choose between the transitions of one event; the names are what docs/states.md shows. */
export const CONDITIONS = {
  givesRefund: gives('refund'),
  givesReturnWithAddress: (j) =>
    gives('return_and_refund')(j) && 'offerId' in j.event && offerOf(j.facts, j.event.offerId)?.hasAddress === true,
  givesReturn: gives('return_and_refund'),
  givesReplacement: gives('replacement'),
  givesNothingAsRuled: (j) => gives('none')(j) && closesByRuling(j),
  givesNothing: gives('none'),
  needsSecondPerson,
  someoneMayAppeal: appealableAfter,
  lastAnswer,
  toNobody: ({ event }) => event.type === 'caseReassigned' && event.to === null,
  silenceGrants,
  silenceCloses,
  scopeIsReturn: ({ facts }) => facts.scope === 'return',
  appealedInadmissible: ({ facts }) => facts.appeal?.from === 'inadmissible',
  refundUnknown: ({ facts }) => facts.refund?.status !== 'failed',
  anotherChargeback: ({ facts }) => facts.chargebacks.open.length > 1,
  refundArrived: ({ facts }) => facts.refund?.status === 'succeeded',
  closesAsRuled: ({ facts }) => facts.closesAs === 'ruled',
  chargebackWasLost: ({ facts }) => facts.chargebacks.lost,
  moneyInFlight: ({ facts }) => moneyInFlight(facts),
} as const satisfies Record<string, Condition>;

export type ConditionName = keyof typeof CONDITIONS;
