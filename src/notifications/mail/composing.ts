import type { AvailableActionView } from '../../disputes/index.js';
import type { Language } from '../../foundation/identity/index.js';
import type { Block, Footer, Letter } from './letter.js';
import { hasWords, write, type Template, type Values } from './words/words.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Subjects longer than this are cut off on a telephone; titles of goods may have 500 characters. */
const LONGEST_TITLE = 80;
const LONGEST_QUOTE = 2_000;
const LONGEST_PREVIEW = 140;

/** Who reads, and how they count time. */
export interface MailReader {
  readonly role: 'buyer' | 'seller';
  readonly lang: Language;
  /** Their full locale, for dates. */
  readonly locale: string;
  readonly timeZone: string;
}

/** What the letter is about. `values` are what its own words name; `by` who did it, in words' terms. */
export interface MailOccasion {
  readonly template: Template;
  readonly by: string;
  readonly values: Values;
  /** What somebody wrote, in their own words. */
  readonly said: string | null;
  /** What a ruling says for its reasons, part by part. */
  readonly reasons?: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  /** When it is read at the earliest; times that are left are counted from here. */
  readonly now: number;
}

/** How the dispute stands for this reader. */
export interface MailStanding {
  readonly number: string;
  readonly orderId: string;
  readonly titles: readonly string[];
  /** In the reader's words. */
  readonly state: string;
  readonly actions: readonly AvailableActionView[];
}

export interface MailLinks {
  readonly dispute: string;
  /** Null where the letter cannot be switched off. */
  readonly unsubscribe: string | null;
}

/** Who reads an answer to a letter: both other sides, or the platform alone; null where it cannot be answered. */
export type ReplyAudience = 'parties' | 'staff' | null;

export interface Told {
  readonly reader: MailReader;
  readonly occasion: MailOccasion;
  readonly standing: MailStanding;
  readonly links: MailLinks;
  readonly replies: ReplyAudience;
}

const cut = (text: string, length: number): string => {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was bought, short enough for a subject. */
export function itemInWords(lang: Language, titles: readonly string[]): string {
  return write(lang, 'frame.items', { title: cut((titles[0] ?? '').replace(/\s+/g, ' ').trim(), LONGEST_TITLE), more: Math.max(0, titles.length - 1) });
}

/** A moment as the reader's own clock shows it, with the name of the zone. */
export function momentInWords(moment: number, { locale, timeZone }: Pick<MailReader, 'locale' | 'timeZone'>): string {
  const parts = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(moment);
}

/** Whole days, and under a day whole hours. */
export function timeLeft(dueAt: number, now: number): { days: number; hours: number } {
  const left = Math.max(0, dueAt - now);
  return { days: Math.floor(left / DAY), hours: Math.floor((left % DAY) / HOUR) };
}

const optionsOf = (lang: Language, actions: readonly AvailableActionView[]): string[] =>
  actions.map(({ action }) => `actions.${action}`).filter(hasWords).map((path) => write(lang, path));

const paragraph = (text: string, strong = false): Block => ({ is: 'paragraph', text, strong });

/** The next step: what is awaited, until when, and what happens otherwise, in the words the API has for it. */
function nextStep({ reader, occasion, standing, links }: Told): Block[] {
  const { lang } = reader;
  const duties = standing.actions.filter(({ mandatory }) => mandatory);
  const timed = duties.length > 0 ? duties : standing.actions.filter(({ dueAt }) => dueAt !== undefined);
  const [first] = timed;
  const button = (label: 'answerButton' | 'lookButton'): Block => ({ is: 'button', label: write(lang, `frame.${label}`), href: links.dispute });
  if (first?.dueAt === undefined) return [paragraph(write(lang, 'frame.nothingToDo')), button('lookButton')];
  const dueAt = Date.parse(first.dueAt);
  const left = write(lang, 'frame.left', timeLeft(dueAt, occasion.now));
  const until = write(lang, duties.length > 0 ? 'frame.answerBy' : 'frame.mayUntil', { due: momentInWords(dueAt, reader), left });
  const options = optionsOf(lang, timed);
  const list: Block[] = options.length === 0 ? [] : [{ is: 'list', title: write(lang, 'frame.options'), items: options }];
  const otherwise = first.onExpiry === undefined ? [] : [paragraph(write(lang, 'frame.otherwise', { onExpiry: first.onExpiry }))];
  return [...list, paragraph(until, true), ...otherwise, button(duties.length > 0 ? 'answerButton' : 'lookButton')];
}

function factsOf({ reader: { lang }, standing: { number, orderId, state } }: Told, item: string): Block {
  const row = (name: string, value: string): readonly [string, string] => [write(lang, `frame.${name}`), value];
  return { is: 'facts', rows: [row('dispute', number), row('order', orderId), row('item', item), row('status', capital(state))] };
}

const REPLY_WORDS = { parties: 'replyAll', staff: 'replyPlatform' } as const;

function footerOf({ reader: { lang, role }, standing: { number }, links: { unsubscribe }, replies }: Told): Footer {
  const why = write(lang, unsubscribe === null ? 'frame.mandatory' : 'frame.optional', { me: role, number });
  const lines = [why, write(lang, `frame.${replies === null ? 'noReply' : REPLY_WORDS[replies]}`, { me: role })];
  return unsubscribe === null ? { lines } : { lines, unsubscribe: { label: write(lang, 'frame.unsubscribe'), href: unsubscribe } };
}

/** A subject is one line: nothing that people wrote may begin another header. */
const oneLine = (text: string): string => text.replace(/\p{C}+/gu, ' ').replace(/\s+/g, ' ').trim();

/** One letter to one reader of a dispute. Everything in it is plain text. */
export function compose(told: Told): Letter {
  const { reader: { lang, role }, occasion: { template, by, values, said, reasons = [] }, standing } = told;
  const item = itemInWords(lang, standing.titles);
  const all = { ...values, item, by, me: role, number: standing.number, state: standing.state };
  const subject = oneLine(write(lang, `letters.${template}.subject`, all));
  const lead = write(lang, `letters.${template}.lead`, all).trim();
  const marker: Block[] = told.replies === null ? [] : [{ is: 'note', text: write(lang, 'frame.replyMarker') }];
  const quote: Block[] = said === null ? [] : [{ is: 'quote', by: write(lang, 'frame.said', { by }), text: cut(said.trim(), LONGEST_QUOTE) }];
  const sections = reasons.map(({ heading, lines }): Block => ({ is: 'section', title: heading, lines }));
  return {
    lang,
    subject: oneLine(`${subject} (${standing.number})`),
    preview: cut(oneLine(said ?? lead), LONGEST_PREVIEW),
    blocks: [...marker, { is: 'heading', text: subject }, paragraph(lead), ...quote, ...sections, ...nextStep(told), factsOf(told, item)],
    footer: footerOf(told),
  };
}
