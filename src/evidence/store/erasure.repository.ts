import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { IdempotencyRecord, IdempotencyRequest } from '../../foundation/idempotency/index.js';
import type { Erasure, ErasureReason, Granter } from '../domain/erasure.js';
import type { EvidenceStatus } from '../domain/evidence.js';
import { CLAIM_ERASURES, COUNT_ERASURES, ERASE, GRANT_ERASURE, READ_PLEA, REQUEST_ERASURE } from './erasure.sql.js';
import type { DisputeOf } from './evidence.repository.js';

/** What erasing one piece depends on. Times are epoch milliseconds by the law's clock. */
export interface Plea {
  readonly evidenceId: string;
  readonly disputeId: string;
  readonly ownerId: string;
  readonly status: EvidenceStatus;
  /** Before that it is its owner's alone. */
  readonly sealed: boolean;
  readonly dispute: DisputeOf;
  readonly reopenUntil: number | null;
  readonly reopened: boolean;
  readonly isHeld: boolean;
  readonly now: number;
  readonly erasure: Erasure | null;
  readonly known: IdempotencyRecord | null;
}

/** A granted erasure that is to be carried out. */
export interface DueErasure {
  readonly evidenceId: string;
  readonly disputeId: string;
  readonly reasonCode: ErasureReason;
  readonly role: Granter;
  readonly by: string;
  /** The dispute knows; only the bytes and words are left to go. */
  readonly told: boolean;
}

@Injectable()
export class ErasureRepository {
  constructor(private readonly sql: Sql) {}

  async plea(evidenceId: string, { caller, key }: IdempotencyRequest): Promise<Plea | null> {
    const [row] = await this.sql.named<Plea>('erasure_plea', READ_PLEA, [evidenceId, caller, key]);
    return row ?? null;
  }

  /** False when somebody has asked before, or the piece is gone. */
  async request(erasure: Erasure, kept: readonly unknown[]): Promise<boolean> {
    return (await this.sql.named('erasure_request', REQUEST_ERASURE, [...parametersOf(erasure, erasure.requested), ...kept])).length > 0;
  }

  /** False when it is held or granted by now, or the piece is gone. */
  async grant(erasure: Erasure & { readonly granted: NonNullable<Erasure['granted']> }, kept: readonly unknown[]): Promise<boolean> {
    return (await this.sql.named('erasure_grant', GRANT_ERASURE, [...parametersOf(erasure, erasure.granted), ...kept])).length > 0;
  }

  claim(limit: number): Promise<DueErasure[]> {
    return this.sql.named<DueErasure>('erasure_claim', CLAIM_ERASURES, [limit]);
  }

  async erase(evidenceId: string): Promise<void> {
    await this.sql.named('erasure_erase', ERASE, [evidenceId]);
  }

  async waiting(): Promise<number> {
    const [row] = await this.sql.named<{ waiting: number }>('erasure_count', COUNT_ERASURES, []);
    return row?.waiting ?? 0;
  }
}

function parametersOf({ evidenceId, reasonCode, text }: Erasure, { role, by, at }: Erasure['requested']): unknown[] {
  return [evidenceId, reasonCode, text, role, by, new Date(at)];
}
