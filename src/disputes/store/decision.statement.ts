import { listenersOf } from '../domain/audience.js';
import { canonicalOf, isSealed, linkHash, sealOf, type Audience } from '../domain/chain.js';
import { wantedDeadlines, waitingOn, type Deadline } from '../domain/deadlines.js';
import type { Accepted } from '../domain/decide.js';
import { offerMadeBy, offersEndedBy, providerReferenceIn, rulingMadeBy, rulingsMovedBy } from '../domain/differences.js';
import { LAW_VERSION } from '../domain/dispute.machine.js';
import type { DisputeEvent } from '../domain/events.js';
import type { Actor, Facts } from '../domain/facts.js';
import { nextReminder } from '../domain/reminders.js';
import { stageOf, type State } from '../domain/states.js';
import { urgencyOf } from '../domain/urgency.js';
import { nextVersion } from '../domain/version.js';
import { deskPieces } from './desk.pieces.js';
import * as piece from './dispute.write.sql.js';
import { unreadCounted } from './read-marker.write.sql.js';

/** A decision on its way into the database: everything its one statement needs, already decided. */
export interface Recording {
  readonly disputeId: string;
  readonly orderId: string;
  readonly seq: number;
  readonly version: number;
  readonly chainHead: string;
  readonly policy: string;
  readonly reminders: readonly number[];
  /** Minor units by currency: what makes a case urgent for its amount. */
  readonly fourEyesAbove: Readonly<Record<string, number>>;
  readonly before: { readonly state: State; readonly facts: Facts; readonly deadlines: readonly Deadline[] } | null;
  readonly accepted: Accepted;
  readonly event: DisputeEvent;
  readonly actor: Actor;
  readonly audience: Audience;
  readonly eventId: string;
  readonly now: number;
  readonly requestId: string | null;
  readonly salt: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly document: object | null;
  readonly lines: readonly piece.LineMovement[];
  readonly shipping: { readonly reserved: number; readonly refunded: number };
  readonly beginning: { readonly number: string; readonly buyerId: string; readonly sellerId: string; readonly currency: string } | null;
  readonly kept: readonly unknown[] | null;
  /** Asked for by whoever sent the command; each piece may read from those of the decision. */
  readonly alongside: readonly piece.Piece[];
}

export const iso = (ms: number): string => new Date(ms).toISOString();

export function inputOf(event: DisputeEvent): object {
  const { type: _type, ...input } = event;
  return input;
}

export function linkOf(r: Recording): { canonical: string; hash: string } {
  const { disputeId, event, actor, accepted, audience, policy, salt } = r;
  const link = {
    disputeId, seq: r.seq + 1, type: event.type, actor, fromState: accepted.from, toState: accepted.state, audience,
    lawVersion: LAW_VERSION, policy, occurredAt: iso(r.now), input: inputOf(event),
  };
  const canonical = canonicalOf(link, sealOf(salt));
  return { canonical, hash: linkHash(r.chainHead, canonical) };
}

const STATEMENT_EVENTS: readonly string[] = ['buyerRevisedDraft', 'buyerAmended'];

function headOf(r: Recording): piece.Head {
  if (r.before === null) return 'insert';
  return STATEMENT_EVENTS.includes(r.event.type) || r.accepted.state === 'discarded' ? 'update_with_statement' : 'update';
}

/** What the chain only commits to can be checked again with the seal, which stays beside the actor, here only. */
function actorColumn({ actor, audience, salt, event: { type } }: Recording): string {
  const { role, id } = actor;
  return JSON.stringify(isSealed({ actor, audience, type }) ? { role, id, salt: sealOf(salt) } : { role, id });
}

function fixedParams(r: Recording, canonical: string, hash: string): unknown[] {
  const { accepted, event, texts, beginning } = r;
  const statement = texts.statement ?? null;
  return [
    r.disputeId, r.seq, accepted.state, waitingOn(accepted.state, accepted.facts), accepted.facts.claim.reason,
    nextVersion(r.version, event, r.audience), hash, JSON.stringify(accepted.facts), iso(r.now), r.eventId, event.type,
    actorColumn(r), accepted.from, JSON.stringify(inputOf(event)), r.audience, r.requestId, canonical,
    LAW_VERSION, r.policy, statement, statement === null ? null : r.salt, beginning?.number ?? null, r.orderId,
    beginning?.buyerId ?? null, beginning?.sellerId ?? null, beginning?.currency ?? null, r.chainHead,
  ];
}

function deadlinePieces(r: Recording): piece.Piece[] {
  const before = r.before?.deadlines ?? [];
  const after = r.accepted.deadlines;
  const same = (one: Deadline): boolean => before.some((other) => JSON.stringify(other) === JSON.stringify(one));
  const kept = after.map(({ kind }) => kind);
  const gone = before.some(({ kind }) => !kept.includes(kind));
  const changed = after.filter((deadline) => !same(deadline));
  const rows = changed.map((deadline) => {
    const reminder = nextReminder(deadline, r.reminders, r.now);
    return { ...deadline, armedAt: iso(deadline.armedAt), dueAt: iso(deadline.dueAt), nextReminderAt: reminder === null ? null : iso(reminder) };
  });
  return [...(gone ? [piece.deadlinesGone(kept)] : []), ...(rows.length > 0 ? [piece.deadlinesArmed(rows)] : [])];
}

function offerPieces({ event, accepted, before, texts, salt }: Recording): piece.Piece[] {
  const pieces: piece.Piece[] = [];
  const offer = offerMadeBy(event, accepted.facts);
  const message = texts.message ?? null;
  if (offer !== undefined) pieces.push(piece.offerMade({ id: offer.id, by: offer.by, ...offer.remedy, message, salt: message === null ? null : salt }));
  const ended = offersEndedBy(event, before?.facts ?? null, accepted.facts);
  return ended.length > 0 ? [...pieces, piece.offersEnded(ended)] : pieces;
}

function rulingPieces({ event, accepted, before, actor, document, salt }: Recording): piece.Piece[] {
  const pieces: piece.Piece[] = [];
  const made = rulingMadeBy(event, accepted.facts);
  if (made !== undefined && document !== null) {
    pieces.push(piece.rulingMade({ id: made.id, author: actor.id, status: made.status, document, salt, sha256: made.document }));
  }
  const moved = rulingsMovedBy(before?.facts ?? null, accepted.facts);
  return moved.length > 0 ? [...pieces, piece.rulingsMoved(moved)] : pieces;
}

const atDesk = (state: State): boolean => stageOf(state) === 'escalated' || stageOf(state) === 'appealed';

interface Standing {
  readonly state: State;
  readonly facts: Facts;
  readonly deadlines: readonly Deadline[];
}

function caseOf({ state, facts, deadlines }: Standing, r: Recording): piece.QueuedCase | null {
  if (!atDesk(state)) return null;
  const own = wantedDeadlines(state, facts)[0]?.kind;
  const due = deadlines.find(({ kind }) => kind === own)?.dueAt ?? 0;
  const { level, because } = urgencyOf(state, facts, r);
  const { priority, holder, claim, currency, sides, decidedBy } = facts;
  return { priority, holder, dueAt: iso(due), rank: -level, because, reason: claim.reason, amount: claim.amount, currency, ...sides, barred: decidedBy };
}

function queuePieces(r: Recording): piece.Piece[] {
  const { before, accepted } = r;
  const is = caseOf(accepted, r);
  const was = before === null ? null : caseOf(before, r);
  if (is === null) return was === null ? [] : [piece.caseLeft()];
  return before?.state === accepted.state && JSON.stringify(was) === JSON.stringify(is) ? [] : [piece.caseQueued(is, before?.state === 'suspended')];
}

/** A case that is suspended in somebody's hands is still theirs. */
const isSetAside = (standing: Standing | null): boolean => standing?.state === 'suspended' && standing.facts.holder !== null;

function asidePieces({ before, accepted }: Recording): piece.Piece[] {
  const { holder } = accepted.facts;
  if (isSetAside(before) === isSetAside(accepted)) return [];
  return isSetAside(accepted) && holder !== null ? [piece.caseSetAside(holder)] : [piece.caseTakenUpAgain()];
}

function refundPieces({ before, accepted, event }: Recording): piece.Piece[] {
  const { refund, currency } = accepted.facts;
  if (refund === null || JSON.stringify(refund) === JSON.stringify(before?.facts.refund)) return [];
  return [piece.refundMoved({ ...refund, currency, providerReference: providerReferenceIn(event) })];
}

function textPieces({ event, actor, texts, salt, audience, accepted }: Recording): piece.Piece[] {
  if (event.type === 'messageSent') {
    const { messageId: id, evidenceIds, anchor = null } = event;
    const said = piece.messageSent({ id, author: actor, audience, text: texts.text ?? '', salt, evidenceIds, anchor });
    return [said, unreadCounted(listenersOf(audience, actor, accepted.facts), actor.id)];
  }
  const { statement: _statement, message, ...rest } = texts;
  const isOffer = event.type === 'sellerOffered' || event.type === 'buyerOffered';
  const kept = isOffer || message === undefined ? rest : { ...rest, message };
  return Object.keys(kept).length > 0 ? [piece.textsKept(salt, kept)] : [];
}

function bookPieces({ orderId, lines, shipping }: Recording): piece.Piece[] {
  const moves = shipping.reserved !== 0 || shipping.refunded !== 0;
  return [
    ...(lines.length > 0 ? [piece.linesMoved(orderId, lines)] : []),
    ...(moves ? [piece.shippingMoved(orderId, shipping.reserved, shipping.refunded)] : []),
  ];
}

function forgettingPieces({ accepted }: Recording): piece.Piece[] {
  return accepted.state === 'discarded' ? [piece.answersForgotten(accepted.facts.sides.buyer)] : [];
}

/** The one statement of a decision. */
export function statementOf(r: Recording, { canonical, hash } = linkOf(r)): piece.Statement {
  const pieces = [
    ...deadlinePieces(r), ...offerPieces(r), ...textPieces(r), ...rulingPieces(r), ...queuePieces(r), ...asidePieces(r), ...refundPieces(r), ...bookPieces(r),
    ...deskPieces(r), ...forgettingPieces(r),
    ...r.alongside, ...(r.kept === null ? [] : [piece.answerKept(r.kept)]),
  ];
  return piece.compose(headOf(r), fixedParams(r, canonical, hash), pieces);
}
