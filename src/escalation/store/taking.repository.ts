import { Injectable } from '@nestjs/common';
import { disputeFrom, type Dispute, type DisputeJson } from '../../disputes/index.js';
import { Sql } from '../../foundation/database/sql.js';
import type { IdempotencyRecord, IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { END_TURN, TURN_FOR_NEXT, TURN_FOR_ONE } from './taking.sql.js';

/** A try to get one's turn. Without a turn somebody else of the same name is taking a case; without a case there is none to take. */
export interface Turn {
  readonly held: number;
  readonly disputeId: string | null;
  readonly turn: number | null;
  /** False for a conflict of interest or a recusal; null where the case is not at the desk. */
  readonly mayTake: boolean | null;
  readonly known: IdempotencyRecord | null;
  /** The case as it is at this moment. */
  readonly dispute: Dispute | null;
}

type TurnRow = Omit<Turn, 'dispute'> & { readonly dispute: Omit<DisputeJson, 'known'> | null };

/** Turns at the queue: one arbitrator takes one case at a time. */
@Injectable()
export class TakingRepository {
  constructor(private readonly sql: Sql) {}

  /** For the most urgent case that this arbitrator may take, without those tried already. */
  turnForNext(arbitrator: string, most: number, key: IdempotencyRequest | undefined, tried: readonly string[]): Promise<Turn> {
    return this.turn('case_turn_next', TURN_FOR_NEXT, [arbitrator, most, key?.caller ?? null, key?.key ?? null, tried]);
  }

  turnForOne(arbitrator: string, most: number, key: IdempotencyRequest | undefined, disputeId: string): Promise<Turn> {
    return this.turn('case_turn_one', TURN_FOR_ONE, [arbitrator, most, key?.caller ?? null, key?.key ?? null, disputeId]);
  }

  async end(arbitrator: string, turn: number): Promise<void> {
    await this.sql.named('case_turn_end', END_TURN, [arbitrator, turn]);
  }

  private async turn(name: string, text: string, params: readonly unknown[]): Promise<Turn> {
    const [row] = await this.sql.named<TurnRow>(name, text, params);
    if (row === undefined) throw new Error('a statement without FROM gave no row');
    return { ...row, dispute: row.dispute === null ? null : disputeFrom(row.dispute) };
  }
}
