import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { GatewayAnswer } from '../domain/answers.js';
import type { Attempt } from '../domain/attempt.js';
import { CLAIM_ATTEMPTS, COUNT_OPEN, FINISH_ATTEMPT } from './attempts.sql.js';

type ClaimedRow = Omit<Attempt, 'firstSentAt' | 'now'> & { readonly firstSentAt: Date | null; readonly now: Date };

/** A gateway, as far as it decides what is due. */
export interface Keys {
  readonly name: string;
  readonly keyLifetime: number;
}

@Injectable()
export class AttemptsRepository {
  constructor(private readonly sql: Sql) {}

  /** Takes up to `limit` calls that are due. The lease commits at once: no lock is held while a provider thinks. */
  async claim({ keyLifetime, name }: Keys, limit: number): Promise<Attempt[]> {
    const rows = await this.sql.named<ClaimedRow>('refund_claim', CLAIM_ATTEMPTS, [keyLifetime, name, limit]);
    return rows.map((row) => ({ ...row, firstSentAt: row.firstSentAt?.getTime() ?? null, now: row.now.getTime() }));
  }

  /** A finished attempt is never made again; what follows is the law's to say. */
  async finish({ refundId, keyNo, askNo, kind }: Attempt, answer: GatewayAnswer): Promise<void> {
    const reference = answer.kind === 'succeeded' ? answer.reference : null;
    const failure = answer.kind === 'failed' ? answer.failure : null;
    await this.sql.named('refund_finish', FINISH_ATTEMPT, [refundId, keyNo, askNo, kind, answer.kind, reference, failure]);
  }

  async open({ keyLifetime, name }: Keys): Promise<number> {
    const [row] = await this.sql.named<{ open: number }>('refund_count_open', COUNT_OPEN, [keyLifetime, name]);
    return row?.open ?? 0;
  }
}
