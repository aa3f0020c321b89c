import { closesByRuling } from './conditions.js';
import type { Facts } from './facts.js';
import { grantOf } from './grants.js';
import type { Judgement } from './judgement.js';

/**
 * A remedy was granted: what is to be given, and how the dispute will close when it has been. What the parties agree on
 * takes the place of what was ruled.
 */
export function granted(j: Judgement): Facts {
  const grant = grantOf(j);
  const isRuled = closesByRuling(j);
  return { ...j.facts, grant, closesAs: isRuled ? 'ruled' : 'settled', ruling: isRuled ? j.facts.ruling : null };
}

/** The remedy went wrong: back to the platform, as a dispute about what came back. What was granted stays reserved. */
export const aboutTheReturn = (facts: Facts): Facts => ({ ...facts, scope: 'return', openOffers: [] });
