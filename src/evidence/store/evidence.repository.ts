import { Injectable } from '@nestjs/common';
import type { Facts, State } from '../../disputes/index.js';
import { constraintOf, Sql } from '../../foundation/database/sql.js';
import type { IdempotencyRecord, IdempotencyRequest } from '../../foundation/idempotency/index.js';
import type { Evidence } from '../domain/evidence.js';
import {
  COMPLETE, DECLARE, FORGET, KEEP_AFTER_ALL, LIST_EVIDENCE, READ_EVIDENCE, READ_SETTING, WANT_REMOVAL,
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

type EvidenceJson = Omit<Evidence, 'createdAt' | 'sealed' | 'seal'> & SealParts & { readonly createdAt: string | number };
type FoundJson = EvidenceJson & { readonly dispute: DisputeOf; readonly known: IdempotencyRecord | null; readonly now: number };
type PageJson = { readonly dispute: DisputeOf; readonly pieces: EvidenceJson[] | null };
type SettingJson = Omit<Setting, 'now'> & { readonly now: string };

/** Tried again on another free place; `evidence_limit_reached` is told by no row at all. */
const PLACE_TAKEN = 'evidence_place_unique';

@Injectable()
export class EvidenceRepository {
  constructor(private readonly sql: Sql) {}

  async findSetting(disputeId: string, { caller, key }: IdempotencyRequest): Promise<Setting | null> {
    const [row] = await this.sql.named<SettingJson>('evidence_setting', READ_SETTING, [disputeId, caller, key]);
    return row === undefined ? null : { ...row, now: Number(row.now) };
  }

  /** Takes one of `places` places for the piece; false when none is free. */
  async declare(e: Evidence, inDraft: boolean, places: number, kept: readonly unknown[]): Promise<boolean> {
    const params = [
      e.id, e.disputeId, e.ownerId, e.by, e.kind, e.fileName, e.mediaType, e.size, e.sha256, e.requirement, e.caption, inDraft,
      new Date(e.createdAt), places, e.held, ...kept,
    ];
    for (;;) {
      try {
        return (await this.sql.named('evidence_declare', DECLARE, params)).length > 0;
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

  /** Pieces after `after` that this person may know of: the available ones, and their own. */
  async list(disputeId: string, sub: string, after: string, limit: number): Promise<{ dispute: DisputeOf; pieces: Evidence[] } | null> {
    const [row] = await this.sql.named<PageJson>('evidence_list', LIST_EVIDENCE, [disputeId, sub, after, limit]);
    return row === undefined ? null : { dispute: row.dispute, pieces: (row.pieces ?? []).map(evidenceFrom) };
  }

  /** False when it is no longer waiting for its bytes. */
  async complete(id: string, kept: readonly unknown[]): Promise<boolean> {
    return (await this.sql.named('evidence_complete', COMPLETE, [id, ...kept])).length > 0;
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

function evidenceFrom({ sealedAt, contentSalt, added, createdAt, ...row }: EvidenceJson): Evidence {
  return { ...row, sealed: sealedAt !== null, seal: sealFrom({ sealedAt, contentSalt, added }), createdAt: Number(createdAt) };
}
