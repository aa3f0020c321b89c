import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { Redaction } from '../domain/redaction.js';
import type { StoredRendition } from '../domain/renditions.js';
import { CLAIM_REDACTIONS, COUNT_REDACTIONS, FAIL_REDACTION, LIST_REDACTIONS, RETRY_REDACTION, SHOW_REDACTED, WISH_REDACTION } from './redaction.sql.js';

/** A piece whose newest wish is ours to carry out, until the lease runs out. */
export interface DueRedaction {
  readonly id: string;
  readonly disputeId: string;
  /** The try that holds its bytes. */
  readonly attempt: number;
  readonly versionId: string | null;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly number: number;
  readonly tries: number;
  /** The newest that the dispute knows of; 0 for none. */
  readonly told: number;
}

@Injectable()
export class RedactionRepository {
  constructor(private readonly sql: Sql) {}

  /** False when another number was taken meanwhile, or the piece is gone. */
  async wish(id: string, before: number | null, r: Redaction, kept: readonly unknown[]): Promise<boolean> {
    const params = [id, before, r.role, r.person, r.reasonCode, r.text, JSON.stringify(r.rectangles), new Date(r.requestedAt), ...kept];
    return (await this.sql.named('redaction_wish', WISH_REDACTION, params)).length > 0;
  }

  /** Oldest first. */
  of(id: string): Promise<Redaction[]> {
    return this.sql.named<Redaction>('redaction_list', LIST_REDACTIONS, [id]);
  }

  claim(limit: number): Promise<DueRedaction[]> {
    return this.sql.named<DueRedaction>('redaction_claim', CLAIM_REDACTIONS, [limit]);
  }

  async tryLater({ id, number }: DueRedaction): Promise<void> {
    await this.sql.named('redaction_retry', RETRY_REDACTION, [id, number]);
  }

  async fail({ id, number }: DueRedaction): Promise<void> {
    await this.sql.named('redaction_fail', FAIL_REDACTION, [id, number]);
  }

  /** False when a newer one was faster, or the piece is being erased. */
  async show({ id, number }: DueRedaction, renditions: readonly StoredRendition[]): Promise<boolean> {
    return (await this.sql.named('redaction_show', SHOW_REDACTED, [id, number, JSON.stringify(renditions)])).length > 0;
  }

  async waiting(): Promise<number> {
    const [row] = await this.sql.named<{ waiting: number }>('redaction_count', COUNT_REDACTIONS, []);
    return row?.waiting ?? 0;
  }
}
