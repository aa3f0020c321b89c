import { hash } from 'node:crypto';
import type { Deadline } from '../../src/disputes/domain/deadlines.js';
import type { Situation } from '../../src/disputes/domain/decide.js';
import { firstFacts, type Facts } from '../../src/disputes/domain/facts.js';
import { isStage, type State } from '../../src/disputes/domain/states.js';

/* What of a dispute can still steer the law. Everything else is made equal, so that the walk ends. */

/** The present of every configuration: all its times are told from here. */
export const NOW = Date.UTC(2026, 5, 1);
const LATER = NOW + 86_400_000;
const EARLIER = NOW - 1;

/** Nothing may happen any more, whatever led there. */
export function isOver({ state, facts }: { readonly state: State; readonly facts: Facts }): boolean {
  if (state === 'discarded') return true;
  return isStage(state, 'closed') && facts.reopenUntil === null && facts.appealUntil === null;
}

/** Where the dispute really stands: a suspended one where it was suspended from. */
const placeOf = (state: State, facts: Facts): State => facts.origin ?? state;

const beforeOrAfter = (time: number | null, now: number): number | null => (time === null ? null : time > now ? LATER : EARLIER);

/** Staff differ only by what they did here: holding the case, or having decided before. */
function staff(facts: Facts): Pick<Facts, 'holder' | 'decidedBy'> {
  const others = facts.decidedBy.some((id) => id !== facts.holder);
  const held = facts.holder !== null && facts.decidedBy.includes(facts.holder);
  return {
    holder: facts.holder === null ? null : 'ar_holder',
    decidedBy: [...(held ? ['ar_holder'] : []), ...(others ? ['ar_judge'] : [])],
  };
}

/** How many offers were made at the desk steers nothing until there may be no more. */
function exhausted({ offersAtDesk }: Facts, { maxOffersAtDesk }: Situation['policy']): Partial<Facts> {
  if (offersAtDesk === undefined) return {};
  const leftOver = (party: 'buyer' | 'seller'): number => (offersAtDesk[party] < maxOffersAtDesk[party] ? 0 : maxOffersAtDesk[party]);
  return { offersAtDesk: { buyer: leftOver('buyer'), seller: leftOver('seller') } };
}

/** Counters and rejections steer only while the parties negotiate; the time since opening only until one may escalate. */
function negotiation(place: State, { facts, now, policy }: Situation): Partial<Facts> {
  const sides = facts.openOffers.map((offer) => ({ ...offer, id: `of_${offer.by}` })).sort((a, b) => a.by.localeCompare(b.by));
  if (!isStage(place, 'opened', 'negotiation')) {
    // No silence is measured against them any more: only where accepting one leads still counts.
    const openOffers = sides.map((offer) => ({ ...offer, remedy: { ...offer.remedy, amount: facts.claim.amount } }));
    return { openOffers, offersMade: { buyer: 0, seller: 0 }, ...exhausted(facts, policy), sellerRejected: false, openedAt: null };
  }
  const mayEscalate = facts.sellerRejected || now >= (facts.openedAt ?? 0) + policy.minNegotiation;
  return { openOffers: sides, openedAt: mayEscalate ? NOW - policy.minNegotiation : NOW };
}

/** Once something is granted and carried out, nobody asks any more how it came to that, but for who may still appeal. */
function past(place: State, facts: Facts): Partial<Facts> {
  const carriedOut = isStage(place, 'returning', 'replacing', 'refunding');
  const returns = !carriedOut && facts.scope === 'claim' && !facts.everRuled;
  const onAppeal = isStage(place, 'decided', 'appealed');
  const judges = isStage(place, 'refunding') || (facts.appealed.length === 2 && !onAppeal) ? { decidedBy: [] } : {};
  return {
    amended: returns && facts.amended && (place === 'opened' || !facts.reopened),
    reopened: returns && facts.reopened,
    everRuled: !carriedOut && facts.scope === 'claim' && facts.everRuled,
    closesAs: carriedOut ? facts.closesAs : 'settled',
    waived: onAppeal ? facts.waived : [],
    appealed: isStage(place, 'refunding') ? [] : [...facts.appealed].sort(),
    ruling: onAppeal && facts.ruling !== null ? { ...facts.ruling, id: 'rul_1', by: 'ar_judge' } : null,
    pendingRuling: facts.pendingRuling === null ? null : { ...facts.pendingRuling, id: 'rul_1', by: 'ar_holder' },
    ...judges,
  };
}

/** How much is granted, and which provider key it is, matters only in the step that decides it: the laws look at that step. */
function money({ claim, grant, refund, scope }: Facts, place: State): Partial<Facts> {
  const carriedOut = isStage(place, 'returning', 'replacing', 'refunding') || scope === 'return';
  const whole = { remedy: { kind: 'refund', amount: claim.amount }, items: claim.amount, shipping: 0 } as const;
  return {
    grant: carriedOut && grant !== null ? whole : grant,
    refund: refund === null ? null : { ...refund, amount: claim.amount, keyNo: 2, asks: 0, retries: 0 },
    chargedBack: 0,
  };
}

function settledFacts(situation: Situation): Facts {
  const { state, facts, now } = situation;
  if (isOver(situation)) return firstFacts(facts.sides, facts.currency, facts.claim);
  const place = placeOf(state, facts);
  const open = facts.chargebacks.open.map((_, index) => `cb_${index + 1}`);
  return {
    ...facts,
    ...staff(facts),
    ...negotiation(place, situation),
    ...past(place, facts),
    ...money(facts, place),
    closedAt: null,
    reopenUntil: beforeOrAfter(facts.reopenUntil, now),
    appealUntil: beforeOrAfter(facts.appealUntil, now),
    priority: 0,
    silences: [],
    sealedUntil: { buyer: 0, seller: 0 },
    information: facts.information === null ? null : { id: 'ir_1', awaiting: [...facts.information.awaiting].sort() },
    settlement: facts.settlement === null ? null : { ...facts.settlement, id: 'st_1' },
    chargebacks: { ...facts.chargebacks, open, known: open },
  };
}

function settledDeadline({ kind, awaiting, duration, pausedLeft }: Deadline): Deadline {
  const paused = { dueAt: NOW, pausedLeft: Math.floor(duration / 2) };
  const running = { dueAt: NOW + duration, pausedLeft: null };
  return { kind, awaiting, duration, armedAt: NOW, ...(pausedLeft === null ? running : paused) };
}

/** The situation that stands for all that the law cannot tell from this one; its deadlines are not due yet. */
export function settle(situation: Situation): Situation {
  const deadlines = situation.deadlines.map(settledDeadline).sort((a, b) => a.kind.localeCompare(b.kind));
  return { ...situation, facts: settledFacts(situation), deadlines, now: NOW };
}

/** Always the same order, and none of what never changes. */
const TOLD = Object.keys(firstFacts({ buyer: '', seller: '' }, '', {} as Facts['claim'])).filter((fact) => fact !== 'sides' && fact !== 'claim');

/** A deadline that was extended is told apart: it may not be extended without end. */
const lengthOf = ({ kind, duration }: Deadline, { deadlines }: Situation['policy']): string => (kind !== 'refundRetry' && duration > deadlines[kind] ? '+' : '');

export function keyOf({ state, facts, deadlines, policy }: Situation): string {
  const kinds = deadlines.map((one) => `${one.pausedLeft === null ? one.kind : `(${one.kind})`}${lengthOf(one, policy)}`);
  const told = TOLD.map((fact) => facts[fact as keyof Facts]);
  return hash('md5', JSON.stringify([state, kinds, facts.claim.reason, told]), 'base64');
}

/** Time passes and nothing else: what could be done only later can be done now, what could be done only until now cannot. */
export function afterWaiting(situation: Situation): Situation {
  const { facts, policy } = situation;
  return settle({ ...situation, now: Math.max(NOW + policy.minNegotiation, LATER), facts });
}
