import { decide, type Accepted, type Situation } from '../../src/disputes/domain/decide.js';
import type { LawName } from './laws.js';
import type { Decide } from './walk.js';

/** A law broken on purpose. What is planted is found, or the walk is worth nothing. */
export interface Fault {
  readonly name: string;
  readonly breaks: LawName;
  readonly decide: Decide;
}

/** The real decision, then changed where it was accepted. */
const altered = (alter: (after: Accepted, before: Situation, type: string) => Accepted): Decide =>
  (before, event, actor) => {
    const decision = decide(before, event, actor);
    return decision.outcome === 'accepted' ? alter(decision, before, event.type) : decision;
  };

/** The real decision on a situation in which something was forgotten. */
const forgetting = (forget: (before: Situation) => Situation): Decide =>
  (before, event, actor) => decide(forget(before), event, actor);

export const FAULTS: readonly Fault[] = [
  {
    name: 'nobody is awaited in the queue: its deadline is not armed',
    breaks: 'waitingHasADeadline',
    decide: altered((after) => ({ ...after, deadlines: after.deadlines.filter(({ kind }) => kind !== 'pickup') })),
  },
  {
    name: 'an unknown refund is sent again with the next key',
    breaks: 'oneKeyAtATime',
    decide: altered((after, before, type) => {
      const { refund } = after.facts;
      if (type !== 'deadlinePassed' || refund === null || before.facts.refund?.status !== 'unknown') return after;
      return { ...after, facts: { ...after.facts, refund: { ...refund, keyNo: refund.keyNo + 1, status: 'pending' } } };
    }),
  },
  {
    name: 'a lost chargeback closes the dispute while our refund is on its way',
    breaks: 'neverClosedWithMoneyInFlight',
    decide: altered((after) => {
      if (!after.facts.chargebacks.lost) return after;
      const facts = { ...after.facts, origin: null, chargedBack: after.facts.claim.amount };
      return { ...after, state: 'closed.superseded', facts, deadlines: [] };
    }),
  },
  {
    name: 'who has appealed is forgotten',
    breaks: 'oneAppealPerParty',
    decide: forgetting((before) => ({ ...before, facts: { ...before.facts, appealed: [] } })),
  },
  {
    name: 'resuming after a chargeback loses what was paused',
    breaks: 'suspensionKeepsTheTimeLeft',
    decide: forgetting((before) => ({
      ...before,
      deadlines: before.state === 'suspended' ? before.deadlines.filter(({ pausedLeft }) => pausedLeft === null) : before.deadlines,
    })),
  },
  {
    name: 'who has decided before is forgotten, and judges the appeal',
    breaks: 'aloneNobodyJudgesTwice',
    decide: (before, event, actor) => {
      const decision = decide({ ...before, facts: { ...before.facts, decidedBy: [] } }, event, actor);
      if (decision.outcome !== 'accepted') return decision;
      // Only the guards forget it: the facts still know.
      const decidedBy = [...new Set([...before.facts.decidedBy, ...decision.facts.decidedBy])];
      return { ...decision, facts: { ...decision.facts, decidedBy } };
    },
  },
  {
    name: 'a deadline is extended as often as anybody likes',
    breaks: 'noTimeMoreThanTwice',
    decide: (before, event, actor) => {
      const { policy } = before;
      const generous = { ...policy, deadlines: { ...policy.deadlines, information: policy.deadlines.information * 9 } };
      return decide(event.type === 'deadlineExtended' ? { ...before, policy: generous } : before, event, actor);
    },
  },
  {
    name: 'a late failure takes back a refund that was paid',
    breaks: 'paidOnce',
    decide: (before, event, actor) => {
      const { refund } = before.facts;
      if (event.type !== 'refundFailed' || refund?.status !== 'succeeded') return decide(before, event, actor);
      return decide({ ...before, facts: { ...before.facts, refund: { ...refund, status: 'pending' } } }, event, actor);
    },
  },
  {
    name: 'a return that the buyer never sends waits for ever',
    breaks: 'closesByItself',
    decide: (before, event, actor) =>
      event.type === 'deadlinePassed' && before.state === 'returning.awaitingShipment' ? { outcome: 'unchanged' } : decide(before, event, actor),
  },
];
