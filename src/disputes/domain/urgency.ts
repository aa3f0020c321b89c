import type { Policy } from '../../policy/domain/policy.js';
import type { Facts } from './facts.js';
import { isStage, type State } from './states.js';

/** What makes a case more urgent than its time alone: nobody took it up in time, it is judged a second time, much money hangs on it. */
export const URGENCIES = ['pickup_missed', 'appealed', 'high_amount'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** How urgent a case is, 0 and up, and why. Each missed pickup counts one, and so does every other reason. */
export interface Urgent {
  readonly level: number;
  readonly because: readonly Urgency[];
}

/** More than one person alone may grant; without a limit for the currency, any amount is (workflow.md, "Policy"). */
function isHigh({ claim, currency }: Facts, { fourEyesAbove }: Pick<Policy, 'fourEyesAbove'>): boolean {
  const above = fourEyesAbove[currency];
  return above === undefined || claim.amount > above;
}

/** The urgency of a case as the platform works on it. */
export function urgencyOf(state: State, facts: Facts, policy: Pick<Policy, 'fourEyesAbove'>): Urgent {
  const counts: Readonly<Record<Urgency, number>> = {
    pickup_missed: facts.priority,
    appealed: isStage(state, 'appealed') ? 1 : 0,
    high_amount: isHigh(facts, policy) ? 1 : 0,
  };
  const because = URGENCIES.filter((reason) => counts[reason] > 0);
  return { level: because.reduce((level, reason) => level + counts[reason], 0), because };
}
