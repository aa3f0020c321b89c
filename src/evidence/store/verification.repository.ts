import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { Evidence } from '../domain/evidence.js';
import type { StoredRendition } from '../domain/renditions.js';
import type { Rejection } from '../domain/verdict.js';
import {
  CLAIM, CLAIM_REMOVALS, COUNT_WAITING, KEEP_ATTEMPT, MAKE_AVAILABLE, REJECT, REMOVED, TIDY, TRY_LATER, UNFINISHED_REMOVALS,
} from './verification.sql.js';

/** A piece whose bytes are ours to read, until the lease runs out. */
export interface Waiting extends Pick<Evidence, 'id' | 'disputeId' | 'ownerId' | 'by' | 'kind' | 'mediaType' | 'size' | 'sha256' | 'requirement' | 'verifiedAttempt'> {
  readonly attempt: number;
  readonly policy: string;
}

export type Withdrawn = Pick<Evidence, 'id' | 'disputeId' | 'ownerId' | 'by'>;

/** What the workers ask and tell; every change is conditional on where the piece stands now. */
@Injectable()
export class VerificationRepository {
  constructor(private readonly sql: Sql) {}

  claim(limit: number): Promise<Waiting[]> {
    return this.sql.named<Waiting>('evidence_claim', CLAIM, [limit]);
  }

  async tryLater(id: string): Promise<void> {
    await this.sql.named('evidence_try_later', TRY_LATER, [id]);
  }

  async waiting(): Promise<number> {
    const [row] = await this.sql.named<{ waiting: number }>('evidence_count_waiting', COUNT_WAITING, []);
    return row?.waiting ?? 0;
  }

  /** False when another try was faster, or the piece is gone. */
  async keepAttempt(id: string, attempt: number, renditions: readonly StoredRendition[]): Promise<boolean> {
    return (await this.sql.named('evidence_keep_attempt', KEEP_ATTEMPT, [id, attempt, JSON.stringify(renditions)])).length > 0;
  }

  async makeAvailable(id: string): Promise<void> {
    await this.sql.named('evidence_make_available', MAKE_AVAILABLE, [id]);
  }

  /** `verified`: the try whose copy was found right, null when the bytes themselves are the reason. */
  async reject(id: string, why: Rejection, verified: number | null): Promise<void> {
    await this.sql.named('evidence_reject', REJECT, [id, why, verified]);
  }

  async tidy(limit: number): Promise<number> {
    return (await this.sql.named('evidence_tidy', TIDY, [limit])).length;
  }

  unfinishedRemovals(limit: number): Promise<Withdrawn[]> {
    return this.sql.named<Withdrawn>('evidence_unfinished_removals', UNFINISHED_REMOVALS, [limit]);
  }

  claimRemovals(limit: number): Promise<{ id: number; key: string }[]> {
    return this.sql.named('object_claim_removals', CLAIM_REMOVALS, [limit]);
  }

  async removed(ids: readonly number[]): Promise<void> {
    await this.sql.named('object_removed', REMOVED, [ids]);
  }
}
