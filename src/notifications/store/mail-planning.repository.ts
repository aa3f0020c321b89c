import { Injectable } from '@nestjs/common';
import { Sql } from '../../foundation/database/sql.js';
import {
  COUNT_MAIL_DUE, NEXT_MAIL, READ_ACCOUNT_NOTICES, READ_DESK, READ_FEED, READ_GATHERED, READ_NOTICES, READ_TITLES, WRITE_ACCOUNT_NOTICES, WRITE_DIGEST,
  WRITE_GATHERED, WRITE_MAILS, WRITE_REMINDERS,
} from './mail-planning.sql.js';

/** How both sides of a dispute are addressed. Addresses are not here: only who has one. */
export interface Contacts {
  readonly buyerLocale: string | null;
  readonly sellerLocale: string | null;
  readonly buyerTimeZone: string | null;
  readonly sellerTimeZone: string | null;
  readonly buyerHasEmail: boolean;
  readonly sellerHasEmail: boolean;
  readonly buyerMuted: readonly string[];
  readonly sellerMuted: readonly string[];
}

interface OfDispute extends Contacts {
  readonly disputeId: string;
  readonly number: string;
  readonly buyerId: string;
  readonly sellerId: string;
  /** By the law's clock, epoch milliseconds. */
  readonly at: number;
}

/** An event that letters may be written of, with who may see it. */
export interface MailEvent extends OfDispute {
  readonly head: number;
  readonly position: number;
  readonly seq: number;
  readonly type: string;
  readonly actor: { readonly role: string; readonly id: string };
  readonly fromState: string | null;
  readonly toState: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly buyer: boolean;
  readonly seller: boolean;
  readonly staff: boolean;
  readonly said: string | null;
}

/** A deadline somebody is to be reminded of. */
export interface MailNotice extends OfDispute {
  readonly id: string;
  readonly role: 'buyer' | 'seller';
  readonly deadlineKind: string;
  readonly dueAt: number;
  /** A draft that was discarded meanwhile, and is nobody's to read. */
  readonly isGone: boolean;
}

/** A letter that was written and waits to be sent. Times are epoch milliseconds by the law's clock. */
export interface WrittenMail {
  readonly id: string;
  readonly kind: 'event' | 'reminder' | 'digest' | 'account' | 'reply';
  readonly template: string;
  readonly lang: string;
  readonly disputeId: string | null;
  readonly number: string | null;
  readonly eventSeq: number | null;
  readonly recipientId: string;
  readonly recipientRole: string;
  readonly mandatory: boolean;
  readonly subject: string;
  readonly html: string;
  readonly plain: string;
  readonly deadlineKind: string | null;
  readonly dueAt: number | null;
  readonly at: number;
  readonly notBefore: number;
  /** Who reads an answer; absent or null where there is nobody to answer to. */
  readonly replyAudience?: 'parties' | 'staff' | null;
  /** The webhook endpoint it is about, whose contact gets it. */
  readonly endpointId?: string;
  readonly noticeId?: string;
}

export interface DeskItem {
  readonly position: number;
  readonly template: string;
  readonly disputeId: string;
  readonly number: string;
  readonly dueAt: number;
}

/** Something that one letter will tell of together with others like it. `dueAt` is when it waits no longer. */
export interface GatheredItem {
  readonly disputeId: string;
  readonly recipientRole: 'buyer' | 'seller';
  readonly template: string;
  readonly actorRole: string;
  readonly position: number;
  readonly seq: number;
  readonly dueAt: number;
}

/** What was gathered, of which one letter is to be written. */
export interface GatheredEvent extends MailEvent, Pick<GatheredItem, 'recipientRole'> {}

/** Something the owner of an endpoint must be told. */
export interface AccountNotice {
  readonly id: string;
  readonly recipientId: string;
  readonly details: { readonly endpointId: string; readonly url: string; readonly reason: string };
  readonly now: number;
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Letters as the statements that keep them take them. */
export const mailsAsJson = (mails: readonly WrittenMail[]): string =>
  JSON.stringify(mails.map((mail) => ({ ...mail, dueAt: iso(mail.dueAt), at: iso(mail.at), notBefore: iso(mail.notBefore) })));

const timed = (items: readonly { readonly dueAt: number }[]): string => JSON.stringify(items.map((item) => ({ ...item, dueAt: iso(item.dueAt) })));

/** What was thought of for a slice of the feed. */
export interface Planned {
  readonly mails: readonly WrittenMail[];
  readonly desk: readonly DeskItem[];
  readonly gathered: readonly GatheredItem[];
}

/** What letters are written of, and the letters. */
@Injectable()
export class MailPlanningRepository {
  constructor(private readonly sql: Sql) {}

  /** The next slice of the feed that letters have not been thought of. */
  events(): Promise<MailEvent[]> {
    return this.sql.named<MailEvent>('mail_events', READ_FEED, []);
  }

  notices(limit: number): Promise<MailNotice[]> {
    return this.sql.named<MailNotice>('mail_notices', READ_NOTICES, [limit]);
  }

  async titles(orderId: string, lineIds: readonly string[]): Promise<string[]> {
    const rows = await this.sql.named<{ title: string }>('mail_titles', READ_TITLES, [orderId, [...lineIds]]);
    return rows.map(({ title }) => title);
  }

  /** False when somebody else was faster and nothing was kept. */
  async keep(from: number, to: number, { mails, desk, gathered }: Planned): Promise<boolean> {
    return (await this.sql.named('mail_write', WRITE_MAILS, [from, to, mailsAsJson(mails), timed(desk), timed(gathered)])).length > 0;
  }

  /** What one letter is to tell of, where its time has come: the oldest first. */
  gathered(): Promise<GatheredEvent[]> {
    return this.sql.named<GatheredEvent>('mail_gathered', READ_GATHERED, []);
  }

  /** False when somebody else was faster and nothing was kept. */
  async keepGathered(events: readonly GatheredEvent[], mails: readonly WrittenMail[]): Promise<boolean> {
    const { disputeId, recipientRole, actor } = events[0]!;
    const params = [disputeId, recipientRole, actor.role, events.map(({ position }) => position), mailsAsJson(mails)];
    return (await this.sql.named('mail_write_gathered', WRITE_GATHERED, params)).length > 0;
  }

  /** How many notices are done with; others may have been faster with the rest. */
  async keepReminders(noticeIds: readonly string[], mails: readonly WrittenMail[]): Promise<number> {
    return (await this.sql.named('mail_write_reminders', WRITE_REMINDERS, [[...noticeIds], mailsAsJson(mails)])).length;
  }

  desk(): Promise<(Omit<DeskItem, 'dueAt'> & { now: number })[]> {
    return this.sql.named('mail_desk', READ_DESK, []);
  }

  async keepDigest(positions: readonly number[], mails: readonly WrittenMail[]): Promise<number> {
    return (await this.sql.named('mail_write_digest', WRITE_DIGEST, [[...positions], mailsAsJson(mails)])).length;
  }

  accountNotices(limit: number): Promise<AccountNotice[]> {
    return this.sql.named<AccountNotice>('mail_account_notices', READ_ACCOUNT_NOTICES, [limit]);
  }

  async keepAccountNotices(ids: readonly string[], mails: readonly WrittenMail[]): Promise<number> {
    return (await this.sql.named('mail_write_account_notices', WRITE_ACCOUNT_NOTICES, [[...ids], mailsAsJson(mails)])).length;
  }

  async countDue(): Promise<number> {
    const [row] = await this.sql.named<{ due: number }>('mail_count_due', COUNT_MAIL_DUE, []);
    return row?.due ?? 0;
  }

  /** Epoch milliseconds by the law's clock; null when nothing waits for a time. */
  async next(): Promise<number | null> {
    const [row] = await this.sql.named<{ at: Date | null }>('mail_next', NEXT_MAIL, []);
    return row?.at?.getTime() ?? null;
  }
}
