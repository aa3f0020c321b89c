import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the law's clock is ahead of real time: one row, zero and immovable outside the sandbox. */
@Entity('clock_offset')
@Check('clock_offset_one_row', 'id = 1')
@Check('clock_offset_immovable', 'movable OR offset_ms = 0')
export class ClockOffsetRow {
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'clock_offset_pk' })
  id: number;

  @Column({ type: 'bigint', name: 'offset_ms', default: 0 })
  offsetMs: number;

  @Column({ type: 'boolean', default: false })
  movable: boolean;
}
