import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { Alerts } from '../../foundation/metrics/alerts.js';
import { Metrics } from '../../foundation/metrics/metrics.js';
import { Workers } from '../../foundation/workers/workers.js';
import { restAfter, type MailOutcome } from '../domain/mail-schedule.js';
import { MailSendingRepository, type ClaimedMail } from '../store/mail-sending.repository.js';
import { LINES, Post } from './post.js';

/** In hand at once: those that are said, and as many that follow without a pause. */
const AT_ONCE = 2 * LINES;
const KEPT_AT_ONCE = 200;
const PURGE_SLICE = 500;
/** A letter holds people's words; the dispute keeps them as long as the law wants, a copy need not. */
const KEPT_DAYS = 90;

/** Sends the letters that are due, at least once. Safe to run in many processes: a letter belongs to whoever holds its lease. */
@Injectable()
export class MailSendingWorker implements OnModuleInit, OnModuleDestroy {
  readonly #inHand = new Set<Promise<void>>();
  readonly #failures: unknown[] = [];
  #isEnding = false;

  constructor(
    private readonly repository: MailSendingRepository,
    private readonly post: Post,
    private readonly workers: Workers,
    private readonly config: Config,
    private readonly alerts: Alerts,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.workers.register({ name: 'mail', tick: () => this.deliver() });
    this.workers.registerPurge('mail', () => this.repository.purge(PURGE_SLICE, KEPT_DAYS));
    this.metrics.gauge({ name: 'parley_mails', help: 'E-mails that are not sent, by status', labels: ['status'], collect: () => this.statuses() });
  }

  /** What is in hand is brought to its end; nothing new is begun. */
  async onModuleDestroy(): Promise<void> {
    this.#isEnding = true;
    await Promise.all(this.#inHand);
  }

  /** Begins what is due, as far as there are lines for it: a letter that its server is slow with keeps one, and no other letter waiting. */
  async deliver(): Promise<number> {
    if (!this.post.hasServer) return this.config.sandbox ? this.repository.keepAll(KEPT_AT_ONCE) : 0;
    if (this.#isEnding) return 0;
    while (this.#inHand.size >= LINES) await Promise.race(this.#inHand);
    if (this.#failures.length > 0) throw this.#failures.splice(0)[0];
    const mails = await this.repository.claim(AT_ONCE - this.#inHand.size);
    mails.forEach((mail) => this.begin(mail));
    if (this.#isEnding) await Promise.all(this.#inHand);
    return mails.length;
  }

  private begin(mail: ClaimedMail): void {
    // What could not be written down fails the next slice, which makes the loop rest; the letter comes again when its lease ends.
    const sending: Promise<void> = this.carry(mail).catch((error: unknown) => void this.#failures.push(error)).finally(() => this.#inHand.delete(sending));
    this.#inHand.add(sending);
  }

  private async carry(mail: ClaimedMail): Promise<void> {
    const address = mail.address ?? (mail.recipientRole === 'staff' ? this.config.mail.desk : null);
    // Only a sandbox writes to people without an address: there the mailbox is what is read.
    if (address === null) return this.config.sandbox ? this.repository.sent(mail) : this.park(mail, 'no_address');
    await this.note(mail, await this.post.send(mail, address));
  }

  private async note(mail: ClaimedMail, outcome: MailOutcome): Promise<void> {
    if (outcome.is === 'sent') return this.repository.sent(mail);
    const rest = outcome.is === 'never' ? null : restAfter(mail.tries);
    return rest === null ? this.park(mail, outcome.failure) : this.repository.later(mail, outcome.failure, rest);
  }

  /** Given up, but not lost: a person finds out why and sends it again. */
  private async park(mail: ClaimedMail, failure: string): Promise<void> {
    await this.repository.park(mail, failure);
    this.alerts.raise('mail_parked', { mailId: mail.id, disputeId: mail.disputeId, failure });
  }

  private async statuses(): Promise<{ labels: { status: string }; value: number }[]> {
    const { waiting, parked } = await this.repository.count();
    return [{ labels: { status: 'waiting' }, value: waiting }, { labels: { status: 'parked' }, value: parked }];
  }
}
