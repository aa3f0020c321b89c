import { Injectable } from '@nestjs/common';
import type { State } from '../../disputes/index.js';
import { Sql } from '../../foundation/database/sql.js';

/** As much of a dispute as tells who may talk in it. */
export interface Talk {
  readonly buyerId: string;
  readonly sellerId: string;
  readonly state: State;
}

const TALK = `SELECT buyer_id AS "buyerId", seller_id AS "sellerId", state FROM dispute WHERE id = $1`;

@Injectable()
export class TalkRepository {
  constructor(private readonly sql: Sql) {}

  async find(disputeId: string): Promise<Talk | null> {
    const [talk] = await this.sql.named<Talk>('talk_of', TALK, [disputeId]);
    return talk ?? null;
  }
}
