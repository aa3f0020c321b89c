import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import type { GatewayAnswer } from '../domain/answers.js';

/** Who a refund belongs to, and its newest try. */
export interface RefundHandle {
  readonly disputeId: string;
  readonly keyNo: number;
}

/** Something a provider said about one key, and by which way we heard it. */
export interface HeardAnswer {
  readonly refundId: string;
  readonly keyNo: number;
  readonly source: 'call' | 'report';
  readonly answer: GatewayAnswer;
}

const FIND = `SELECT dispute_id AS "disputeId", key_no AS "keyNo" FROM refund WHERE id = $1`;

/** A payment without a reference is taken for the one that is known already: its provider has no other name for it. */
const KEEP = `
  INSERT INTO refund_answer (refund_id, key_no, source, status, provider_reference, failure, received_at)
  VALUES ($1, $2, $3, $4, $5, $6, parley_now())
  RETURNING id, EXISTS (SELECT FROM refund_answer o WHERE o.refund_id = $1 AND o.key_no = $2 AND o.status = $4
    AND (o.provider_reference IS NULL OR $5::text IS NULL OR o.provider_reference = $5)) AS repeated`;

const FORGET = `DELETE FROM refund_answer WHERE id = $1`;

/** An answer that was kept, and whether the same was heard before. */
export interface KeptAnswer {
  readonly id: number;
  readonly repeated: boolean;
}

@Injectable()
export class AnswersRepository {
  constructor(private readonly sql: Sql) {}

  async find(refundId: string): Promise<RefundHandle | null> {
    const [row] = await this.sql.named<RefundHandle>('refund_find', FIND, [refundId]);
    return row ?? null;
  }

  /** Keeps an answer for ever, whatever the law makes of it. */
  async keep({ refundId, keyNo, source, answer }: HeardAnswer): Promise<KeptAnswer> {
    const reference = answer.kind === 'succeeded' ? answer.reference : null;
    const failure = answer.kind === 'failed' ? answer.failure : null;
    const params = [refundId, keyNo, source, answer.kind, reference, failure];
    const [row] = await this.sql.named<KeptAnswer>('refund_answer_keep', KEEP, params);
    if (row === undefined) throw new Error('an INSERT with RETURNING gave no row');
    return row;
  }

  /** Takes one back that was never judged. */
  async forget(id: number): Promise<void> {
    await this.sql.named('refund_answer_forget', FORGET, [id]);
  }
}
