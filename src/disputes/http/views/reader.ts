import type { Language } from '../../../foundation/identity/index.js';
import type { Policy } from '../../../policy/index.js';
import { standsAside, type Impediment } from '../../impediments.js';
import type { HelpLink } from '../help-links.js';
import type { ActorRole } from '../../domain/facts.js';

/** Whom something is shown to: in which role to this dispute, in which language, under which policy. */
export interface Reader {
  readonly role: ActorRole;
  readonly callerId: string;
  readonly lang: Language;
  readonly policy: Policy;
  /** What keeps them from acting beside the law; nothing where it was not asked for. */
  readonly impediments?: readonly Impediment[] | undefined;
  /** Which article explains which action; nothing where there are no articles. */
  readonly help?: ReadonlyMap<string, HelpLink>;
}

export const isStaffRole = (role: ActorRole): boolean => role === 'arbitrator' || role === 'lead';

/** Whether what staff tell each other is for this reader: not where they have an interest in the dispute, or stepped back from it. */
export const hearsStaff = ({ role, impediments = [] }: Reader): boolean => isStaffRole(role) && !standsAside(impediments);
