import { Injectable } from '@nestjs/common';
import type { Facts } from '../../disputes/index.js';
import { Sql } from '../../foundation/database/sql.js';
import type { DisputeOf } from './evidence.repository.js';
import { READ_USED } from './limits.sql.js';

/** What a party has used of its room in one dispute. */
export interface Used extends DisputeOf {
  readonly policy: string;
  readonly facts: Facts;
  readonly pieces: number;
  readonly bytes: number;
  /** Pieces declared while the dispute was where it stands now. */
  readonly atStage: number;
}

@Injectable()
export class LimitsRepository {
  constructor(private readonly sql: Sql) {}

  async used(disputeId: string, sub: string): Promise<Used | null> {
    const [row] = await this.sql.named<Used>('evidence_used', READ_USED, [disputeId, sub]);
    return row ?? null;
  }
}
