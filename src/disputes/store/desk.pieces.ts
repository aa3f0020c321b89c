import { appealEndedBy, informationEndedBy, settlementMadeBy, settlementMovedBy } from '../domain/desk.differences.js';
import type { Recording } from './decision.statement.js';
import * as desk from './desk.write.sql.js';
import type { Piece } from './dispute.write.sql.js';
import { unmarked } from './read-marker.write.sql.js';

function informationPieces({ event, actor, accepted, before, document, salt }: Recording): Piece[] {
  const ended = informationEndedBy(event, before?.facts ?? null, accepted.facts);
  const pieces = ended === undefined ? [] : [desk.informationEnded(ended)];
  if (event.type === 'informationRequested' && document !== null) {
    return [...pieces, desk.informationAsked({ id: event.requestId, addressees: event.addressees, document, salt })];
  }
  if (event.type !== 'informationGiven') return pieces;
  const { requestId, evidenceIds = [] } = event;
  return [...pieces, desk.informationAnswered({ requestId, party: actor.role, evidenceIds })];
}

function settlementPieces({ event, accepted, before }: Recording): Piece[] {
  const made = settlementMadeBy(event, accepted.facts);
  const moved = settlementMovedBy(event, before?.facts ?? null, accepted.facts);
  return [
    ...(made === undefined ? [] : [desk.settlementProposed({ id: made.id, ...made.remedy })]),
    ...(moved === undefined ? [] : [desk.settlementMoved(moved)]),
  ];
}

function appealPieces({ event, actor, accepted, before }: Recording): Piece[] {
  const ended = appealEndedBy(event, before?.facts ?? null, accepted.facts);
  const pieces = ended === undefined ? [] : [desk.appealEnded(ended)];
  if (event.type !== 'partyAppealed' || event.appealId === undefined) return pieces;
  return [...pieces, desk.appealMade({ id: event.appealId, by: actor.role, ground: event.ground, evidenceIds: event.evidenceIds ?? [] })];
}

const recusalPieces = ({ event, actor }: Recording): Piece[] => (event.type === 'arbitratorRecused' ? [desk.arbitratorRecused(actor.id), unmarked(actor.id)] : []);

/** What a decision writes into the desk's records. */
export const deskPieces = (r: Recording): Piece[] => [...informationPieces(r), ...settlementPieces(r), ...appealPieces(r), ...recusalPieces(r)];
