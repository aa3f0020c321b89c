import type { Fault } from '../../foundation/problems/problem.js';
import type { OrderFacts } from '../../orders/index.js';
import type { Policy } from '../../policy/index.js';
import type { ClaimForm } from '../domain/events.js';
import { remedyFaults, requestedFrom, type RemedyWords } from './remedy.words.js';
import { fault, refuseFaults } from './wish.js';

/** What the buyer says, as it was sent. */
export interface ClaimWords {
  readonly reason: string;
  readonly subreason?: string;
  readonly items: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly requestedRemedy: RemedyWords;
  readonly statement: string;
  readonly previousDisputeId?: string;
}

/** The claim as it enters the log; 422 where it contradicts what is fixed: the order's lines and currency, the policy's words. */
export function claimFormOf(words: ClaimWords, order: OrderFacts, policy: Policy): ClaimForm {
  refuseFaults([...reasonFaults(words, policy), ...itemFaults(words, order), ...remedyFaults(words.requestedRemedy, order.currency, '/requestedRemedy')]);
  const { reason, subreason, items, requestedRemedy, statement, previousDisputeId } = words;
  return {
    reason,
    ...(subreason === undefined ? {} : { subreason }),
    // Which units, and what they are worth, is judged at opening.
    items: items.map(({ lineId, quantity }) => ({ lineId, quantity, units: [], amount: 0 })),
    requested: requestedFrom(requestedRemedy),
    statementLength: [...statement.trim()].length,
    ...(previousDisputeId === undefined ? {} : { previousDisputeId }),
  };
}

function reasonFaults({ reason, subreason, requestedRemedy }: ClaimWords, policy: Policy): Fault[] {
  // A person may write `constructor`, which every object has.
  const rules = Object.hasOwn(policy.reasons, reason) ? policy.reasons[reason] : undefined;
  if (rules === undefined) return [fault('/reason', 'unknown_reason')];
  const faults: Fault[] = [];
  if (subreason !== undefined && !rules.subreasons.includes(subreason)) faults.push(fault('/subreason', 'unknown_subreason'));
  if (!rules.remedies.includes(requestedRemedy.kind)) faults.push(fault('/requestedRemedy/kind', 'remedy_not_allowed'));
  return faults;
}

function itemFaults({ items }: ClaimWords, order: OrderFacts): Fault[] {
  return items.flatMap(({ lineId, quantity }, index) => {
    const line = order.lines.find((candidate) => candidate.lineId === lineId);
    if (line === undefined) return [fault(`/items/${index}/lineId`, 'unknown_line')];
    if (quantity > line.quantity) return [fault(`/items/${index}/quantity`, 'more_than_bought', { quantity: line.quantity })];
    return [];
  });
}
