import type { ActorRole, Facts } from './facts.js';
import { isStage, type State } from './states.js';

/**
 * May this side declare a new piece of evidence now (workflow.md, `evidenceAdded`)? Judged when it is declared:
 * what was declared in time and is verified later is still taken in every open state.
 */
export function mayDeclareEvidence(state: State, facts: Facts, role: ActorRole): boolean {
  if (role !== 'buyer' && role !== 'seller') return false;
  switch (state) {
    case 'draft':
    case 'replacing.inTransit':
      return role === 'buyer';
    case 'returning.inspection':
      return role === 'seller';
    case 'escalated.awaitingInformation':
      return facts.information?.awaiting.includes(role) === true;
    case 'escalated.queued':
    case 'escalated.underReview':
    // The parties take this for underReview: being refused would tell them.
    case 'escalated.awaitingApproval':
      return true;
    default:
      return isStage(state, 'opened', 'negotiation', 'appealed');
  }
}
