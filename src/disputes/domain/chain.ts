import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Actor } from './facts.js';

/** What stands before the first event of every chain. */
export const GENESIS = '0'.repeat(64);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** RFC 8785 JSON: one spelling for one value, so that a hash can be checked anywhere. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no canonical JSON');
  return text;
}

/** Binds a text without telling it: erasing text and salt leaves a chain that still verifies. */
export function commitment(salt: string, text: string): string {
  return sha256(salt + text);
}

/** What a reader of a document can check by themselves: sha-256 of its canonical text. */
export function documentHash(document: unknown): string {
  return sha256(canonicalJson(document));
}

/** `hash = hex(sha256(utf8(prevHash + "\n" + canonical)))` (architecture.md, "The event log"). */
export function linkHash(prevHash: string, canonical: string): string {
  return sha256(`${prevHash}\n${canonical}`);
}

export type Audience = 'parties' | 'staff' | 'buyer' | 'seller';

/** One event as it is hashed. */
export interface Link {
  readonly disputeId: string;
  readonly seq: number;
  readonly type: string;
  readonly actor: Actor;
  readonly fromState: string | null;
  readonly toState: string;
  readonly audience: Audience;
  readonly lawVersion: number;
  readonly policy: string;
  readonly occurredAt: string;
  readonly input: object;
}

const isStaff = ({ role }: Actor): boolean => role === 'arbitrator' || role === 'lead';

/** What is between staff, and what a party does with evidence that is still theirs alone, is not told to the other side at all. */
const isWithheld = ({ type, audience }: Pick<Link, 'type' | 'audience'>): boolean =>
  audience === 'staff' || (audience !== 'parties' && type.startsWith('evidence'));

/** Does the canonical text of this event commit to something instead of saying it? */
export const isSealed = (link: Pick<Link, 'actor' | 'audience' | 'type'>): boolean => isStaff(link.actor) || isWithheld(link);

/**
 * The salt of what the canonical text only commits to. It stays in the log for ever, and the texts' own salt must be
 * erasable: so this one follows from that, and never leads back to it.
 */
export const sealOf = (salt: string): string => commitment(salt, 'seal');

/** To the parties a ruling that awaits approval does not exist yet: they know the case as still under review. */
const asPartiesKnow = (state: string | null): string | null => state?.replace(/\.awaitingApproval$/, '.underReview') ?? null;

/** Whom a case was given to is the name of staff as well. */
function inputAsTold({ type, input }: Link, seal: string): object {
  const { to } = input as { to?: unknown };
  return type === 'caseReassigned' && typeof to === 'string' ? { ...input, to: { commitment: commitment(seal, to) } } : input;
}

/** The first version of the law under which the clock does not give itself away among what is between staff. */
const CLOCK_WITHHELD = 4;

/** What only the clock could have done would say what it was: there is one secret that ends by itself, a ruling nobody approved in time. */
function actorAsTold(link: Link, seal: string): object {
  const { role, id } = link.actor;
  if (isStaff(link.actor)) return { role, commitment: commitment(seal, id) };
  const isGivenAway = role === 'clock' && isWithheld(link) && link.lawVersion >= CLOCK_WITHHELD;
  return isGivenAway ? { role: 'arbitrator', commitment: commitment(seal, id) } : { role, id };
}

/**
 * The text that goes into the chain. Parties may read it, so it names staff by role and commitment only, and states as
 * parties know them; of what is withheld from a party it holds nothing but a commitment.
 */
export function canonicalOf(link: Link, seal: string): string {
  const { fromState, toState } = link;
  const actor = actorAsTold(link, seal);
  const told = { ...link, actor, input: inputAsTold(link, seal), fromState: asPartiesKnow(fromState), toState: asPartiesKnow(toState) };
  if (!isWithheld(link)) return canonicalJson(told);
  return canonicalJson({ ...told, type: 'internal', input: { commitment: commitment(seal, withheldText(link)) } });
}

type Withheld = Pick<Link, 'type' | 'input' | 'fromState' | 'toState' | 'audience'>;

/**
 * The text of what a withheld event holds; its link has only a commitment to it, `sha256(seal || text)`. What one party
 * withholds may be told to the other later, so the states in it are those that parties know.
 */
export function withheldText({ type, input, fromState, toState, audience }: Withheld): string {
  if (audience === 'staff') return canonicalJson({ type, input, fromState, toState });
  return canonicalJson({ type, input, fromState: asPartiesKnow(fromState), toState: asPartiesKnow(toState) });
}

export interface ChainedEvent {
  readonly seq: number;
  readonly canonical: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** Where a chain breaks, or null when every link holds: gapless numbers, each hash over its text and its predecessor. */
export function brokenAt(events: readonly ChainedEvent[]): number | null {
  let prev = GENESIS;
  for (const [index, { seq, canonical, prevHash, hash }] of events.entries()) {
    const said = JSON.parse(canonical) as { seq?: unknown };
    const holds = seq === index + 1 && said.seq === seq && prevHash === prev && hash === linkHash(prev, canonical);
    if (!holds) return index + 1;
    prev = hash;
  }
  return null;
}
