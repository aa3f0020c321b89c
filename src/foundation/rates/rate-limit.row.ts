import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often one caller has done one thing lately. The library that counts has chosen these columns. */
@Entity('rate_limit')
export class RateLimitRow {
  @PrimaryColumn({ type: 'varchar', length: 255, primaryKeyConstraintName: 'rate_limit_pk' })
  key: string;

  @Column({ type: 'integer', default: 0 })
  points: number;

  /** Epoch milliseconds. */
  @Column({ type: 'bigint', nullable: true })
  expire: number | null;
}

/** The tables of this room, for the list of entities. */
export const RATE_ENTITIES = [RateLimitRow];
