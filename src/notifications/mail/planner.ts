import { Injectable } from '@nestjs/common';
import { arePartiesToRead, DisputesService, explanationOf, type Dispute } from '../../disputes/index.js';
import { rulingInLetter } from '../../escalation/index.js';
import { Config } from '../../foundation/config/config.js';
import { newId } from '../../foundation/ids.js';
import type { Language } from '../../foundation/identity/index.js';
import { PolicyService, type Policy } from '../../policy/index.js';
import { politeMoment } from '../domain/quiet-hours.js';
import { GATHERED_FOR_MS, toldAs, WHO_HEARS_WHAT, type Letter as HeardLetter, type Line, type ToldEvent } from '../domain/who-hears-what.js';
import { MailPlanningRepository, type Contacts, type GatheredItem, type MailEvent, type MailNotice, type WrittenMail } from '../store/mail-planning.repository.js';
import { compose, timeLeft, type MailOccasion, type MailReader } from './composing.js';
import { actorInMail, stateInWords, wordsFor, type Happened, type Setting } from './event-words.js';
import { htmlOf } from './html.js';
import { MailLinks } from './links.js';
import { plainOf } from './plain.js';
import type { Template } from './words/words.js';

type Role = 'buyer' | 'seller';
const ROLES: readonly Role[] = ['buyer', 'seller'];
const HOUR = 3_600_000;
const RULINGS = ['arbitratorRuled', 'rulingApproved', 'appealRuled'];

/** A dispute as it is now, with what only letters need of its order. */
interface Matter {
  readonly dispute: Dispute;
  readonly policy: Policy;
  readonly titles: readonly string[];
}

/** One letter to be written. `dueAt` is when the time it is about ends. */
interface Errand extends Pick<MailOccasion, 'template' | 'said'> {
  readonly kind: 'event' | 'reminder';
  readonly happened: Happened;
  readonly mandatory: boolean;
  readonly at: number;
  readonly notBefore: number;
}

/** Letters to whoever did something, that it was done. About everything else people know what they did themselves. */
const CONFIRMING: readonly string[] = ['dispute_opened_confirmed'];

/** What is written about one event, each letter for one reader and ready to be sent. Nothing is sent or kept here. */
@Injectable()
export class MailPlanner {
  constructor(
    private readonly repository: MailPlanningRepository,
    private readonly disputes: DisputesService,
    private readonly policies: PolicyService,
    private readonly links: MailLinks,
    private readonly config: Config,
  ) {}

  /** The letters about an event, but those that are gathered. */
  async planMail(event: MailEvent): Promise<WrittenMail[]> {
    const heard = this.heardOf(event).filter(({ letter }) => letter.gathered !== true);
    if (heard.length === 0) return [];
    const matter = await this.matterOf(event);
    return Promise.all(heard.map(({ role, letter }) => this.write(matter, event, readerOf(role, event), errandOf(event, letter, role))));
  }

  /** What of an event waits for more of its kind, so that one letter tells of all. */
  itemsOf(event: MailEvent): GatheredItem[] {
    const { position, disputeId, seq, actor, at } = event;
    return this.heardOf(event)
      .filter(({ letter }) => letter.gathered === true)
      .map(({ role, letter }) => ({ disputeId, recipientRole: role, template: letter.template, actorRole: actor.role, position, seq, dueAt: at + GATHERED_FOR_MS }));
  }

  /** The one letter about what was gathered: the oldest first, all of one dispute, by one person, for one reader. */
  async planGathered(events: readonly MailEvent[], role: Role): Promise<WrittenMail[]> {
    const [first] = events;
    const heard = first === undefined ? undefined : this.heardOf(first).find((one) => one.role === role);
    if (first === undefined || heard === undefined) return [];
    const kinds = Map.groupBy(events, ({ input }) => (input['evidence'] as { kind: string }).kind);
    const pieces = Object.fromEntries([...kinds].map(([kind, ofKind]) => [kind, ofKind.length]));
    const errand = errandOf({ ...first, input: { pieces }, at: first.at + GATHERED_FOR_MS }, heard.letter, role);
    return [await this.write(await this.matterOf(first), first, readerOf(role, first), errand)];
  }

  /** Who is told of an event. Nobody hears of what they did themselves, may not see, or do not want. */
  private heardOf(event: MailEvent): { role: Role; letter: HeardLetter }[] {
    return ROLES.flatMap((role) => {
      const letter = letterTo(role, event);
      return letter !== null && this.mayWriteTo(role, event) ? [{ role, letter }] : [];
    });
  }

  /** The letter of a reminder; none where the person has no address or the time is no longer running. */
  async planReminder(notice: MailNotice): Promise<WrittenMail[]> {
    if (notice.isGone || !this.mayWriteTo(notice.role, notice)) return [];
    const matter = await this.matterOf(notice);
    const isAwaited = matter.dispute.deadlines.some(({ kind, dueAt, pausedLeft }) => kind === notice.deadlineKind && dueAt === notice.dueAt && pausedLeft === null);
    if (!isAwaited) return [];
    const reader = readerOf(notice.role, notice);
    const notBefore = politeMoment(notice.at, reader.timeZone, notice.dueAt);
    const errand: Errand = {
      kind: 'reminder', template: 'deadline_near', mandatory: true, said: null, at: notice.at, notBefore, happened: { type: 'reminder', actorRole: 'clock', input: {}, at: notice.at },
    };
    const written = await this.write(matter, notice, reader, errand, timeLeft(notice.dueAt, notBefore));
    return [{ ...written, deadlineKind: notice.deadlineKind, dueAt: notice.dueAt, noticeId: notice.id }];
  }

  private mayWriteTo(role: Role, contacts: Contacts): boolean {
    // A sandbox writes to everybody, because nothing leaves it.
    return this.config.sandbox || (this.config.mail.smtpUrl !== null && (role === 'buyer' ? contacts.buyerHasEmail : contacts.sellerHasEmail));
  }

  private async matterOf({ disputeId, buyerId }: MailEvent | MailNotice): Promise<Matter> {
    const { dispute } = await this.disputes.get(disputeId, { sub: buyerId, roles: [] });
    const lines = dispute.facts.claim.items.map(({ lineId }) => lineId);
    return { dispute, policy: this.policies.get(dispute.policy), titles: await this.repository.titles(dispute.orderId, lines) };
  }

  private async write(matter: Matter, about: MailEvent | MailNotice, reader: MailReader, errand: Errand, more: Record<string, number> = {}): Promise<WrittenMail> {
    const { dispute, policy, titles } = matter;
    const { role, lang } = reader;
    const recipientId = role === 'buyer' ? about.buyerId : about.sellerId;
    const setting: Setting = { dispute, policy, role, lang };
    const actions = explanationOf(dispute, { role, callerId: recipientId, lang, policy }).availableActions;
    const replyAudience = this.config.replies === null || !actions.some(({ action }) => action === 'send-message') ? null : answeredTo(errand.happened, role);
    const letter = compose({
      reader,
      occasion: { ...errand, by: actorInMail(errand.happened.actorRole), now: errand.notBefore, reasons: reasonsOf(errand.happened, matter.dispute, reader), values: { ...wordsFor(errand.happened, setting), ...more } },
      standing: {
        number: dispute.number, orderId: dispute.orderId, titles, state: stateInWords(setting),
        actions,
      },
      links: {
        dispute: this.links.disputePage(dispute.id),
        unsubscribe: errand.mandatory ? null : await this.links.unsubscribe({ accountId: recipientId, template: errand.template }),
      },
      replies: replyAudience,
    });
    const { kind, template, mandatory, at, notBefore } = errand;
    return {
      id: newId('ml'), kind, template, lang, disputeId: dispute.id, number: dispute.number, eventSeq: 'seq' in about ? about.seq : null, recipientId,
      recipientRole: role, mandatory, subject: letter.subject, html: htmlOf(letter), plain: plainOf(letter), deadlineKind: null, dueAt: null, at, notBefore, replyAudience,
    };
  }
}

/** What a ruling was made for, in the letter that tells of it. */
function reasonsOf({ type, input }: Happened, dispute: Dispute, { role, lang }: MailReader): ReturnType<typeof rulingInLetter> {
  if (!RULINGS.includes(type)) return [];
  const id = (input['ruling'] as { id?: unknown } | undefined)?.id ?? input['rulingId'];
  const ruling = dispute.rulings.find((one) => one.id === id);
  return ruling === undefined ? [] : rulingInLetter(ruling, { side: role, language: lang, number: dispute.number, evidence: dispute.facts.evidence });
}

export const lineOf = (type: string): Line | null => (Object.hasOwn(WHO_HEARS_WHAT, type) ? WHO_HEARS_WHAT[type as ToldEvent] : null);

/**
 * That somebody looks at a case is news only where nobody did: not that it is somebody else now, and not that it was given back. A forgotten
 * draft is gone with its words: its buyer was reminded of it while it was there.
 */
const isNews = ({ type, fromState, toState }: MailEvent): boolean =>
  toState !== 'discarded' && (type !== 'caseReassigned' || (fromState?.endsWith('.queued') === true && !toState.endsWith('.queued')));

function letterTo(role: Role, event: MailEvent): HeardLetter | null {
  const letter = lineOf(toldAs(event))?.[role];
  const own = role === 'buyer' ? event.buyerId : event.sellerId;
  if (letter === undefined || !event[role] || !isNews(event) || (event.actor.id === own) !== CONFIRMING.includes(letter.template)) return null;
  const muted = role === 'buyer' ? event.buyerMuted : event.sellerMuted;
  return !letter.mandatory && muted.includes(letter.template) ? null : letter;
}

function errandOf(event: MailEvent, { template, mandatory }: HeardLetter, role: Role): Errand {
  const { type, input, actor, at } = event;
  const said = arePartiesToRead(type) ? event.said : null;
  const { timeZone } = readerOf(role, event);
  // What ends or starts somebody's time is told at once, and who did something is awake; the rest does not ring at night.
  const notBefore = mandatory || CONFIRMING.includes(template) ? at : politeMoment(at, timeZone, Infinity, HOUR);
  return { kind: 'event', template: template as Template, mandatory, said, at, notBefore, happened: { type, input, actorRole: actor.role, at } };
}

/** What the platform says to one side alone is answered to the platform alone; the other side must not read of it in the answer. */
function answeredTo({ type, input }: Happened, role: Role): 'parties' | 'staff' {
  return type === 'messageSent' && input['audience'] === role ? 'staff' : 'parties';
}

/** The reader as the marketplace told us: their language where it is one of ours, their clock where we know it. */
export function readerOf(role: Role, contacts: Contacts): MailReader {
  const { locale, timeZone } = role === 'buyer' ? { locale: contacts.buyerLocale, timeZone: contacts.buyerTimeZone } : { locale: contacts.sellerLocale, timeZone: contacts.sellerTimeZone };
  const lang: Language = /^es(?:[-_]|$)/i.test(locale ?? '') ? 'es' : 'en';
  return { role, lang, locale: localeOf(locale, lang), timeZone: timeZoneOf(timeZone) };
}

/** Only a locale of the same language: dates in a third one would stand in the middle of English. */
function localeOf(locale: string | null, lang: Language): string {
  const tag = (locale ?? lang).replaceAll('_', '-');
  try {
    return tag.toLowerCase().startsWith(lang) && Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0 ? tag : lang;
  } catch {
    return lang;
  }
}

function timeZoneOf(timeZone: string | null): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
