import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { LegalHold } from '../domain/legal-hold.js';
import type { DisputeOf } from './evidence.repository.js';
import { LIFT_HOLD, PLACE_HOLD, READ_HOLDS } from './legal-hold.sql.js';

type HoldsJson = { readonly dispute: DisputeOf; readonly holds: LegalHold[] | null };

@Injectable()
export class LegalHoldRepository {
  constructor(private readonly sql: Sql) {}

  /** Newest first; null where there is no such dispute. */
  async of(disputeId: string): Promise<{ dispute: DisputeOf; holds: LegalHold[] } | null> {
    const [row] = await this.sql.named<HoldsJson>('legal_hold_read', READ_HOLDS, [disputeId]);
    return row === undefined ? null : { dispute: row.dispute, holds: row.holds ?? [] };
  }

  /** False when the dispute is held already. */
  async place(id: string, disputeId: string, by: string, reason: string): Promise<boolean> {
    return (await this.sql.named('legal_hold_place', PLACE_HOLD, [id, disputeId, by, reason])).length > 0;
  }

  /** False when it is not held. */
  async lift(disputeId: string, by: string, reason: string): Promise<boolean> {
    return (await this.sql.named('legal_hold_lift', LIFT_HOLD, [disputeId, by, reason])).length > 0;
  }
}
