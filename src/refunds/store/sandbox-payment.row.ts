import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What the sandbox's provider would have paid; empty in a real house. */
@Entity('sandbox_payment')
@Check('sandbox_payment_amount_positive', 'amount > 0')
@Check('sandbox_payment_status_known', `status IN ('succeeded', 'failed', 'pending')`)
export class SandboxPaymentRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'sandbox_payment_pk' })
  key: string;

  @Column({ type: 'text', name: 'refund_id', collation: 'C' })
  refundId: string;

  @Column({ type: 'bigint' })
  amount: number;

  @Column({ type: 'text', collation: 'C' })
  currency: string;

  @Column({ type: 'text', collation: 'C' })
  status: string;

  @Column({ type: 'text' })
  reference: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
