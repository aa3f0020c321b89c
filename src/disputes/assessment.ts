import { assessClaim, type OrderFacts } from '../orders/index.js';
import type { Policy } from '../policy/index.js';
import type { Dispute } from './dispute.js';
import type { ClaimAssessment, ClaimForm } from './domain/events.js';

/** What the order says about a claim right now; null where the dispute was read without its order. */
export function assessmentOf(dispute: Dispute, policy: Policy, claim: ClaimForm = dispute.facts.claim): ClaimAssessment | null {
  return dispute.order === null ? null : assessClaim(withAllLines(dispute.order, claim), dispute.others, claim, policy);
}

/** A line the marketplace took back since the draft was written has no units: that is the law's to refuse, not a mistake. */
function withAllLines(order: OrderFacts, claim: ClaimForm): OrderFacts {
  const gone = claim.items.filter(({ lineId }) => !order.lines.some((line) => line.lineId === lineId));
  const empty = { title: '', quantity: 0, paid: 0, disputedUnits: 0, reserved: 0, refunded: 0, claimSeq: 0 };
  return gone.length === 0 ? order : { ...order, lines: [...order.lines, ...gone.map(({ lineId }) => ({ lineId, ...empty }))] };
}
