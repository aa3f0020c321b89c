import type { Caller } from '../foundation/identity/index.js';
import { problem } from '../foundation/problems/problem.js';
import type { Actor, ActorRole } from './domain/facts.js';
import type { Dispute } from './dispute.js';
import type { Doer } from './disputes.service.js';

/** What the caller is to this dispute, most personal first. Drafts are the buyer's alone; a discarded one is gone for everyone. */
export function relationsTo(dispute: Pick<Dispute, 'state' | 'buyerId' | 'sellerId'>, caller: Caller): ActorRole[] {
  if (dispute.state === 'discarded') return [];
  if (caller.sub === dispute.buyerId) return ['buyer', ...staffRoles(caller)];
  if (dispute.state === 'draft') return [];
  return caller.sub === dispute.sellerId ? ['seller', ...staffRoles(caller)] : staffRoles(caller);
}

function staffRoles(caller: Caller): ActorRole[] {
  const roles: ActorRole[] = [];
  if (caller.roles.includes('arbitrator')) roles.push('arbitrator');
  if (caller.roles.includes('lead')) roles.push('lead');
  if (caller.roles.includes('marketplace')) roles.push('marketplace');
  return roles;
}

/** As what the caller sees the dispute, or null when they may not know that it exists. */
export function mayKnowOf(dispute: Dispute, caller: Caller): ActorRole | null {
  return relationsTo(dispute, caller)[0] ?? null;
}

/** Who acts, in the role that this event belongs to; 404 for a stranger, 403 for one's own dispute in the wrong role. */
export function actorOf(dispute: Dispute, doer: Doer, eventOf: (role: ActorRole) => string | null): Actor {
  if ('actor' in doer) return doer.actor;
  const relations = relationsTo(dispute, doer.caller);
  if (relations.length === 0) throw problem('not_found');
  const role = relations.find((candidate) => eventOf(candidate) !== null);
  if (role === undefined) throw problem('forbidden');
  return { role, id: doer.caller.sub };
}

