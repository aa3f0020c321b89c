import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { EvidenceAccess } from '../domain/access.js';
import { LIST_ACCESSES, LOG_ACCESS } from './access.sql.js';
import type { DisputeOf } from './evidence.repository.js';

/** A look that is about to be taken, and the try whose bytes it shows. */
export interface NewAccess extends Pick<EvidenceAccess, 'id' | 'evidenceId' | 'role' | 'person' | 'reason'> {
  readonly attempt: number;
  readonly requestId: string | null;
}

type PageJson = { readonly dispute: DisputeOf; readonly accesses: (Omit<EvidenceAccess, 'at'> & { readonly at: string | number })[] | null };

/** The log of who looked at originals. It can only grow. */
@Injectable()
export class AccessRepository {
  constructor(private readonly sql: Sql) {}

  /** False when the piece is no longer there to be looked at. */
  async log({ id, evidenceId, attempt, role, person, reason, requestId }: NewAccess, kept: readonly unknown[]): Promise<boolean> {
    const params = [id, evidenceId, attempt, role, person, reason, requestId, ...kept];
    return (await this.sql.named('evidence_access_log', LOG_ACCESS, params)).length > 0;
  }

  /** Newest first; null where there is no such dispute. */
  async list(disputeId: string, before: string | null, limit: number): Promise<{ dispute: DisputeOf; accesses: EvidenceAccess[] } | null> {
    const [row] = await this.sql.named<PageJson>('evidence_access_list', LIST_ACCESSES, [disputeId, before, limit]);
    if (row === undefined) return null;
    return { dispute: row.dispute, accesses: (row.accesses ?? []).map((access) => ({ ...access, at: Number(access.at) })) };
  }
}
