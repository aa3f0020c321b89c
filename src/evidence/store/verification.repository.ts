import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { Evidence } from '../domain/evidence.js';
import type { Details } from '../domain/details.js';
import type { Distance, Place } from '../domain/distance.js';
import type { Looks } from '../domain/looks.js';
import type { StoredRendition } from '../domain/renditions.js';
import type { Claims } from '../domain/signals.js';
import type { Rejection } from '../domain/verdict.js';
import {
  CLAIM, CLAIM_REMOVALS, COUNT_WAITING, KEEP_ATTEMPT, MAKE_AVAILABLE, REJECT, REMOVED, SALT, TIDY, TRY_LATER, UNFINISHED_REMOVALS,
} from './verification.sql.js';

/** A piece whose bytes are ours to read, until the lease runs out. */
export interface Waiting extends Pick<Evidence, 'id' | 'disputeId' | 'ownerId' | 'by' | 'kind' | 'mediaType' | 'size' | 'sha256' | 'requirement' | 'verifiedAttempt'> {
  readonly attempt: number;
  readonly policy: string;
  /** Where the order was delivered to, as far as the marketplace told. */
  readonly deliveryPlace: Place | null;
  /** Since when its owner holds it back, epoch milliseconds by the law's clock; null where it is shown as soon as it is there. */
  readonly heldSince: number | null;
  /** The store's name for an upload that came in parts, and how long each is. */
  readonly uploadId: string | null;
  readonly partSize: number | null;
}

/** What a try found and made. */
export interface Kept {
  readonly renditions: readonly StoredRendition[];
  readonly details: Details;
  readonly sha256: string;
  readonly claims: Claims;
  /** How far from the delivery place the file says to be. */
  readonly distance: Distance | null;
  readonly looks: Looks | null;
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

  /** False when another try was faster, or the piece is gone. `version`: the store's name for these very bytes, where it keeps versions. */
  async keepAttempt(id: string, attempt: number, { renditions, details, sha256, claims, distance, looks }: Kept, version: string | null = null): Promise<boolean> {
    const params = [id, attempt, JSON.stringify(renditions), details, sha256, claims, distance, looks?.bits.toString() ?? null, looks?.parts ?? null, version];
    return (await this.sql.named('evidence_keep_attempt', KEEP_ATTEMPT, params)).length > 0;
  }

  /** The salt under which the dispute commits to these bytes, the same on every try; null when the piece is gone. */
  async saltOf(id: string): Promise<string | null> {
    const [row] = await this.sql.named<{ salt: string }>('evidence_salt', SALT, [id, randomBytes(16).toString('hex')]);
    return row?.salt ?? null;
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
