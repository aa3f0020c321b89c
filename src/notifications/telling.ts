import { stateShownTo } from '../disputes/index.js';
import type { ReaderRole } from './domain/visibility.js';

const PARTIES = ['buyer', 'seller'];

interface ActorTold {
  readonly role: string;
  readonly id?: string;
}

/** Who did something, as this reader may know it: staff are a role to everybody but staff, and parties to staff who must not know them. */
export function actorTold({ role, id }: { readonly role: string; readonly id: string }, reader: ReaderRole, knowsParties = true): ActorTold {
  if (PARTIES.includes(role)) return reader !== 'staff' || knowsParties ? { role, id } : { role };
  return reader === 'staff' ? { role, id } : { role };
}

/** A state as this reader may know it: a ruling that waits for approval does not exist yet outside the house. */
export function stateTold(state: string, reader: ReaderRole): string {
  return stateShownTo(reader === 'staff' ? 'arbitrator' : reader, state as Parameters<typeof stateShownTo>[1]);
}
