import type { Accepted, Situation } from '../../src/disputes/domain/decide.js';
import { moneyInFlight, type Facts } from '../../src/disputes/domain/facts.js';
import { isStage } from '../../src/disputes/domain/states.js';
import type { Move } from './moves.js';

/** One accepted step: what stood before (with the decision's now), what was done, what stands after. */
export interface Step {
  readonly before: Situation;
  readonly move: Move;
  readonly after: Accepted;
}

/** A law says what is wrong with a step, or null. */
type Law = (step: Step) => string | null;

const running = (after: Accepted): string[] => after.deadlines.filter(({ pausedLeft }) => pausedLeft === null).map(({ kind }) => kind);
const isIn = (step: Step, ...types: string[]): boolean => types.includes(step.move.event.type);

const waitingHasADeadline: Law = ({ after }) => {
  const { state, facts } = after;
  if (isStage(state, 'closed', 'discarded')) {
    const comesBack = facts.reopenUntil !== null || facts.appealUntil !== null;
    return comesBack === (after.deadlines.length === 1) ? null : `${state} has ${after.deadlines.length} deadlines`;
  }
  return running(after).length > 0 ? null : `${state} waits for ever`;
};

/** Unknown is not failed: only the provider's word makes a failure, and only a failure makes a new key. */
const oneKeyAtATime: Law = ({ before, move, after }) => {
  const [was, is] = [before.facts.refund, after.facts.refund];
  if (was === null || is === null) return was === null || is !== null ? null : 'the refund was forgotten';
  if (is.keyNo !== was.keyNo && (was.status !== 'failed' || is.keyNo !== was.keyNo + 1)) return `key ${was.keyNo} (${was.status}) became ${is.keyNo}`;
  if (is.status === 'failed' && was.status !== 'failed' && move.event.type !== 'refundFailed') return `${move.event.type} made it failed`;
  if (is.status === 'pending' && was.status !== 'pending' && is.keyNo === was.keyNo) return `${was.status} was sent again with the same key`;
  return null;
};

const paidOnce: Law = ({ before, after }) => {
  const [was, is] = [before.facts.refund, after.facts.refund];
  if (was?.status === 'succeeded' && is?.status !== 'succeeded') return 'what was paid became unpaid';
  if (was !== null && is !== null && was.amount !== is.amount) return 'the amount changed';
  if (is === null || was !== null) return null;
  if (is.keyNo !== 1 || is.status !== 'pending') return 'a refund begins pending, with its first key';
  return is.amount === after.facts.grant?.remedy.amount && is.amount > 0 ? null : 'it is not what was granted';
};

const neverMoreThanTheClaim: Law = ({ after }) => {
  const { grant, claim, refund, chargedBack } = after.facts;
  if (grant !== null && grant.items + grant.shipping !== grant.remedy.amount) return 'the parts do not add up';
  const paid = refund?.status === 'succeeded' ? refund.amount : 0;
  return (grant?.remedy.amount ?? 0) <= claim.amount && paid + chargedBack <= claim.amount ? null : 'more than the claim';
};

/** Of money that left, only the provider's answer ends the dispute. */
const neverClosedWithMoneyInFlight: Law = ({ after }) =>
  isStage(after.state, 'closed') && moneyInFlight(after.facts) ? `${after.state} with money in flight` : null;

const anOpenRefundIsBeingPaid: Law = ({ after }) => {
  const place = after.facts.origin ?? after.state;
  const asked = isStage(place, 'refunding');
  return asked === (after.facts.refund !== null) || isStage(after.state, 'closed') ? null : `${place} and the refund do not fit`;
};

const oneAppealPerParty: Law = ({ before, move, after }) => {
  const party = move.actor.role;
  if (move.event.type === 'partyAppealed' && before.facts.appealed.some((one) => one === party)) return `${party} appealed twice`;
  const forgotten = before.facts.appealed.some((one) => !after.facts.appealed.includes(one));
  return forgotten ? 'an appeal was forgotten' : null;
};

const aloneNobodyJudgesTwice: Law = (step) => {
  const { facts, state } = step.before;
  const { id } = step.move.actor;
  const appealed = isStage(state, 'appealed');
  if (appealed && isIn(step, 'caseTaken', 'appealRuled', 'appealRemanded', 'rulingApproved') && facts.decidedBy.includes(id)) return `${id} decided before`;
  if (isIn(step, 'rulingApproved', 'rulingRefused') && facts.pendingRuling?.by === id) return 'the author approved';
  return Object.values(facts.sides).includes(id) && step.move.actor.role === 'arbitrator' ? 'a party judged' : null;
};

const onlyTheHolderDecides: Law = (step) =>
  isIn(step, 'arbitratorRuled', 'appealRuled', 'appealRemanded', 'ruledInadmissible', 'settlementProposed', 'informationRequested') &&
  step.before.facts.holder !== step.move.actor.id
    ? 'somebody else decided'
    : null;

/** Suspending keeps the time left of everything, resuming gives it back; only a place that moved starts anew. */
const suspensionKeepsTheTimeLeft: Law = ({ before, after }) => {
  const entering = before.state !== 'suspended' && after.state === 'suspended';
  const resuming = before.state === 'suspended' && after.state === before.facts.origin;
  if (!entering && !resuming) return null;
  for (const { kind, dueAt, pausedLeft } of before.deadlines) {
    if (resuming && ['suspensionReview', 'refundQuery'].includes(kind)) continue;
    const now = after.deadlines.find((one) => one.kind === kind);
    const left = pausedLeft ?? dueAt - before.now;
    if (now === undefined || (now.pausedLeft ?? now.dueAt - before.now) !== left) return `${kind} lost its time`;
  }
  return null;
};

const nothingMovesADeadline: Law = ({ before, move, after }) => {
  const { event } = move;
  const mayMove = (kind: string): boolean =>
    ((event.type === 'deadlinePassed' || event.type === 'deadlineExtended') && event.kind === kind) || (event.type === 'buyerAmended' && kind === 'sellerResponse');
  const sameStage = after.state === before.state;
  const moved = before.deadlines.find(({ kind, dueAt, pausedLeft }) => {
    const now = after.deadlines.find((one) => one.kind === kind);
    const stays = sameStage || (kind === 'negotiation' && now !== undefined && before.state !== 'suspended');
    return stays && pausedLeft === null && now !== undefined && now.pausedLeft === null && now.dueAt !== dueAt && !mayMove(kind);
  });
  return moved === undefined ? null : `${event.type} moved ${moved.kind}`;
};

/** However often somebody asks for more time, silence still ends. */
const noTimeMoreThanTwice: Law = ({ before, after }) => {
  const given = before.policy.deadlines;
  const long = after.deadlines.find(({ kind, duration }) => kind !== 'refundRetry' && duration > 2 * given[kind]);
  return long === undefined ? null : `${long.kind} takes more than twice its time`;
};

const offersEnd: Law = ({ after: { state, facts } }) =>
  isStage(state, 'decided', 'returning', 'replacing', 'refunding', 'closed') && facts.openOffers.length > 0 ? 'an offer is still open' : null;

const aLostChargebackIsNeverForgotten: Law = ({ before, after: { state, facts } }) =>
  before.facts.chargebacks.lost && state !== 'suspended' && state !== 'closed.superseded' ? `it became ${state}` : booked(state, facts);

/** What the bank took counts as refunded, once. */
function booked(state: string, facts: Facts): string | null {
  const counted = facts.chargedBack > 0 || facts.refund?.status === 'succeeded';
  return state === 'closed.superseded' && !counted ? 'its money is not counted' : null;
}

/** workflow.md, "What must always hold", as far as one step can show it. */
export const LAWS = {
  waitingHasADeadline,
  oneKeyAtATime,
  paidOnce,
  neverMoreThanTheClaim,
  neverClosedWithMoneyInFlight,
  anOpenRefundIsBeingPaid,
  oneAppealPerParty,
  aloneNobodyJudgesTwice,
  onlyTheHolderDecides,
  suspensionKeepsTheTimeLeft,
  nothingMovesADeadline,
  noTimeMoreThanTwice,
  offersEnd,
  aLostChargebackIsNeverForgotten,
} as const satisfies Record<string, Law>;

/** The laws that no single step can show. */
export type LawName = keyof typeof LAWS | 'refusalsChangeNothing' | 'closesByItself';
