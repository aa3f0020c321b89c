import { requirementsFor } from '../disputes/index.js';
import { problem } from '../foundation/problems/problem.js';
import type { Policy } from '../policy/index.js';
import type { Declaration, Side } from './domain/evidence.js';
import type { Setting } from './store/evidence.repository.js';

/** A piece may name only what its side is asked to show of the claim's reason, or what the desk asks for just now; 422 with the codes that are known. */
export function expectKnownRequirement({ requirement }: Declaration, { facts }: Setting, side: Side, policy: Policy): void {
  const known = [...requirementsFor(facts.claim.reason, side, policy), ...(facts.information?.requirements ?? [])];
  if (requirement === null || known.includes(requirement)) return;
  throw problem('invalid', undefined, { errors: [{ pointer: '/requirement', code: 'unknown_requirement', values: { known: known.join(', ') || 'none' } }] });
}
