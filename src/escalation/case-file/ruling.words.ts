import { say, type RulingView } from '../../disputes/index.js';
import { moneyInWords } from '../../foundation/money.js';
import type { Language } from '../../foundation/identity/index.js';
import { inReadingOrder } from '../../foundation/reading-order.js';
import { dayInWords, momentInWords } from '../moments.js';
import { CASE_WORDS } from './words/words.js';

/** A part of a text: what it is about, and what it says. */
export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Whose text it is, in which language, and by which short names pieces of evidence go. */
export interface Telling {
  readonly side: 'buyer' | 'seller';
  readonly language: Language;
  readonly number: string;
  readonly nameOf: (evidenceId: string) => string;
  /** Until when the ruling in force may be appealed, where that is running now: a ruling that was approved later could not say it. */
  readonly appealUntil?: string | undefined;
}

type Remedy = RulingView['remedy'];

const inMoney = ({ amount, currency }: { amount: number; currency: string }, language: Language): string => moneyInWords(amount, currency, language);

function remedyLines({ kind, amount, components = [] }: Remedy, language: Language): string[] {
  const given = say(language, 'remedies', kind as 'refund', { amount: amount === undefined ? 'whole' : inMoney(amount, language) });
  const words = CASE_WORDS[language];
  const parts = components.map((part) => `${inMoney(part.amount, language)} ${words.components[part.kind as 'item']}`);
  return [`${given.charAt(0).toUpperCase()}${given.slice(1)}.`, ...(parts.length > 0 ? [`${new Intl.ListFormat(language).format(parts)}.`] : [])];
}

function appealLine({ appeal, status }: RulingView, { language, appealUntil }: Telling): string {
  const words = CASE_WORDS[language];
  const [first] = appeal.by;
  // Of a ruling that another one, or what the parties agreed on, took the place of there is nothing left to appeal.
  if (first === undefined || status === 'replaced') return words.mayNotAppeal;
  const who = words.sides[appeal.by.length > 1 ? 'both' : (first as 'buyer')];
  const until = appeal.until ?? (status === 'in_force' ? appealUntil : undefined);
  return words.mayAppeal(who, until === undefined ? null : momentInWords(language, until));
}

function liabilityLine({ liability }: RulingView, language: Language): string {
  const { answers } = CASE_WORDS[language];
  return Object.entries(liability).filter(([, share]) => share > 0).map(([who, share]) => `${answers[who as 'buyer']} ${new Intl.NumberFormat(language, { style: 'percent' }).format(share / 100)}`).join(', ');
}

function foundLines({ facts }: RulingView, { language, nameOf }: Telling): string[] {
  const words = CASE_WORDS[language];
  return facts.map(({ text, evidenceIds }) => `${text} ${evidenceIds.length > 0 ? words.restsOn(evidenceIds.map(nameOf).join(', ')) : words.restsOnNothing}`);
}

/** The title of a ruling: which, when, and what it says about one before. */
export function rulingTitle({ createdAt }: RulingView, { number, language }: Telling): string {
  return CASE_WORDS[language].ruling(number, dayInWords(language, createdAt));
}

/** A whole statement of reasons in words that its reader understands. */
export function rulingInWords(ruling: RulingView, telling: Telling): Section[] {
  const { language, side, nameOf } = telling;
  const { headings, ...words } = CASE_WORDS[language];
  const { onAppeal, status, evidenceSetAside, reasonCodes, policy, policyClause, silenceCounted, texts, sha256, commitment } = ruling;
  const outcome = onAppeal === undefined ? [] : [words.onAppeal[onAppeal.outcome as 'uphold']];
  const aside = evidenceSetAside.map(({ evidenceId, why }) => `${nameOf(evidenceId)}: ${why}`);
  return [
    { heading: headings.decided, lines: [...outcome, ...remedyLines(ruling.remedy, language), words.status[status as 'in_force']] },
    { heading: headings.plain, lines: [texts[side]] },
    { heading: headings.found, lines: foundLines(ruling, telling) },
    ...(aside.length > 0 ? [{ heading: headings.setAside, lines: aside }] : []),
    { heading: headings.why, lines: reasonCodes.map((code) => `${words.reasons[code as 'other']}.`) },
    { heading: headings.rule, lines: [words.clause(policyClause, policy)] },
    { heading: headings.liability, lines: [`${liabilityLine(ruling, language)}.`] },
    { heading: headings.silence, lines: [silenceCounted ? words.silenceCounted : words.silenceNotCounted] },
    { heading: headings.appeal, lines: [appealLine(ruling, telling)] },
    { heading: headings.fingerprint, lines: [`${words.hash}: ${sha256}`, `${words.commitment}: ${commitment}`] },
  ];
}

/** The same as plain text, to be read in a mail or aloud. */
export function rulingText(ruling: RulingView, telling: Telling): string {
  const parts = rulingInWords(ruling, telling).map(({ heading, lines }) => [heading.toUpperCase(), ...lines].join('\n'));
  return inReadingOrder(`${[rulingTitle(ruling, telling), ...parts].join('\n\n')}\n`);
}
