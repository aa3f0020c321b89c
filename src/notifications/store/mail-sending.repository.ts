import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import {
  CLAIM_MAILS, COUNT_MAILS, FIND_MAIL, MAIL_HTML, MAIL_LATER, MAIL_PARKED, MAIL_SENT, MAILBOX, MAILS_KEPT, PARKED_MAILS, PURGE_MAILS, RESEND_MAIL, RESEND_MAILS,
} from './mail-sending.sql.js';

/** A letter in hand. `address` is nobody's but the server's to know. */
export interface ClaimedMail {
  readonly id: string;
  readonly template: string;
  readonly lang: string;
  readonly disputeId: string | null;
  readonly recipientId: string;
  readonly recipientRole: string;
  readonly mandatory: boolean;
  readonly subject: string;
  readonly html: string;
  readonly plain: string;
  readonly tries: number;
  readonly replyAudience: 'parties' | 'staff' | null;
  readonly address: string | null;
}

/** A letter as the mailbox shows it. Times are epoch milliseconds. */
export interface MailRecord {
  readonly id: string;
  readonly kind: string;
  readonly template: string;
  readonly lang: string;
  readonly disputeId: string | null;
  readonly number: string | null;
  readonly recipientId: string;
  readonly recipientRole: string;
  readonly deadlineKind: string | null;
  readonly dueAt: number | null;
  readonly status: string;
  readonly tries: number;
  readonly failure: string | null;
  readonly subject: string;
  readonly plain: string;
  readonly replyAudience: 'parties' | 'staff' | null;
  readonly createdAt: number;
  readonly sentAt: number;
}

type InHand = Pick<ClaimedMail, 'id' | 'tries'>;

/** Letters on their way. */
@Injectable()
export class MailSendingRepository {
  constructor(private readonly sql: Sql) {}

  claim(limit: number): Promise<ClaimedMail[]> {
    return this.sql.named<ClaimedMail>('mail_claim', CLAIM_MAILS, [limit]);
  }

  async sent({ id, tries }: InHand): Promise<void> {
    await this.sql.named('mail_sent', MAIL_SENT, [id, tries]);
  }

  async later({ id, tries }: InHand, failure: string, restMs: number): Promise<void> {
    await this.sql.named('mail_later', MAIL_LATER, [id, tries, failure, restMs]);
  }

  async park({ id, tries }: InHand, failure: string): Promise<void> {
    await this.sql.named('mail_parked', MAIL_PARKED, [id, tries, failure]);
  }

  /** Counts what is due as sent, where there is no server to send it. */
  async keepAll(limit: number): Promise<number> {
    return (await this.sql.named('mails_kept', MAILS_KEPT, [limit])).length;
  }

  /** What was given up, newest first; one more than `limit` where there is more. */
  parked(before: string | null, limit: number): Promise<MailRecord[]> {
    return this.sql.named<MailRecord>('mails_parked', PARKED_MAILS, [before, limit + 1]);
  }

  /** False for a letter that is not parked. */
  async resend(id: string): Promise<boolean> {
    return (await this.sql.named('mail_resend', RESEND_MAIL, [id])).length > 0;
  }

  /** How many of those that were written since a time (ISO 8601, by the law's clock) are on their way again. */
  async resendSince(since: string, limit: number): Promise<number> {
    return (await this.sql.named('mails_resend', RESEND_MAILS, [since, limit])).length;
  }

  async count(): Promise<{ waiting: number; parked: number }> {
    const [row] = await this.sql.named<{ waiting: number; parked: number }>('mail_count', COUNT_MAILS, []);
    return row!;
  }

  async purge(limit: number, days: number): Promise<number> {
    return (await this.sql.named('mail_purge', PURGE_MAILS, [limit, days])).length;
  }

  /** What was written, newest first; one more than `limit` where there is more. */
  newest(before: string | null, limit: number): Promise<MailRecord[]> {
    return this.sql.named<MailRecord>('mailbox_mails', MAILBOX, [before, limit + 1]);
  }

  async find(id: string): Promise<MailRecord | null> {
    const [row] = await this.sql.named<MailRecord>('mail_find', FIND_MAIL, [id]);
    return row ?? null;
  }

  async html(id: string): Promise<string | null> {
    const [row] = await this.sql.named<{ html: string }>('mail_html', MAIL_HTML, [id]);
    return row?.html ?? null;
  }
}
