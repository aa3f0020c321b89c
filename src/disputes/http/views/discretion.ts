import type { Dispute } from '../../dispute.js';
import { withoutApproval } from '../../domain/deadlines.js';
import type { ActorRole } from '../../domain/facts.js';
import type { State } from '../../domain/states.js';
import { hearsStaff, isStaffRole, type Reader } from './reader.js';

const UNDER_REVIEW: Partial<Readonly<Record<State, State>>> = {
  'escalated.awaitingApproval': 'escalated.underReview',
  'appealed.awaitingApproval': 'appealed.underReview',
};

/** To the parties a ruling that awaits approval does not exist yet: they see the case still under review. */
export function stateShownTo(role: ActorRole, state: State): State {
  return isStaffRole(role) ? state : (UNDER_REVIEW[state] ?? state);
}

const inForce = ({ rulings }: Dispute): Dispute['rulings'] => rulings.filter(({ status }) => status === 'in_force' || status === 'replaced');

/** The dispute as this role may know it. Everything shown is made from this one, never from the original. */
export function asShownTo(role: ActorRole, dispute: Dispute): Dispute {
  if (isStaffRole(role)) return dispute;
  const state = stateShownTo(role, dispute.state);
  const unapproved = dispute.rulings.some(({ status }) => status === 'awaiting_approval' || status === 'refused');
  if (state === dispute.state && !unapproved) return dispute;
  return { ...dispute, state, rulings: inForce(dispute), deadlines: withoutApproval(dispute.deadlines, dispute.facts) };
}

/** As this very reader may know it: staff who are out of the case know where it stands, and read no ruling that is not in force. */
export function asShownToReader(reader: Reader, dispute: Dispute): Dispute {
  const shown = asShownTo(reader.role, dispute);
  return isStaffRole(reader.role) && !hearsStaff(reader) ? { ...shown, rulings: inForce(shown) } : shown;
}
