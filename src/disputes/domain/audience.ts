import type { Audience } from './chain.js';
import { confidant } from './custody.js';
import type { DisputeEvent } from './events.js';
import type { Actor, Facts } from './facts.js';
import type { State } from './states.js';

/** What an accepted event did, as far as it decides who may know of it. */
interface Happened {
  readonly from: State | null;
  readonly state: State;
  readonly facts: Facts;
}

/** A ruling that waits for a second person, and what comes of waiting in vain, stays inside the house. */
function isInternal(event: DisputeEvent, { from, state }: Happened): boolean {
  // A suspension that ends there is no secret: the parties know that it began.
  const waits = state.endsWith('.awaitingApproval') && state !== from && from !== 'suspended';
  const inVain = event.type === 'rulingRefused' || ((event.type === 'deadlinePassed' || event.type === 'deadlineExtended') && event.kind === 'approval');
  return waits || inVain;
}

/** Who may know that this happened. */
export function audienceOf(event: DisputeEvent, before: Facts | null, happened: Happened): Audience {
  if (event.type === 'messageSent') return event.audience;
  if (isInternal(event, happened)) return 'staff';
  return confidant(event, before, happened.facts, happened.state) ?? 'parties';
}

/** Why somebody steps back from a case, or it is given to somebody else, is between them and the house: it is about people, by name. */
const ABOUT_STAFF: readonly string[] = ['arbitratorRecused', 'caseReassigned'];

/** Whether the words that were written with an event are the parties' to read, who may know that it happened. */
export const arePartiesToRead = (type: string): boolean => !ABOUT_STAFF.includes(type);

/** As what somebody hears what is said in a dispute: every arbitrator and lead is of the same side. */
export type ListeningSide = 'buyer' | 'seller' | 'staff';

export interface Listener {
  readonly id: string;
  readonly side: ListeningSide;
}

/** To whom a message is news: the parties it is said to and whoever holds the case, but not its author. */
export function listenersOf(audience: Audience, author: Actor, { sides, holder }: Pick<Facts, 'sides' | 'holder'>): Listener[] {
  const hears = (side: 'buyer' | 'seller'): Listener[] => (audience === 'parties' || audience === side ? [{ id: sides[side], side }] : []);
  const desk: Listener[] = holder === null ? [] : [{ id: holder, side: 'staff' }];
  return [...hears('buyer'), ...hears('seller'), ...desk].filter(({ id }) => id !== author.id);
}
