import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock.js';
import { Config } from '../../foundation/config/config.js';
import { newId } from '../../foundation/ids.js';
import { Alerts } from '../../foundation/metrics/alerts.js';
import { Workers } from '../../foundation/workers/workers.js';
import { nextHourOfDay } from '../domain/quiet-hours.js';
import { MailPlanningRepository, type DeskItem, type MailEvent, type MailNotice, type WrittenMail } from '../store/mail-planning.repository.js';
import { digestOf, endpointLetter, rendered } from './digest.js';
import { MailLinks } from './links.js';
import { lineOf, MailPlanner } from './planner.js';

/** Small: what is read must still be so when it is kept. */
const SLICE = 25;
/** When the desk begins its day. */
const DIGEST_HOUR = 8;

/** What is about no dispute. */
const TO_THE_DESK = { disputeId: null, number: null, eventSeq: null, recipientRole: 'staff', mandatory: true, deadlineKind: null, dueAt: null } as const;

/**
 * Writes the letters: reads on in the feed, and keeps what is to be sent in the same statement that moves its mark, so
 * that every event is thought of exactly once however many workers there are and whenever one is killed.
 */
@Injectable()
export class MailPlanningWorker implements OnModuleInit {
  constructor(
    private readonly repository: MailPlanningRepository,
    private readonly planner: MailPlanner,
    private readonly links: MailLinks,
    private readonly workers: Workers,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly alerts: Alerts,
  ) {}

  onModuleInit(): void {
    this.clock.registerDueTime(() => this.repository.next());
    this.workers.register({
      name: 'mail-planning',
      tick: async () => (await this.planEvents()) + (await this.planGathered()) + (await this.planReminders()) + (await this.planDigest()) + (await this.planAccountNotices()),
      backlog: () => this.repository.countDue(),
    });
  }

  /** One slice of the feed: how many events were thought of. */
  async planEvents(): Promise<number> {
    const events = await this.repository.events();
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined) return 0;
    const mails = (await Promise.all(events.map((event) => this.lettersAbout(event)))).flat();
    const gathered = events.flatMap((event) => this.planner.itemsOf(event));
    const kept = await this.repository.keep(first.head, last.position, { mails, desk: this.deskItems(events), gathered });
    return kept ? events.length : 0;
  }

  /** One letter about what was gathered, where its time has come: how much it tells of. */
  async planGathered(): Promise<number> {
    const events = await this.repository.gathered();
    const [first] = events;
    if (first === undefined) return 0;
    const mails = await this.unlessImpossible(first, () => this.planner.planGathered(events, first.recipientRole));
    return (await this.repository.keepGathered(events, mails)) ? events.length : 0;
  }

  async planReminders(): Promise<number> {
    const notices = await this.repository.notices(SLICE);
    if (notices.length === 0) return 0;
    const mails = (await Promise.all(notices.map((notice) => this.lettersAbout(notice)))).flat();
    return this.repository.keepReminders(notices.map(({ id }) => id), mails);
  }

  /** The desk's summary, where its time has come. */
  async planDigest(): Promise<number> {
    const items = await this.repository.desk();
    if (items.length === 0) return 0;
    const now = items[0]!.now;
    const digest = digestOf(items, this.links.queue(), this.config.mail.deskLanguage);
    const mail: WrittenMail = { ...TO_THE_DESK, ...digest, id: newId('ml'), kind: 'digest', template: 'desk_digest', recipientId: 'desk', at: now, notBefore: now };
    return this.repository.keepDigest(items.map(({ position }) => position), this.writesToDesk ? [mail] : []);
  }

  /** Accounts have no addresses with us: what their owners must know goes to the endpoint's contact, or to the desk. Without either it is parked, not lost. */
  async planAccountNotices(): Promise<number> {
    const notices = await this.repository.accountNotices(SLICE);
    if (notices.length === 0) return 0;
    const mails = notices.map(({ id, recipientId, details, now }): WrittenMail => ({
      ...TO_THE_DESK, ...rendered(endpointLetter(details, this.config.mail.deskLanguage)), id: newId('ml'), kind: 'account', template: 'webhook_disabled', recipientId, at: now,
      notBefore: now, endpointId: details.endpointId, noticeId: id,
    }));
    return this.repository.keepAccountNotices(notices.map(({ id }) => id), this.writes ? mails : []);
  }

  private lettersAbout(about: MailEvent | MailNotice): Promise<WrittenMail[]> {
    return this.unlessImpossible(about, () => ('type' in about ? this.planner.planMail(about) : this.planner.planReminder(about)));
  }

  /** One event whose letters cannot be written must not keep all others waiting; a person is told. */
  private async unlessImpossible(about: MailEvent | MailNotice, write: () => Promise<WrittenMail[]>): Promise<WrittenMail[]> {
    try {
      return await write();
    } catch (error) {
      // The database may be gone for a moment: then nothing is kept and all is tried again.
      if ((error as { severity?: unknown }).severity !== undefined || (error as { errno?: unknown }).errno !== undefined) throw error;
      this.alerts.raise('mail_not_written', { disputeId: about.disputeId, event: 'type' in about ? about.type : about.deadlineKind, error });
      return [];
    }
  }

  private get writes(): boolean {
    return this.config.sandbox || this.config.mail.smtpUrl !== null;
  }

  private get writesToDesk(): boolean {
    return this.config.sandbox || (this.writes && this.config.mail.desk !== null);
  }

  private deskItems(events: readonly MailEvent[]): DeskItem[] {
    return events.flatMap(({ type, staff, position, disputeId, number, at }) => {
      const letter = staff ? lineOf(type)?.staff : undefined;
      return letter === undefined ? [] : [{ position, template: letter.template, disputeId, number, dueAt: nextHourOfDay(at, DIGEST_HOUR, this.config.mail.deskTimeZone) }];
    });
  }
}
