import { Injectable } from '@nestjs/common';
import { constraintOf, Sql } from '../../foundation/database/sql.js';
import {
  CLAIM_INBOUND, COUNT_INBOUND, COUNT_INBOUND_DUE, DISMISS_INBOUND, FIND_INBOUND, FINISH_INBOUND, INBOUND_LATER, INBOUND_PARKED, KEEP_MAIL, NOTE_PERSON, PARKED_INBOUND,
  PURGE_INBOUND, READ_CORRESPONDENT, READ_HEAD, READ_RAW, TRY_INBOUND,
} from './inbound.sql.js';
import { mailsAsJson, type WrittenMail } from './mail-planning.repository.js';

/** A mail as it came in. What a mail server said is null where a provider handed it in. */
export interface InboundMail {
  readonly id: string;
  readonly way: 'webhook' | 'smtp';
  readonly raw: Buffer;
  readonly envelopeFrom: string | null;
  readonly envelopeTo: string | null;
}

/** A mail in hand. Times are epoch milliseconds, real time. */
export interface ClaimedInbound extends Omit<InboundMail, 'raw'> {
  readonly tries: number;
  readonly receivedAt: number;
}

/** Somebody who may answer in a dispute. The address is nobody's but the server's to know. Times are epoch milliseconds by the law's clock. */
export interface Correspondent {
  readonly disputeId: string;
  readonly number: string;
  readonly sub: string;
  readonly email: string | null;
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly closedAt: number | null;
  readonly now: number;
  /** How many mails of theirs came within a day, this one not counted. */
  readonly today: number;
}

/** Whose side of which dispute. */
export interface Side {
  readonly disputeId: string;
  readonly role: 'buyer' | 'seller';
}

/** A mail as those who look after it see it, without a word of it and without an address. Times are epoch milliseconds, real time. */
export interface InboundRecord {
  readonly id: string;
  readonly way: InboundMail['way'];
  /** In bytes. */
  readonly size: number;
  readonly status: 'waiting' | 'taken' | 'refused' | 'parked';
  readonly reason: string | null;
  /** Null where it was not yet known whose answer it is. */
  readonly disputeId: string | null;
  readonly role: Side['role'] | null;
  readonly tries: number;
  readonly receivedAt: number;
  readonly doneAt: number | null;
}

type InHand = Pick<ClaimedInbound, 'id' | 'tries'>;

/** Mails that came in. */
@Injectable()
export class InboundRepository {
  constructor(private readonly sql: Sql) {}

  async keep({ id, way, raw, envelopeFrom, envelopeTo }: InboundMail): Promise<void> {
    await this.sql.named('inbound_keep', KEEP_MAIL, [id, way, raw.length, raw, envelopeFrom, envelopeTo]);
  }

  claim(limit: number): Promise<ClaimedInbound[]> {
    return this.sql.named<ClaimedInbound>('inbound_claim', CLAIM_INBOUND, [limit]);
  }

  async raw(id: string): Promise<Buffer | null> {
    const [row] = await this.sql.named<{ raw: Buffer }>('inbound_raw', READ_RAW, [id]);
    return row?.raw ?? null;
  }

  async correspondent({ disputeId, role }: Side): Promise<Correspondent | null> {
    const [row] = await this.sql.named<Correspondent>('inbound_correspondent', READ_CORRESPONDENT, [disputeId, role]);
    return row ?? null;
  }

  /** False when the same mail came before. */
  async notePerson({ id, tries }: InHand, { disputeId, role }: Side, key: string): Promise<boolean> {
    try {
      await this.sql.named('inbound_note_person', NOTE_PERSON, [id, tries, disputeId, role, key]);
      return true;
    } catch (error) {
      if (constraintOf(error) === 'inbound_mail_once') return false;
      throw error;
    }
  }

  /** False when somebody else has finished it. */
  async finish({ id, tries }: InHand, status: 'taken' | 'refused', reason: string | null, side: Side | null, letter: WrittenMail | null, lettersADay: number): Promise<boolean> {
    const params = [id, tries, status, reason, mailsAsJson(letter === null ? [] : [letter]), lettersADay, side?.disputeId ?? null, side?.role ?? null];
    return (await this.sql.named('inbound_finish', FINISH_INBOUND, params)).length > 0;
  }

  async later({ id, tries }: InHand, restMs: number): Promise<void> {
    await this.sql.named('inbound_later', INBOUND_LATER, [id, tries, restMs]);
  }

  async park({ id, tries }: InHand, reason: string): Promise<void> {
    await this.sql.named('inbound_parked', INBOUND_PARKED, [id, tries, reason]);
  }

  /** What was given up, newest first; up to `limit`. */
  parked(before: string | null, limit: number): Promise<InboundRecord[]> {
    return this.sql.named<InboundRecord>('inbound_list_parked', PARKED_INBOUND, [before, limit]);
  }

  async find(id: string): Promise<InboundRecord | null> {
    const [row] = await this.sql.named<InboundRecord>('inbound_find', FIND_INBOUND, [id]);
    return row ?? null;
  }

  /** The first bytes of a mail; null where it is forgotten. */
  async head(id: string, bytes: number): Promise<Buffer | null> {
    const [row] = await this.sql.named<{ head: Buffer }>('inbound_head', READ_HEAD, [id, bytes]);
    return row?.head ?? null;
  }

  /** False where it is not parked, or no longer. */
  async tryAgain(id: string): Promise<boolean> {
    return (await this.sql.named('inbound_try', TRY_INBOUND, [id])).length > 0;
  }

  /** False where it is not parked, or no longer. */
  async dismiss(id: string): Promise<boolean> {
    return (await this.sql.named('inbound_dismiss', DISMISS_INBOUND, [id])).length > 0;
  }

  async count(): Promise<{ waiting: number; parked: number }> {
    const [row] = await this.sql.named<{ waiting: number; parked: number }>('inbound_count', COUNT_INBOUND, []);
    return row!;
  }

  async countDue(): Promise<number> {
    const [row] = await this.sql.named<{ due: number }>('inbound_count_due', COUNT_INBOUND_DUE, []);
    return row?.due ?? 0;
  }

  async purge(limit: number, days: number): Promise<number> {
    return (await this.sql.named('inbound_purge', PURGE_INBOUND, [limit, days])).length;
  }
}
