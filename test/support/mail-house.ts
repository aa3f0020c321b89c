import { afterAll, beforeAll } from '@jest/globals';
import { bootApp, type TestApp } from './app.js';
import { eventually } from './eventually.js';
import { MailServer, type ReceivedMail } from './mail-server.js';
import { verifiedPhotos } from './opened.js';
import { people, type People } from './people.js';

/** Everybody of a dispute, both sides with an address of their own. */
export type Addressed = People & { readonly buyerMail: string; readonly sellerMail: string };

/** A letter as its table has it. */
export interface MailStatus {
  status: string;
  tries: number;
  failure: string | null;
}

/** A house that writes to people through a real SMTP server, with two workers unless told. */
export class MailHouse {
  readonly server = new MailServer();
  parley!: TestApp;
  #stories = 0;

  /** For the whole test file. */
  static opens({ workers = 2 }: { workers?: 1 | 2 } = {}): MailHouse {
    const house = new MailHouse();
    let second: TestApp | undefined;
    beforeAll(async () => {
      const env = { SMTP_URL: await house.server.opens(), MAIL_FROM: 'disputes@parley.example' };
      house.parley = await bootApp({ env });
      if (workers === 2) second = await bootApp({ roles: 'worker', database: house.parley.database, env });
    });
    afterAll(async () => {
      await second?.close();
      await house.parley.close();
      await house.server.closes();
    });
    return house;
  }

  /** A buyer who reads Spanish, a seller who reads English, and an order between them. */
  async told(otherwise: Record<string, unknown> = {}): Promise<Addressed> {
    this.#stories += 1;
    const [buyerMail, sellerMail] = [`ana-${this.#stories}@mail.example`, `lumen-${this.#stories}@mail.example`];
    const everybody = await people(this.parley);
    await everybody.marketplace.pushesOrder({
      buyerEmail: buyerMail, sellerEmail: sellerMail, buyerLocale: 'es-ES', sellerLocale: 'en-GB', buyerTimeZone: noon(), sellerTimeZone: noon(), ...otherwise,
    });
    return { ...everybody, buyerMail, sellerMail };
  }

  async openDispute(all: People): Promise<void> {
    await all.buyer.drafts();
    await verifiedPhotos(this.parley, all);
    await all.buyer.opens();
  }

  mailsTo(address: string): ReceivedMail[] {
    return this.server.received.filter(({ to }) => to === address);
  }

  /** Waits until so many letters have come; says what came instead. */
  arrives(address: string, count = 1): Promise<ReceivedMail[]> {
    return eventually(() => (this.mailsTo(address).length >= count ? this.mailsTo(address) : null)).catch(() => {
      throw new Error(`${address} got ${this.mailsTo(address).map(({ email }) => email.subject).join(' | ')}; there were ${this.server.received.map(({ to }) => to).join(', ')}`);
    });
  }

  statusOf(recipient: string, disputeId: string | null | undefined): Promise<MailStatus[]> {
    return this.parley.sql.query(`SELECT status, tries, failure FROM mail WHERE recipient_id = $1 AND dispute_id = $2 ORDER BY id`, [recipient, disputeId]);
  }

  /** Real time that tests need not wait for. */
  itIsTimeToTryAgain(): Promise<object[]> {
    return this.parley.sql.query(`UPDATE mail SET next_try = now() WHERE status = 'waiting'`);
  }
}

/** Where it is noon now, so that nothing waits for a morning. */
function noon(): string {
  const ahead = 12 - new Date().getUTCHours();
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

export const headerOf = ({ email }: ReceivedMail, name: string): string => email.headers.find(({ key }) => key === name)?.value ?? '';
