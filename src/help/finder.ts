import MiniSearch from 'minisearch';
import type { Edition, Page } from './edition.js';

/** Words that are in every article and tell nothing. */
const EMPTY_WORDS = new Set(
  ('a an and are as at be by can do does for from have how i if in is it my of on or the to was what when with you your '
    + 'al como con cuando de del el en es esta este la las lo los mi o para por que se si su sus un una y ya yo').split(' '),
);

/** Accents and capitals make no difference: who types on a phone leaves them out. */
const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function term(word: string): string | null {
  const bare = plain(word);
  return EMPTY_WORDS.has(bare) ? null : bare;
}

const PARTIES: readonly string[] = ['buyer', 'seller'];
/** How much an article that is for no party counts against one that is. */
const FOR_STAFF = 0.3;

/** Finds articles by what people type, in their language or the other one. In memory: there are a few dozen. */
export class Finder {
  readonly #forParties: ReadonlySet<string>;
  // One letter may be wrong; two would make a ruling (resolución) of a return (devolución).
  readonly #index = new MiniSearch<{ slug: string; title: string; words: string; summary: string; text: string; elsewhere: string }>({
    idField: 'slug',
    fields: ['title', 'words', 'summary', 'text', 'elsewhere'],
    processTerm: term,
    searchOptions: {
      boost: { title: 4, words: 4, summary: 2, elsewhere: 0.5 },
      prefix: (word) => word.length > 2,
      fuzzy: (word) => (word.length > 4 ? 1 : false),
      combineWith: 'AND',
      // Who asks is nearly always a party.
      boostDocument: (slug) => (this.#forParties.has(String(slug)) ? 1 : FOR_STAFF),
    },
  });

  constructor(edition: Edition, other: Edition) {
    this.#forParties = new Set([...edition.pages.values()].filter(({ roles }) => roles.some((role) => PARTIES.includes(role))).map(({ slug }) => slug));
    const whole = ({ title, words, summary, markdown }: Page): string => `${title} ${words} ${summary} ${markdown}`;
    this.#index.addAll([...edition.pages.values()].map((page) => {
      const elsewhere = other.pages.get(page.slug);
      return { slug: page.slug, title: page.title, words: page.words, summary: page.summary, text: page.markdown, elsewhere: elsewhere === undefined ? '' : whole(elsewhere) };
    }));
  }

  /** The best first. Where no article has all the words, those that have some. */
  find(words: string): string[] {
    const all = this.#index.search(words);
    const found = all.length > 0 ? all : this.#index.search(words, { combineWith: 'OR' });
    return found.map(({ id }) => String(id));
  }
}
