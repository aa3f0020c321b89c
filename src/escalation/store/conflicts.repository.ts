import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import { standsAsideIn } from './aside.sql.js';
import { countHeldBy } from './held.sql.js';

/** A relation of an arbitrator to a party; what ended stays on record. */
export interface Conflict {
  readonly id: string;
  readonly arbitrator: string;
  readonly partyId: string;
  readonly reason: string;
  readonly declaredAt: Date;
  readonly endedAt: Date | null;
}

export interface Recusal {
  readonly arbitrator: string;
  /** Null where the text was erased. */
  readonly reason: string | null;
  readonly recusedAt: Date;
}

const COLUMNS = `id, arbitrator, party_id AS "partyId", reason, declared_at AS "declaredAt", ended_at AS "endedAt"`;

const DECLARE = `
  INSERT INTO arbitrator_conflict (id, arbitrator, party_id, reason, declared_at) VALUES ($1, $2, $3, $4, parley_now())
  ON CONFLICT (arbitrator, party_id) WHERE ended_at IS NULL DO NOTHING RETURNING ${COLUMNS}`;

const STANDING = `SELECT ${COLUMNS} FROM arbitrator_conflict WHERE arbitrator = $1 AND party_id = $2 AND ended_at IS NULL`;

const OWN = `SELECT ${COLUMNS} FROM arbitrator_conflict WHERE arbitrator = $1 AND ($2::text IS NULL OR id < $2) ORDER BY arbitrator, id DESC LIMIT $3`;
const ALL = `SELECT ${COLUMNS} FROM arbitrator_conflict WHERE $1::text IS NULL AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

const END = `
  UPDATE arbitrator_conflict SET ended_at = coalesce(ended_at, parley_now()) WHERE id = $1 AND arbitrator = $2 RETURNING id`;

const RECUSALS = `
  SELECT r.arbitrator, coalesce(r.reason, t.text) AS reason, r.recused_at AS "recusedAt" FROM case_recusal r
  LEFT JOIN event_text t ON t.dispute_id = r.dispute_id AND t.seq = r.seq AND t.field = 'text'
  WHERE r.dispute_id = $1 ORDER BY r.dispute_id, r.arbitrator`;

/** $1 the dispute, $2 the person. */
const STANDING_OF = `
  SELECT ${countHeldBy('$2')} AS held,
    ${standsAsideIn({ person: '$2', disputeId: 'd.id', buyerId: 'd.buyer_id', sellerId: 'd.seller_id' })} AS "hasInterest"
  FROM dispute d WHERE d.id = $1`;

/** How somebody stands to a dispute, beside what the law knows. */
export interface Standing {
  /** Cases of theirs, whatever dispute they are. */
  readonly held: number;
  /** They declared a relation to a party, or stepped back from this case. */
  readonly hasInterest: boolean;
}

/** Whom an arbitrator should not judge, and what they stepped back from. */
@Injectable()
export class ConflictsRepository {
  constructor(private readonly sql: Sql) {}

  /** The new relation, or the one that stands already. */
  async declare(id: string, arbitrator: string, partyId: string, reason: string): Promise<{ conflict: Conflict; isNew: boolean }> {
    for (;;) {
      const [made] = await this.sql.named<Conflict>('conflict_declare', DECLARE, [id, arbitrator, partyId, reason]);
      if (made !== undefined) return { conflict: made, isNew: true };
      const [standing] = await this.sql.named<Conflict>('conflict_standing', STANDING, [arbitrator, partyId]);
      // It may have ended between the two statements: then there is room for the new one.
      if (standing !== undefined) return { conflict: standing, isNew: false };
    }
  }

  /** Newest first; everybody's where no arbitrator is named. */
  list(arbitrator: string | null, before: string | null, most: number): Promise<Conflict[]> {
    const [name, text] = arbitrator === null ? ['conflicts_all', ALL] : ['conflicts_own', OWN];
    return this.sql.named<Conflict>(name, text, [arbitrator, before, most]);
  }

  /** False where the arbitrator has no such relation. */
  async end(id: string, arbitrator: string): Promise<boolean> {
    return (await this.sql.named('conflict_end', END, [id, arbitrator])).length > 0;
  }

  async standingOf(disputeId: string, person: string): Promise<Standing> {
    const [row] = await this.sql.named<Standing>('conflict_standing_of', STANDING_OF, [disputeId, person]);
    return row ?? { held: 0, hasInterest: false };
  }

  recusals(disputeId: string): Promise<Recusal[]> {
    return this.sql.named<Recusal>('recusals', RECUSALS, [disputeId]);
  }
}
