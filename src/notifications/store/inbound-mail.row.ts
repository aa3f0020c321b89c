import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An answer that came by e-mail. Only migrations and the drift test read this; statements are SQL. */
@Entity('inbound_mail')
@Check('inbound_mail_way_known', `way IN ('webhook', 'smtp')`)
@Check('inbound_mail_status_known', `status IN ('waiting', 'taken', 'refused', 'parked')`)
@Check('inbound_mail_party_known', `party IN ('buyer', 'seller')`)
@Check('inbound_mail_refused_with_reason', `status <> 'refused' OR reason IS NOT NULL`)
@Check('inbound_mail_raw_kept', `(raw IS NOT NULL) = (status IN ('waiting', 'parked'))`)
@Index('inbound_mail_waiting', ['nextTry', 'id'], { where: `(status = 'waiting'::text)` })
@Index('inbound_mail_parked', ['id'], { where: `(status = 'parked'::text)` })
@Index('inbound_mail_received', ['receivedAt'])
@Index('inbound_mail_person', ['disputeId', 'party', 'receivedAt'])
@Index('inbound_mail_once', ['disputeId', 'party', 'messageKey'], { unique: true, where: '(message_key IS NOT NULL)' })
export class InboundMailRow {
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'inbound_mail_pk' })
  id: string;

  @Column({ type: 'text', collation: 'C' })
  way: string;

  /** In bytes. */
  @Column({ type: 'integer' })
  size: number;

  /** The mail as it came, until it has been worked on. */
  @Column({ type: 'bytea', nullable: true })
  raw: Buffer | null;

  /** What the mail server said, where one spoke to us; the empty text is a bounce's sender. */
  @Column({ type: 'text', name: 'envelope_from', nullable: true })
  envelopeFrom: string | null;

  @Column({ type: 'text', name: 'envelope_to', nullable: true })
  envelopeTo: string | null;

  @Column({ type: 'text', collation: 'C', default: 'waiting' })
  status: string;

  @Column({ type: 'text', collation: 'C', nullable: true })
  reason: string | null;

  @Column({ type: 'text', name: 'dispute_id', collation: 'C', nullable: true })
  disputeId: string | null;

  @Column({ type: 'text', collation: 'C', nullable: true })
  party: string | null;

  /** A hash of its Message-ID: the same mail twice is one. */
  @Column({ type: 'text', name: 'message_key', collation: 'C', nullable: true })
  messageKey: string | null;

  /** Whether its sender was written to because of it. */
  @Column({ type: 'boolean', default: false })
  told: boolean;

  @Column({ type: 'integer', default: 0 })
  tries: number;

  @Column({ type: 'timestamptz', name: 'received_at', default: () => 'clock_timestamp()' })
  receivedAt: Date;

  @Column({ type: 'timestamptz', name: 'next_try', default: () => 'clock_timestamp()' })
  nextTry: Date;

  @Column({ type: 'timestamptz', name: 'leased_until', nullable: true })
  leasedUntil: Date | null;

  @Column({ type: 'timestamptz', name: 'done_at', nullable: true })
  doneAt: Date | null;
}
