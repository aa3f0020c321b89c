import { timeInWords } from '../disputes/index.js';
import { moneyInWords } from '../foundation/money.js';
import { evidenceInWords, kindsInWords, type Policy } from '../policy/index.js';
import type { HelpLanguage } from './domain/article.js';

/** Everything an article may say that a policy decides, by the name of its placeholder. */
export type Figures = ReadonlyMap<string, string>;

const MEGABYTE = 1024 * 1024;

type Entry = readonly [name: string, text: string];

const SAID: Readonly<Record<HelpLanguage, Readonly<Record<'needed' | 'helpful' | 'nothing' | 'noAmount', string>>>> = {
  en: { needed: 'needed', helpful: 'it helps', nothing: 'nothing', noAmount: 'no amount' },
  es: { needed: 'imprescindible', helpful: 'ayuda', nothing: 'nada', noAmount: 'ningún importe' },
};

const either = (parts: readonly string[], language: HelpLanguage): string => new Intl.ListFormat(language, { type: 'disjunction' }).format(parts);

function amounts(caps: Readonly<Record<string, number>>, language: HelpLanguage): string {
  const said = Object.entries(caps).map(([currency, amount]) => moneyInWords(amount, currency, language));
  return said.length === 0 ? SAID[language].noAmount : either(said, language);
}

const percent = (share: number, language: HelpLanguage): string => new Intl.NumberFormat(language, { style: 'percent' }).format(share);

const megabytes = (bytes: number, language: HelpLanguage): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }).format(bytes / MEGABYTE);

/** The checklist of one side for a reason, as a list of Markdown: what to show, with which kind of file, and how. */
function checklist(policy: Policy, reason: string, side: 'buyer' | 'seller', language: HelpLanguage): string {
  const requests = policy.reasons[reason]?.evidence.requests ?? [];
  const asked = requests.flatMap(({ requirement, mandatory }) => {
    const wanted = policy.evidenceRequirements[requirement];
    if (wanted?.from !== side) return [];
    const weight = SAID[language][mandatory ? 'needed' : 'helpful'];
    return [`- **${wanted.label[language]}** (${kindsInWords(wanted.kinds, language)}; ${weight}). ${wanted.hint[language]}`];
  });
  return asked.length === 0 ? `- ${SAID[language].nothing}` : asked.join('\n');
}

function ofReasons(policy: Policy, language: HelpLanguage): Entry[] {
  return Object.entries(policy.reasons).flatMap(([reason, { evidence, statementMin }]): Entry[] => [
    [`reason.${reason}`, policy.labels.reasons[reason]?.[language] ?? reason],
    [`statementMin.${reason}`, String(statementMin)],
    [`checklist.${reason}.buyer`, checklist(policy, reason, 'buyer', language)],
    [`checklist.${reason}.seller`, checklist(policy, reason, 'seller', language)],
    [`evidence.${reason}`, evidence.anyOf.length === 0 ? SAID[language].nothing : either(evidence.anyOf.map((counts) => evidenceInWords(counts, language)), language)],
  ]);
}

function ofLimits({ evidenceLimits: { perParty, kinds } }: Policy, language: HelpLanguage): Entry[] {
  return [['limits.pieces', String(perParty)], ...Object.entries(kinds).map(([kind, { maxBytes }]): Entry => [`limits.${kind}`, megabytes(maxBytes, language)])];
}

function ofTimes({ deadlines, windows, minNegotiation, refundRetry }: Policy, language: HelpLanguage): Entry[] {
  const times = {
    ...Object.fromEntries(Object.entries(deadlines).map(([kind, time]) => [`deadline.${kind}`, time])),
    ...Object.fromEntries(Object.entries(windows.overdue).map(([name, time]) => [`window.overdue.${name}`, time])),
    'window.received.afterDelivery': windows.received.afterDelivery,
    minNegotiation,
    'refundRetry.first': refundRetry[0]!,
    'refundRetry.then': refundRetry.at(-1)!,
  };
  return Object.entries(times).map(([name, time]) => [name, timeInWords(time, language)]);
}

/** The figures of a policy in the words of a language: what is never typed by hand, so that no article can say otherwise. */
export function figuresOf(policy: Policy, language: HelpLanguage): Figures {
  return new Map<string, string>([
    ...ofTimes(policy, language), ...ofReasons(policy, language), ...ofLimits(policy, language),
    ['maxOffers.buyer', String(policy.maxOffers.buyer)],
    ['maxOffers.seller', String(policy.maxOffers.seller)],
    ['maxOffersAtDesk.buyer', String(policy.maxOffersAtDesk.buyer)],
    ['maxOffersAtDesk.seller', String(policy.maxOffersAtDesk.seller)],
    ['autoAcceptCap', amounts(policy.autoAcceptCap, language)],
    ['fourEyesAbove', amounts(policy.fourEyesAbove, language)],
    ['closeOnSilenceShare', percent(policy.closeOnSilenceShare, language)],
  ]);
}
