import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../identity/caller.js';
import { moneyInWords } from '../../money.js';
import { en } from './en.js';
import { es } from './es.js';

/** Everything we say of what is wrong, in one language, as ICU messages. A text that is missing does not compile. */
export interface ProblemWords {
  readonly faults: Readonly<Record<keyof typeof en.faults, string>>;
  readonly sayings: Readonly<Record<keyof typeof en.sayings, string>>;
  readonly subjects: Readonly<Record<keyof typeof en.subjects, string>>;
}

/** The codes of `errors[]`: part of the contract, and never translated. */
export type FaultCode = keyof ProblemWords['faults'];
export type TextKey = FaultCode | keyof ProblemWords['sayings'];

/** What stands in a text. `each`: a list's entries are meant, not the list. */
export type Values = Readonly<Record<string, string | number | boolean | Money>>;

/** An amount in minor units, which every language writes in its own way. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Another language is a file beside these two, and a line here. */
export const PROBLEM_WORDS: Readonly<Record<Language, ProblemWords>> = { en, es };

export const FAULT_CODES = Object.keys(en.faults) as FaultCode[];

const compiled = (language: Language): ReadonlyMap<string, IntlMessageFormat> => {
  const { faults, sayings } = PROBLEM_WORDS[language];
  return new Map(Object.entries({ ...faults, ...sayings }).map(([key, text]) => [key, new IntlMessageFormat(text, language, undefined, { ignoreTag: true })]));
};

/** Parsed once, when the program starts: a faulty message stops the boot, not a request. */
const MESSAGES = Object.fromEntries(Object.keys(PROBLEM_WORDS).map((language) => [language, compiled(language as Language)])) as Readonly<
  Record<Language, ReadonlyMap<string, IntlMessageFormat>>
>;

/** A text in the reader's language. */
export function explain(language: Language, key: TextKey, values: Values = {}): string {
  const { one, each } = PROBLEM_WORDS[language].subjects;
  const inWords = (value: Values[string]): string | number | boolean => (typeof value === 'object' ? moneyInWords(value.amount, value.currency, language) : value);
  const written = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inWords(value)]));
  return String(MESSAGES[language].get(key)?.format({ ...written, subject: values.each === true ? each : one }));
}
