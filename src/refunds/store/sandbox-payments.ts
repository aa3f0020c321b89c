import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';

/** A payment as the sandbox's provider keeps it. */
export interface SandboxPayment {
  readonly status: 'succeeded' | 'failed' | 'pending';
  readonly reference: string;
}

interface Payment {
  readonly key: string;
  readonly refundId: string;
  readonly amount: number;
  readonly currency: string;
}

const PAY = `
  INSERT INTO sandbox_payment (key, refund_id, amount, currency, status, reference, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, parley_now()) ON CONFLICT (key) DO NOTHING`;

/** A pending one arrives after two days: long enough to see `unknown` on the way. */
const FIND = `
  SELECT CASE WHEN status = 'pending' AND created_at <= parley_now() - interval '2 days' THEN 'succeeded' ELSE status END AS status, reference
  FROM sandbox_payment WHERE key = $1`;

@Injectable()
export class SandboxPayments {
  constructor(private readonly sql: Sql) {}

  /** Paying twice with one key is one payment: the first one stays as it was. */
  async pay({ key, refundId, amount, currency }: Payment, status: SandboxPayment['status']): Promise<void> {
    await this.sql.named('sandbox_pay', PAY, [key, refundId, amount, currency, status, `sandbox-${key}`]);
  }

  async find(key: string): Promise<SandboxPayment | null> {
    const [row] = await this.sql.named<SandboxPayment>('sandbox_payment_find', FIND, [key]);
    return row ?? null;
  }
}
