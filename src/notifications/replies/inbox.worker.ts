import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { failpoint } from '../../foundation/failpoints.js';
import { Log } from '../../foundation/logging/log.js';
import { Alerts } from '../../foundation/metrics/alerts.js';
import { Workers } from '../../foundation/workers/workers.js';
import { restAfter } from '../domain/mail-schedule.js';
import { InboundRepository, type ClaimedInbound } from '../store/inbound.repository.js';
import { InboundCount } from './inbound-count.js';
import { MailUnreadable } from './reading/mail-reader.js';
import { TakingService, type Verdict } from './taking.service.js';

/** A mail of 25 MiB is held four times over while it is read. */
const AT_ONCE = 2;
const MOST_LETTERS_A_DAY = 5;
/** The second time is for a machine that was busy. */
const MOST_READINGS = 2;
const PURGE_SLICE = 500;
const KEPT_DAYS = 90;

/** Works on the mails that came in. Safe to run in many processes: a mail belongs to whoever holds its lease. */
@Injectable()
export class InboxWorker implements OnModuleInit {
  constructor(
    private readonly inbox: InboundRepository,
    private readonly taking: TakingService,
    private readonly workers: Workers,
    private readonly config: Config,
    private readonly count: InboundCount,
    private readonly alerts: Alerts,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    if (this.config.replies === null) return;
    this.workers.register({ name: 'inbox', tick: () => this.work(), backlog: () => this.inbox.countDue() });
    this.workers.registerPurge('inbox', () => this.inbox.purge(PURGE_SLICE, KEPT_DAYS));
  }

  /** One slice: some of what waits. */
  async work(): Promise<number> {
    const claimed = await this.inbox.claim(AT_ONCE);
    await Promise.all(claimed.map((mail) => this.finish(mail)));
    return claimed.length;
  }

  private async finish(mail: ClaimedInbound): Promise<void> {
    failpoint('reply-claimed');
    try {
      const verdict = await this.taking.take(mail);
      failpoint('reply-done');
      await this.note(mail, verdict);
    } catch (error) {
      await this.failed(mail, error);
    }
  }

  private async note(mail: ClaimedInbound, { status, reason, detail, whose, letter }: Verdict): Promise<void> {
    if (!(await this.inbox.finish(mail, status, reason, whose, letter, MOST_LETTERS_A_DAY))) return;
    this.count.note(mail.way, reason ?? 'taken');
    this.log.info('a mail was worked on', { inboundMailId: mail.id, disputeId: whose?.disputeId, outcome: reason ?? 'taken', detail });
  }

  private async failed(mail: ClaimedInbound, error: unknown): Promise<void> {
    if (error instanceof MailUnreadable && mail.tries >= MOST_READINGS) return this.note(mail, { status: 'refused', reason: 'unreadable', whose: null, letter: null, detail: error.message });
    const rest = error instanceof MailUnreadable ? 0 : restAfter(mail.tries);
    if (rest !== null) {
      this.log.warn('a mail could not be worked on and will be tried again', { inboundMailId: mail.id, tries: mail.tries, error });
      return this.inbox.later(mail, rest);
    }
    await this.inbox.park(mail, nameOf(error));
    this.alerts.raise('inbound_mail_parked', { inboundMailId: mail.id, error });
  }
}

/** An error by its code or name, which quote nothing; its message may. */
function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return [code, name].find((word): word is string => typeof word === 'string' && /^\w{1,60}$/.test(word)) ?? 'failed';
}
