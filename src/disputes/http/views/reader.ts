import type { Language } from '../../../foundation/identity/index.js';
import type { Policy } from '../../../policy/index.js';
import type { ActorRole } from '../../domain/facts.js';

/** Whom something is shown to: in which role to this dispute, in which language, under which policy. */
export interface Reader {
  readonly role: ActorRole;
  readonly callerId: string;
  readonly lang: Language;
  readonly policy: Policy;
}

export const isStaffRole = (role: ActorRole): boolean => role === 'arbitrator' || role === 'lead';
