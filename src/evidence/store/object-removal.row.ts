import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** An object in the store that is to be deleted; the row that led to it may be long gone. */
@Entity('object_removal')
@Index('object_removal_due', ['dueAt'])
export class ObjectRemovalRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'object_removal_pk' })
  id: number;

  @Column({ type: 'text', name: 'object_key', collation: 'C' })
  objectKey: string;

  @Column({ type: 'timestamptz', name: 'due_at' })
  dueAt: Date;
}
