import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../../foundation/identity/index.js';
import type { DeskTemplate, PartyTemplate } from '../../domain/who-hears-what.js';
import { en } from './en.js';
import { es } from './es.js';

/** Every letter there is: one per event that somebody hears of, and what time itself brings. */
export type Template = PartyTemplate | 'deadline_near';

export interface LetterWords {
  readonly subject: string;
  readonly lead: string;
}

export type LettersWords = Readonly<Record<Template, LetterWords>>;

/** What stands around every letter. */
export type FrameWord =
  | 'items' | 'dispute' | 'order' | 'item' | 'status' | 'said' | 'left' | 'answerBy' | 'mayUntil' | 'otherwise' | 'options' | 'nothingToDo'
  | 'answerButton' | 'lookButton' | 'mandatory' | 'optional' | 'unsubscribe' | 'noReply'
  | 'hookName' | 'deskName' | 'deskSubject' | 'deskLead' | 'deskButton' | 'deskFooter' | 'hookSubject' | 'hookLead'
  | 'replyMarker' | 'replyAll' | 'replyPlatform' | 'replyRefusedSubject' | 'replyRefused' | 'replyWhy' | 'replyInstead' | 'replyFilesSubject' | 'replyFiles'
  | 'replyFilesTaken' | 'replyFilesRefused' | 'replyFileRefused'
  | 'unsubscribeTitle' | 'unsubscribeAsk' | 'unsubscribeButton' | 'unsubscribeDone' | 'unsubscribeLocked';

/** Everything our letters say in one language, as ICU messages. A word that is missing does not compile. */
export interface MailWords {
  readonly letters: LettersWords;
  /** What a kind of letter is called where people choose what they get. */
  readonly kinds: Readonly<Record<Template, string>>;
  /** What the desk's summary says of an event. */
  readonly desk: Readonly<Record<DeskTemplate, string>>;
  readonly actions: Readonly<Record<keyof typeof en.actions, string>>;
  readonly frame: Readonly<Record<FrameWord, string>>;
}

export const WORDS: Readonly<Record<Language, MailWords>> = { en, es };

export type Values = Readonly<Record<string, string | number>>;

type Messages = ReadonlyMap<string, IntlMessageFormat>;

/** `letters.offer_received.subject` and so on: every message by its path. */
export function pathsOf(words: object, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : pathsOf(value as object, `${prefix}${key}.`),
  );
}

/** Tags are text: what people wrote is put in and must stay what it is. */
const parsed = (text: string, language: Language): IntlMessageFormat => new IntlMessageFormat(text, language, undefined, { ignoreTag: true });

const compiled = (language: Language): Messages => new Map(pathsOf(WORDS[language]).map(([path, text]) => [path, parsed(text, language)]));

/** Parsed once, when the program starts: a faulty message stops the boot, not a letter. */
const MESSAGES: Readonly<Record<Language, Messages>> = { en: compiled('en'), es: compiled('es') };

/** One message in the reader's language. */
export function write(language: Language, path: string, values: Values = {}): string {
  const message = MESSAGES[language].get(path);
  if (message === undefined) throw new Error(`no words for ${path}`);
  return String(message.format(values));
}

export const hasWords = (path: string): boolean => MESSAGES.en.has(path);
