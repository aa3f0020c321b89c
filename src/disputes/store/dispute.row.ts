import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { STATES } from '../domain/states.js';

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** One dispute as it stands; everything in it can be replayed from its log. Only migrations and the drift test read this. */
@Entity('dispute')
@Unique('dispute_number_unique', ['number'])
@Check('dispute_state_known', `state IN (${quoted(STATES)})`)
@Check('dispute_stage_of_state', `stage = split_part(state, '.', 1)`)
@Check('dispute_waiting_on_known', `waiting_on IN ('buyer', 'seller', 'both', 'platform', 'provider', 'marketplace', 'none')`)
@Index('dispute_buyer', ['buyerId', 'id'])
@Index('dispute_seller', ['sellerId', 'id'])
@Index('dispute_order', ['orderId', 'id'])
@Index('dispute_stage', ['stage', 'id'])
export class DisputeRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'dispute_pk' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  number: string;

  @Column({ type: 'text', name: 'order_id', collation: 'C' })
  @ForeignKey('OrderRow', { name: 'dispute_order_fk' })
  orderId: string;

  @Column({ type: 'text', name: 'buyer_id', collation: 'C' })
  buyerId: string;

  @Column({ type: 'text', name: 'seller_id', collation: 'C' })
  sellerId: string;

  @Column({ type: 'text', collation: 'C' })
  currency: string;

  @Column({ type: 'text', collation: 'C' })
  state: string;

  @Column({ type: 'text', collation: 'C' })
  stage: string;

  @Column({ type: 'text', name: 'waiting_on', collation: 'C' })
  waitingOn: string;

  @Column({ type: 'text', collation: 'C' })
  reason: string;

  @Column({ type: 'text', collation: 'C' })
  policy: string;

  @Column({ type: 'smallint', name: 'law_version' })
  lawVersion: number;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'integer' })
  version: number;

  @Column({ type: 'text', name: 'chain_head', collation: 'C' })
  chainHead: string;

  @Column({ type: 'jsonb' })
  facts: object;

  @Column({ type: 'text', nullable: true })
  statement: string | null;

  @Column({ type: 'text', name: 'statement_salt', collation: 'C', nullable: true })
  statementSalt: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at' })
  updatedAt: Date;
}
