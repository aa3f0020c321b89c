import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';

/** A ruling as far as its author has written it. */
export interface RulingDraft {
  readonly document: Record<string, unknown>;
  readonly updatedAt: Date;
}

const COLUMNS = `document, updated_at AS "updatedAt"`;

const KEEP = `
  INSERT INTO ruling_draft (dispute_id, author, document, updated_at) VALUES ($1, $2, $3::jsonb, parley_now())
  ON CONFLICT (dispute_id, author) DO UPDATE SET document = EXCLUDED.document, updated_at = EXCLUDED.updated_at RETURNING ${COLUMNS}`;

/** What was written before its author ruled, or before the case was over, is no draft any more. */
const FIND = `
  SELECT ${COLUMNS} FROM ruling_draft x WHERE dispute_id = $1 AND author = $2
    AND NOT EXISTS (SELECT FROM ruling r WHERE r.dispute_id = x.dispute_id AND r.author = x.author AND r.created_at >= x.updated_at)`;

const DISCARD = `DELETE FROM ruling_draft WHERE dispute_id = $1 AND author = $2`;

/** Drafts of rulings, each its author's own. */
@Injectable()
export class DraftsRepository {
  constructor(private readonly sql: Sql) {}

  async keep(disputeId: string, author: string, document: string): Promise<RulingDraft> {
    const [row] = await this.sql.named<RulingDraft>('ruling_draft_keep', KEEP, [disputeId, author, document]);
    if (row === undefined) throw new Error('an upsert gave no row');
    return row;
  }

  async find(disputeId: string, author: string): Promise<RulingDraft | null> {
    const [row] = await this.sql.named<RulingDraft>('ruling_draft_find', FIND, [disputeId, author]);
    return row ?? null;
  }

  async discard(disputeId: string, author: string): Promise<void> {
    await this.sql.named('ruling_draft_discard', DISCARD, [disputeId, author]);
  }
}
