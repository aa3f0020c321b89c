import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { IdempotencyRecord, IdempotencyRequest } from '../../foundation/idempotency/index.js';
import { BEGIN_KEEPING, keeping } from './keeping.sql.js';

/** A text to begin from. */
export interface Macro {
  readonly id: string;
  readonly title: string;
  readonly language: 'en' | 'es';
  /** The reason of claims it is for; null for any. */
  readonly reason: string | null;
  readonly text: string;
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

export interface MacrosFilter {
  readonly language: string | null;
  readonly reason: string | null;
}

const COLUMNS = `id, title, language, reason, text, updated_by AS "updatedBy", updated_at AS "updatedAt"`;

const WRITE = keeping(
  `INSERT INTO macro (id, title, language, reason, text, updated_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
  8,
);

// What suits any reason suits the one that was asked for. A few dozen rows: they are walked, newest first.
const LIST = `
  SELECT ${COLUMNS} FROM macro
  WHERE ($1::text IS NULL OR language = $1) AND ($2::text IS NULL OR reason IS NULL OR reason = $2) AND ($3::text IS NULL OR id < $3)
  ORDER BY id DESC LIMIT $4`;

const FIND = `SELECT ${COLUMNS} FROM macro WHERE id = $1`;

const REPLACE = `
  UPDATE macro SET title = $2, language = $3, reason = $4, text = $5, updated_by = $6, updated_at = parley_now() WHERE id = $1 RETURNING ${COLUMNS}`;

const REMOVE = `DELETE FROM macro WHERE id = $1 RETURNING id`;

/** Texts to begin from. */
@Injectable()
export class MacrosRepository {
  constructor(private readonly sql: Sql) {}

  async begin({ caller, key }: IdempotencyRequest): Promise<{ now: Date; known: IdempotencyRecord | null }> {
    const [row] = await this.sql.named<{ now: Date; known: IdempotencyRecord | null }>('keeping_begin', BEGIN_KEEPING, [caller, key]);
    if (row === undefined) throw new Error('a statement without FROM gave no row');
    return row;
  }

  async write({ id, title, language, reason, text, updatedBy, updatedAt }: Macro, kept: readonly unknown[]): Promise<void> {
    await this.sql.named('macro_write', WRITE, [id, title, language, reason, text, updatedBy, updatedAt, ...kept]);
  }

  list({ language, reason }: MacrosFilter, before: string | null, most: number): Promise<Macro[]> {
    return this.sql.named<Macro>('macros', LIST, [language, reason, before, most]);
  }

  async find(id: string): Promise<Macro | null> {
    const [row] = await this.sql.named<Macro>('macro_find', FIND, [id]);
    return row ?? null;
  }

  async replace({ id, title, language, reason, text, updatedBy }: Omit<Macro, 'updatedAt'>): Promise<Macro | null> {
    const [row] = await this.sql.named<Macro>('macro_replace', REPLACE, [id, title, language, reason, text, updatedBy]);
    return row ?? null;
  }

  async remove(id: string): Promise<boolean> {
    return (await this.sql.named('macro_remove', REMOVE, [id])).length > 0;
  }
}
