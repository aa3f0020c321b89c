import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { SendMailOptions } from 'nodemailer';
import { bootApp, type TestApp } from './app.js';
import { eventually } from './eventually.js';
import { composed, handsIn, INBOUND_SECRET, REPLY_DOMAIN } from './inbound.js';
import { MailServer, type ReceivedMail } from './mail-server.js';
import { verifiedPhotos } from './opened.js';
import { people, type People } from './people.js';
import type { Person } from './person.js';

export interface Story extends People {
  buyerMail: string;
  sellerMail: string;
}

export interface Said {
  text: string;
  audience: string;
  author: { role: string };
}

interface Became {
  status: string;
  reason: string | null;
  raw: Buffer | null;
}

/** Reading a mail starts a thread, and the machine may be busy. */
const PATIENCE_MS = 45_000;

const noon = (): string => `Etc/GMT${12 - new Date().getUTCHours() > 0 ? '-' : '+'}${Math.abs(12 - new Date().getUTCHours())}`;

/** A house whose letters can be answered, and the mail server that everybody has their mailbox on. */
export class Correspondence {
  readonly server = new MailServer();
  parley: TestApp;

  async opens(env: Record<string, string> = {}): Promise<TestApp> {
    const replies = { MAIL_REPLY_DOMAIN: REPLY_DOMAIN, MAIL_REPLY_SECRETS: 'x'.repeat(40), INBOUND_MAIL_SECRETS: INBOUND_SECRET, MAIL_REPLY_MAX_BYTES: String(2 * 1024 * 1024) };
    this.parley = await bootApp({ env: { SMTP_URL: await this.server.opens(), MAIL_FROM: 'disputes@parley.example', ...replies, ...env } });
    return this.parley;
  }

  async closes(): Promise<void> {
    await this.parley.close();
    await this.server.closes();
  }

  mailsTo(address: string): ReceivedMail[] {
    return this.server.received.filter(({ to }) => to === address);
  }

  arrives(address: string, count = 1): Promise<ReceivedMail[]> {
    return eventually(() => (this.mailsTo(address).length >= count ? this.mailsTo(address) : null), PATIENCE_MS);
  }

  /** Everybody of an open dispute, each side with an address of its own. */
  async opened(): Promise<Story> {
    const [buyerMail, sellerMail] = [`ana-${randomUUID()}@mail.example`, `lumen-${randomUUID()}@mail.example`];
    const all = await people(this.parley);
    await all.marketplace.pushesOrder({ buyerEmail: buyerMail, sellerEmail: sellerMail, buyerLocale: 'es-ES', sellerLocale: 'en-GB', buyerTimeZone: noon(), sellerTimeZone: noon() });
    await all.buyer.drafts();
    await verifiedPhotos(this.parley, all);
    await all.buyer.opens();
    return { ...all, buyerMail, sellerMail };
  }

  /** Where the newest letter to somebody is answered. */
  async replyTo(address: string, count = 1): Promise<string> {
    const mails = await this.arrives(address, count);
    return mails.at(-1)!.email.replyTo?.[0]?.address ?? '';
  }

  /** Hands a mail in; its id. */
  async delivers(raw: Buffer): Promise<string> {
    const response = await handsIn(this.parley, raw);
    expect(response.status).toBe(202);
    return ((await response.json()) as { id: string }).id;
  }

  /** What became of a mail, or of the newest one. */
  becameOf(id?: string): Promise<Became> {
    return eventually(async () => {
      const [row] = await this.parley.sql.query<Became>(`SELECT status, reason, raw FROM inbound_mail WHERE $1::text IS NULL OR id = $1 ORDER BY id DESC LIMIT 1`, [id ?? null]);
      return row?.status === 'waiting' ? null : row;
    }, PATIENCE_MS);
  }

  async outcomeOf(mail: SendMailOptions | Buffer): Promise<string> {
    const { status, reason } = await this.becameOf(await this.delivers(Buffer.isBuffer(mail) ? mail : await composed(mail)));
    return reason ?? status;
  }
}

export const messages = async (who: Person): Promise<Said[]> => (await who.sees<{ data: Said[] }>('messages')).data;
export const countOf = (who: Person): Promise<number> => messages(who).then(({ length }) => length);
