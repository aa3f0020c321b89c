import type { DisputeEvent, EventOf, EventType } from './events.js';
import type { Actor, EvidenceItem, Facts, Party } from './facts.js';
import type { Judgement } from './judgement.js';
import { isStage, stageOf, type State } from './states.js';

/* The dispute's evidence: staged by its owner, sealed by a decision, redacted, erased. */

/** Is the piece, or was it before it was erased, part of the dispute? Before that it is its owner's alone. */
export const isShown = ({ status, sealedAt }: EvidenceItem): boolean => status === 'sealed' || sealedAt !== undefined;

export const pieceOf = ({ evidence }: Facts, id: string): EvidenceItem | undefined => evidence.find((item) => item.id === id);

/** May this reader know of the piece? Staged ones are their owner's alone. */
export const mayKnowOfPiece = (item: EvidenceItem, role: string): boolean => isShown(item) || item.by === role;

const changed = (facts: Facts, evidenceId: string, change: Partial<EvidenceItem>): Facts => ({
  ...facts,
  evidence: facts.evidence.map((item) => (item.id === evidenceId ? { ...item, ...change } : item)),
});

/** A piece held back stays staged, unless what it was held back for has happened while its bytes were on their way. */
function staysStaged({ heldSince, by }: EventOf<'evidenceAdded'>['evidence'], state: State, { sealedUntil }: Facts): boolean {
  return state === 'draft' || (heldSince !== undefined && Date.parse(heldSince) > (sealedUntil[by] ?? 0));
}

export function evidenceAdded({ facts, event, state, now }: Judgement<EventOf<'evidenceAdded'>>): Facts {
  const { id, by, kind, requirement } = event.evidence;
  const standing = staysStaged(event.evidence, state, facts) ? ({ status: 'available' } as const) : ({ status: 'sealed', sealedAt: now } as const);
  return { ...facts, evidence: [...facts.evidence, { id, by, kind, ...(requirement === undefined ? {} : { requirement }), ...standing }] };
}

export const evidenceRemoved = ({ facts, event }: Judgement<EventOf<'evidenceRemoved'>>): Facts => ({
  ...facts,
  evidence: facts.evidence.filter(({ id }) => id !== event.evidenceId),
});

export const evidenceRedacted = ({ facts, event }: Judgement<EventOf<'evidenceRedacted'>>): Facts =>
  changed(facts, event.evidenceId, { redaction: event.redaction });

export const evidenceErased = ({ facts, event }: Judgement<EventOf<'evidenceErased'>>): Facts => changed(facts, event.evidenceId, { status: 'erased' });

/** Work on the evidence itself: it answers nothing, so it seals nothing. */
const HOUSEKEEPING: readonly EventType[] = ['evidenceAdded', 'evidenceRemoved', 'evidenceRedacted', 'evidenceErased'];

export const isHousekeeping = ({ type }: { readonly type: EventType }): boolean => HOUSEKEEPING.includes(type);

/** Whose staged evidence a decision seals: that of the party who acts; everybody's when the platform's turn comes, or the end. */
function sealedBy(event: DisputeEvent, { role }: Actor, from: State, to: State): readonly Party[] {
  if (isHousekeeping(event) || isStage(to, 'draft', 'discarded')) return [];
  const moved = from !== to && isStage(to, 'escalated', 'appealed', 'closed');
  if (moved) return ['buyer', 'seller'];
  return role === 'buyer' || role === 'seller' ? [role] : [];
}

export interface Passing {
  readonly event: DisputeEvent;
  readonly actor: Actor;
  readonly from: State;
  readonly to: State;
  readonly now: number;
}

/** The facts after a decision with all evidence sealed that this decision seals: the same rule for every event. */
export function sealing(facts: Facts, { event, actor, from, to, now }: Passing): Facts {
  const sides = sealedBy(event, actor, from, to);
  if (sides.length === 0) return facts;
  const seals = ({ status, by }: EvidenceItem): boolean => status === 'available' && sides.includes(by);
  const evidence = facts.evidence.map((item) => (seals(item) ? { ...item, status: 'sealed' as const, sealedAt: now } : item));
  return { ...facts, evidence, sealedUntil: { ...facts.sealedUntil, ...Object.fromEntries(sides.map((side) => [side, now])) } };
}

/** The owner of a piece that an event is about while nobody else may know of it; null where it is everybody's to know. */
export function confidant(event: DisputeEvent, before: Facts | null, after: Facts, state: State): Party | null {
  if (!isHousekeeping(event) || stageOf(state) === 'draft') return null;
  const id = 'evidence' in event ? event.evidence.id : (event as EventOf<'evidenceRemoved'>).evidenceId;
  const item = (before === null ? undefined : pieceOf(before, id)) ?? pieceOf(after, id);
  return item === undefined || isShown(item) ? null : item.by;
}
