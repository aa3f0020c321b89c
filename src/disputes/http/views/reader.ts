import type { Language } from '../../../foundation/identity/index.js';
import type { Policy } from '../../../policy/index.js';
import type { Impediment } from '../../impediments.js';
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
