import { Injectable } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { newId } from '../../foundation/ids.js';
import { momentInWords, type MailReader } from '../mail/composing.js';
import { rendered } from '../mail/digest.js';
import type { Block, Letter } from '../mail/letter.js';
import { MailLinks } from '../mail/links.js';
import { readerOf } from '../mail/planner.js';
import { write } from '../mail/words/words.js';
import type { Correspondent } from '../store/inbound.repository.js';
import type { WrittenMail } from '../store/mail-planning.repository.js';
import type { FileOutcome } from './reply-acts.js';

/** Whom a letter about a mail goes to: never to where the mail came from, but to the address that the marketplace told us. */
export interface Addressee {
  readonly person: Correspondent;
  readonly role: 'buyer' | 'seller';
  /** When the mail came, epoch milliseconds. */
  readonly receivedAt: number;
}

const LONGEST_MESSAGE = 5_000;

/** Tells people what became of their e-mail where it was not simply taken. */
@Injectable()
export class ReplyLetters {
  constructor(
    private readonly links: MailLinks,
    private readonly config: Config,
  ) {}

  /** It did not become a message, and why. Null where nobody can be written to. */
  refusal(to: Addressee, why: string): WrittenMail | null {
    const reader = readerFor(to);
    const { lang } = reader;
    const { number } = to.person;
    const texts = [write(lang, 'frame.replyRefused', { number, moment: momentInWords(to.receivedAt, reader) }), write(lang, 'frame.replyWhy', { why, limit: LONGEST_MESSAGE }), write(lang, 'frame.replyInstead')];
    return this.letter(to, 'reply_refused', write(lang, 'frame.replyRefusedSubject', { number }), texts.map((text) => ({ is: 'paragraph', text })));
  }

  /** Files that came with it wait to be confirmed, or were not taken. */
  files(to: Addressee, outcomes: readonly FileOutcome[]): WrittenMail | null {
    const { lang } = readerFor(to);
    const taken = outcomes.filter(({ refused }) => refused === null).map(({ name }) => name);
    const refused = outcomes.flatMap(({ name, refused: why }) => (why === null ? [] : [write(lang, 'frame.replyFileRefused', { name, why })]));
    const list = (title: 'replyFilesTaken' | 'replyFilesRefused', items: string[]): Block[] => (items.length === 0 ? [] : [{ is: 'list', title: write(lang, `frame.${title}`), items }]);
    return this.letter(to, 'reply_files', write(lang, 'frame.replyFilesSubject', { taken: taken.length, number: to.person.number }), [
      { is: 'paragraph', text: write(lang, 'frame.replyFiles', { taken: taken.length }) }, ...list('replyFilesTaken', taken), ...list('replyFilesRefused', refused),
    ]);
  }

  private letter({ person, role }: Addressee, template: string, subject: string, blocks: readonly Block[]): WrittenMail | null {
    const { disputeId, number, sub, email, now } = person;
    // Only a sandbox writes to people without an address: there the mailbox is what is read.
    if (email === null && !this.config.sandbox) return null;
    const { lang } = readerFor({ person, role, receivedAt: now });
    const letter: Letter = {
      lang, subject, preview: blocks[0]?.is === 'paragraph' ? blocks[0].text : subject,
      blocks: [{ is: 'heading', text: subject }, ...blocks, { is: 'button', label: write(lang, 'frame.lookButton'), href: this.links.disputePage(disputeId) }],
      footer: { lines: [write(lang, 'frame.noReply')] },
    };
    return {
      ...rendered(letter), id: newId('ml'), kind: 'reply', template, disputeId, number, eventSeq: null, recipientId: sub, recipientRole: role, mandatory: true,
      deadlineKind: null, dueAt: null, at: now, notBefore: now, replyAudience: null,
    };
  }
}

function readerFor({ person: { locale, timeZone }, role }: Addressee): MailReader {
  return readerOf(role, {
    buyerLocale: locale, sellerLocale: locale, buyerTimeZone: timeZone, sellerTimeZone: timeZone, buyerHasEmail: true, sellerHasEmail: true, buyerMuted: [], sellerMuted: [],
  });
}
