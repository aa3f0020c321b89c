import { Injectable } from '@nestjs/common';
import { disputeFrom, type DisputeJson, type Facts, type Found, type Stage, type State } from '../../disputes/index.js';
import { constraintOf, Sql } from '../../foundation/database/sql.js';
import type { IdempotencyRecord, IdempotencyRequest } from '../../foundation/idempotency/index.js';
import type { EvidenceLimits } from '../../policy/index.js';
import type { Evidence } from '../domain/evidence.js';
import {
  DECLARE, FORGET, KEEP_AFTER_ALL, LIST_EVIDENCE, READ_DISCUSSED, READ_EVIDENCE, READ_SETTING, WANT_REMOVAL,
} from './evidence.sql.js';
import { sealFrom, type SealParts } from './seal.js';

/** What of a dispute says who may see its evidence. */
export interface DisputeOf {
  readonly state: State;
  readonly buyerId: string;
  readonly sellerId: string;
}

/** What declaring a piece depends on. */
export interface Setting extends DisputeOf {
  readonly policy: string;
  readonly facts: Facts;
  readonly now: number;
  readonly known: IdempotencyRecord | null;
}

export interface FoundEvidence {
  readonly evidence: Evidence;
  readonly dispute: DisputeOf;
  readonly known: IdempotencyRecord | null;
  /** Epoch milliseconds by the law's clock. */
  readonly now: number;
}

/** A piece as it is declared: `partSize` where it comes in parts, `stage` where the dispute stands. */
export interface NewPiece extends Evidence {
  readonly partSize: number | null;
  readonly stage: Stage;
}

export type LimitReached = 'pieces' | 'bytes' | 'stage';
type Limits = Pick<EvidenceLimits, 'perParty' | 'totalBytes' | 'perStage'>;
type Room = { readonly taken: boolean; readonly hasPlace: boolean; readonly bytes: number; readonly inStage: number };

export type EvidenceJson = Omit<Evidence, 'createdAt' | 'sealed' | 'seal'> & SealParts & { readonly createdAt: string | number };
type FoundJson = EvidenceJson & { readonly dispute: DisputeOf; readonly known: IdempotencyRecord | null; readonly now: number };
type DiscussedJson = EvidenceJson & { readonly dispute: Omit<DisputeJson, 'known'>; readonly known: IdempotencyRecord | null };
type PageJson = { readonly dispute: DisputeOf; readonly pieces: EvidenceJson[] | null };
type SettingJson = Omit<Setting, 'now'> & { readonly now: string };

/** Another release chooses places without waiting for its turn; then the next free one is tried. */
const PLACE_TAKEN = 'evidence_place_unique';

@Injectable()
export class EvidenceRepository {
  constructor(private readonly sql: Sql) {}

  async findSetting(disputeId: string, { caller, key }: IdempotencyRequest): Promise<Setting | null> {
    const [row] = await this.sql.named<SettingJson>('evidence_setting', READ_SETTING, [disputeId, caller, key]);
    return row === undefined ? null : { ...row, now: Number(row.now) };
  }

  /** Takes one of the places for the piece, unless there is none or another limit is reached: then it tells which. */
  async declare(e: NewPiece, inDraft: boolean, { perParty, totalBytes, perStage }: Limits, kept: readonly unknown[]): Promise<'taken' | LimitReached> {
    const params = [
      e.id, e.disputeId, e.ownerId, e.by, e.kind, e.fileName, e.mediaType, e.size, e.sha256, e.requirement, e.caption, inDraft,
      new Date(e.createdAt), perParty, e.held, e.partSize, e.stage, totalBytes ?? null, perStage?.[e.stage] ?? null, ...kept,
    ];
    for (;;) {
      try {
        const [room] = await this.sql.named<Room>('evidence_declare', DECLARE, params);
        return room?.taken === true ? 'taken' : reached(room, e.size, totalBytes);
      } catch (error) {
        // Ends: with every collision somebody has taken a place.
        if (constraintOf(error) !== PLACE_TAKEN) throw error;
      }
    }
  }

  async find(id: string, idempotency?: IdempotencyRequest): Promise<FoundEvidence | null> {
    const params = [id, idempotency?.caller ?? null, idempotency?.key ?? null];
    const [row] = await this.sql.named<FoundJson>('evidence_read', READ_EVIDENCE, params);
    if (row === undefined) return null;
    const { dispute, known, now, ...evidence } = row;
    return { evidence: evidenceFrom(evidence), dispute, known, now };
  }

  /** A piece and its dispute as the one door reads it: whoever speaks of the piece speaks in the dispute. */
  async findDiscussed(id: string, reader: string, idempotency: IdempotencyRequest | undefined): Promise<{ evidence: Evidence; found: Found } | null> {
    const params = [id, idempotency?.caller ?? null, idempotency?.key ?? null, reader];
    const [row] = await this.sql.named<DiscussedJson>('evidence_discussed', READ_DISCUSSED, params);
    if (row === undefined) return null;
    const { dispute, known, ...evidence } = row;
    return { evidence: evidenceFrom(evidence), found: { dispute: disputeFrom(dispute), known } };
  }

  /** Pieces after `after` that this person may know of: the available ones, and their own. */
  async list(disputeId: string, sub: string, after: string, limit: number): Promise<{ dispute: DisputeOf; pieces: Evidence[] } | null> {
    const [row] = await this.sql.named<PageJson>('evidence_list', LIST_EVIDENCE, [disputeId, sub, after, limit]);
    return row === undefined ? null : { dispute: row.dispute, pieces: (row.pieces ?? []).map(evidenceFrom) };
  }

  /** Deletes the row and orders its objects deleted; false when it is in another state by now. */
  async forget(id: string, ...states: Evidence['status'][]): Promise<boolean> {
    return (await this.sql.named('evidence_forget', FORGET, [id, states])).length > 0;
  }

  async wantRemoval(id: string): Promise<boolean> {
    return (await this.sql.named('evidence_want_removal', WANT_REMOVAL, [id])).length > 0;
  }

  async keepAfterAll(id: string): Promise<void> {
    await this.sql.named('evidence_keep_after_all', KEEP_AFTER_ALL, [id]);
  }
}

function reached(room: Room | undefined, size: number, totalBytes: number | undefined): LimitReached {
  if (room?.hasPlace !== true) return 'pieces';
  return totalBytes !== undefined && room.bytes + size > totalBytes ? 'bytes' : 'stage';
}

export function evidenceFrom({ sealedAt, contentSalt, added, createdAt, ...row }: EvidenceJson): Evidence {
  return { ...row, sealed: sealedAt !== null, seal: sealFrom({ sealedAt, contentSalt, added }), createdAt: Number(createdAt) };
}
