import { Injectable } from '@nestjs/common';
import type { State } from '../../disputes/index.js';
import { standsAsideIn } from '../../escalation/index.js';
import { Sql } from '../../foundation/database/sql.js';

/** As much of a dispute as tells who may talk in it, and how one person stands to it. */
export interface Talk {
  readonly buyerId: string;
  readonly sellerId: string;
  readonly state: State;
  /** Whether the person asked about stands aside, should they be staff. */
  readonly isAside: boolean;
}

/** Somebody who looks at a dispute. */
export interface Looker {
  readonly disputeId: string;
  readonly sub: string;
}

const aside = (person: string): string => standsAsideIn({ person, disputeId: 'd.id', buyerId: 'd.buyer_id', sellerId: 'd.seller_id' });

/** $1 the dispute, $2 the person. */
const TALK = `SELECT d.buyer_id AS "buyerId", d.seller_id AS "sellerId", d.state, ${aside('$2')} AS "isAside" FROM dispute d WHERE d.id = $1`;

/** $1 disputes, $2 the person that looks at each. */
const STANDING_ASIDE = `
  SELECT w.dispute_id AS "disputeId", w.person AS sub FROM unnest($1::text[], $2::text[]) AS w (dispute_id, person)
  JOIN dispute d ON d.id = w.dispute_id WHERE ${aside('w.person')}`;

@Injectable()
export class TalkRepository {
  constructor(private readonly sql: Sql) {}

  async find(disputeId: string, person: string): Promise<Talk | null> {
    const [talk] = await this.sql.named<Talk>('talk_of', TALK, [disputeId, person]);
    return talk ?? null;
  }

  /** Those of these who stand aside in the dispute that they look at. */
  standingAside(lookers: readonly Looker[]): Promise<Looker[]> {
    return this.sql.named<Looker>('talk_aside', STANDING_ASIDE, [lookers.map(({ disputeId }) => disputeId), lookers.map(({ sub }) => sub)]);
  }
}
