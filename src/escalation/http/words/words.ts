import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../../foundation/identity/index.js';
import type { PromiseKind } from '../../domain/desk-rules.js';
import type { ReasonToHurry } from '../../domain/priority.js';
import { en } from './en.js';
import { es } from './es.js';

/** Everything the desk says in one language, as ICU messages. A word that is missing does not compile. */
export interface DeskWords {
  readonly hurry: Readonly<Record<ReasonToHurry, string>>;
  readonly promises: Readonly<Record<PromiseKind | 'paused' | 'kept' | 'late' | 'over' | 'counted', string>>;
}

type Group = keyof DeskWords;

function compiled(words: DeskWords, language: Language): ReadonlyMap<string, IntlMessageFormat> {
  const messages = Object.entries(words).flatMap(([group, said]: [string, Readonly<Record<string, string>>]) =>
    Object.entries(said).map(([key, text]) => [`${group}.${key}`, new IntlMessageFormat(text, language, undefined, { ignoreTag: true })] as const));
  return new Map(messages);
}

/** Parsed once, when the program starts: a faulty message stops the boot, not a request. */
const WORDS: Readonly<Record<Language, ReadonlyMap<string, IntlMessageFormat>>> = { en: compiled(en, 'en'), es: compiled(es, 'es') };

/** One message in the reader's language. */
export function tell<G extends Group>(
  language: Language, group: G, key: keyof DeskWords[G] & string, values: Readonly<Record<string, string | number>> = {},
): string {
  const message = WORDS[language].get(`${group}.${key}`);
  if (message === undefined) throw new Error(`no words for ${group}.${key}`);
  return String(message.format(values));
}
