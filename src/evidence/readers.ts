import { relationsTo, type ActorRole, type Impediments } from '../disputes/index.js';
import { problem } from '../foundation/problems/problem.js';
import type { Caller } from '../foundation/identity/index.js';
import type { Evidence, Side } from './domain/evidence.js';
import type { DisputeOf } from './store/evidence.repository.js';

/** Somebody who may look at the evidence of one dispute. A party is never staff in their own dispute. */
export interface Reader {
  readonly sub: string;
  /** What they are to this dispute: a party first, whatever else they may be. */
  readonly role: ActorRole;
  readonly isStaff: boolean;
}

const READERS: readonly ActorRole[] = ['buyer', 'seller', 'arbitrator', 'lead'];

/** 404 for who may not know of the dispute, 403 for who may, but has no business with its evidence. */
export function readerOf(dispute: DisputeOf | undefined, caller: Caller): Reader {
  const relations = dispute === undefined ? [] : relationsTo(dispute, caller);
  if (relations.length === 0) throw problem('not_found');
  const role = relations.find((relation) => READERS.includes(relation));
  if (role === undefined) throw problem('forbidden');
  return { sub: caller.sub, role, isStaff: role !== 'buyer' && role !== 'seller' };
}

/** The same reader, who is no staff where they are out of the case: they see of its evidence what both sides do. */
export async function readerWithin(disputeId: string, reader: Reader, impediments: Pick<Impediments, 'isOut'>): Promise<Reader> {
  return reader.isStaff && (await impediments.isOut(disputeId, reader.sub)) ? { ...reader, isStaff: false } : reader;
}

/** The side this caller may show evidence for. */
export function sideOf(dispute: DisputeOf | undefined, caller: Caller): Side {
  const relations = dispute === undefined ? [] : relationsTo(dispute, caller);
  if (relations.length === 0) throw problem('not_found');
  const side = relations.find((relation) => relation === 'buyer' || relation === 'seller');
  if (side === undefined) throw problem('forbidden');
  return side;
}

/** Before a piece is sealed it is its owner's alone. */
export function maySee({ ownerId, status, sealed }: Evidence, { sub }: Reader): boolean {
  return ownerId === sub || (sealed && (status === 'available' || status === 'erased'));
}

/** Refuses what cannot be looked at: not yet, or no more. */
export function expectShown({ status }: Evidence): void {
  if (status === 'erased') throw problem('evidence_erased');
  if (status !== 'available') throw problem('evidence_not_ready');
}
