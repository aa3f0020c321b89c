import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { IdempotencyRecord, IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { BEGIN_KEEPING, keeping } from './keeping.sql.js';

/** What a member of staff wrote about a case for colleagues; null where it was erased. */
export interface CaseNote {
  readonly id: string;
  readonly disputeId: string;
  readonly author: string;
  readonly text: string | null;
  readonly createdAt: Date;
}

const WRITE = keeping('INSERT INTO case_note (id, dispute_id, author, text, created_at) VALUES ($1, $2, $3, $4, $5)', 6);

/** $2 where the page begins; ids grow with time. */
const LIST = `
  SELECT id, dispute_id AS "disputeId", author, text, created_at AS "createdAt" FROM case_note
  WHERE dispute_id = $1 AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`;

/** $3 whose it must be; null for whoever may erase any. Erased again it stays erased. */
const ERASE = `
  UPDATE case_note SET text = NULL, erased_at = coalesce(erased_at, parley_now())
  WHERE id = $2 AND dispute_id = $1 AND ($3::text IS NULL OR author = $3) RETURNING id`;

/** Notes of the desk. No query of any other context reads this table. */
@Injectable()
export class NotesRepository {
  constructor(private readonly sql: Sql) {}

  async begin({ caller, key }: IdempotencyRequest): Promise<{ now: Date; known: IdempotencyRecord | null }> {
    const [row] = await this.sql.named<{ now: Date; known: IdempotencyRecord | null }>('keeping_begin', BEGIN_KEEPING, [caller, key]);
    if (row === undefined) throw new Error('a statement without FROM gave no row');
    return row;
  }

  async write({ id, disputeId, author, text, createdAt }: CaseNote, kept: readonly unknown[]): Promise<void> {
    await this.sql.named('case_note_write', WRITE, [id, disputeId, author, text, createdAt, ...kept]);
  }

  list(disputeId: string, before: string | null, most: number): Promise<CaseNote[]> {
    return this.sql.named<CaseNote>('case_notes', LIST, [disputeId, before, most]);
  }

  /** False where there is no such note of this author. */
  async erase(disputeId: string, id: string, author: string | null): Promise<boolean> {
    return (await this.sql.named('case_note_erase', ERASE, [disputeId, id, author])).length > 0;
  }
}
