import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { InformationRequestRow } from './information-request.row.js';

/** One party's answer to what the desk asked; its words stand in event_text. Only migrations and the drift test read this. */
@Entity('information_answer')
@Check('information_answer_party_known', `party IN ('buyer', 'seller')`)
export class InformationAnswerRow {
  @PrimaryColumn({ type: 'text', name: 'request_id', collation: 'C', primaryKeyConstraintName: 'information_answer_pk' })
  requestId: string;

  @ManyToOne(() => InformationRequestRow)
  @JoinColumn({ name: 'request_id', foreignKeyConstraintName: 'information_answer_request_fk' })
  request: Relation<InformationRequestRow>;

  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'information_answer_pk' })
  party: string;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C' })
  disputeId: string;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'text', name: 'evidence_ids', array: true, collation: 'C' })
  evidenceIds: string[];

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;
}
