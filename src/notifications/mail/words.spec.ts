import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { ACTION_NAMES, ACTIONS } from '../../disputes/domain/actions.js';
import { STATES } from '../../disputes/domain/states.js';
import { WHO_HEARS_WHAT, type Line } from '../domain/who-hears-what.js';
import { pathsOf, WORDS } from './words/words.js';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
interface Element {
  /** The parser's numbers: 0 is plain text, 5 a select, 7 the # of a plural. */
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Record<string, { value: Ast }>;
}

/** The names a message uses, and the cases it tells apart: `by`, `by=buyer`. */
function usedIn(ast: Ast): string[] {
  return (ast as readonly Element[]).flatMap(({ type, value, options }) => {
    if (type === 0 || type === 7) return [];
    const cases = Object.entries(options ?? {});
    return [String(value), ...cases.filter(() => type === 5).map(([name]) => `${String(value)}=${name}`), ...cases.flatMap(([, option]) => usedIn(option.value))];
  });
}

const usedBy = (text: string, lang: string): string[] => [...new Set(usedIn(new IntlMessageFormat(text, lang, undefined, { ignoreTag: true }).getAst()))].sort();

/** What differs between two languages: words one has and the other has not, names and cases only one of them uses. */
function differences(one: object, other: object): string[] {
  const [en, es] = [new Map(pathsOf(one)), new Map(pathsOf(other))];
  const missing = [...[...en.keys()].filter((path) => !es.has(path)), ...[...es.keys()].filter((path) => !en.has(path))];
  const unequal = [...en].filter(([path, text]) => es.has(path) && usedBy(text, 'en').join() !== usedBy(es.get(path)!, 'es').join()).map(([path]) => path);
  return [...missing, ...unequal];
}

describe('The words of letters', () => {
  it('are the same in both languages: every message, every value, every case', () => {
    console.log(`mail words: ${pathsOf(WORDS.en).length} messages in each language`);
    expect(pathsOf(WORDS.en).length).toBeGreaterThan(200);
    expect(differences(WORDS.en, WORDS.es)).toEqual([]);
  });

  it('would be seen to lack one', () => {
    const { offer_received: _, ...letters } = WORDS.es.letters;
    expect(differences(WORDS.en, { ...WORDS.es, letters })).toEqual(['letters.offer_received.subject', 'letters.offer_received.lead']);
    const forgotten = { ...WORDS.es.letters, offer_received: { subject: 'El vendedor ofrece', lead: WORDS.es.letters.offer_received.lead } };
    expect(differences(WORDS.en, { ...WORDS.es, letters: forgotten })).toEqual(['letters.offer_received.subject']);
  });

  it('are none that is empty', () => {
    for (const lang of ['en', 'es'] as const) expect(pathsOf(WORDS[lang]).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('exist for every letter that somebody hears of', () => {
    const lines = Object.values<Line>(WHO_HEARS_WHAT);
    const letters = lines.flatMap(({ buyer, seller }) => [buyer, seller]).flatMap((letter) => letter?.template ?? []);
    const desk = lines.flatMap(({ staff }) => staff?.template ?? []);
    expect(new Set(letters)).toEqual(new Set(Object.keys(WORDS.en.letters).filter((name) => name !== 'deadline_near')));
    expect(new Set(desk)).toEqual(new Set(Object.keys(WORDS.en.desk)));
  });

  it('name every action that a party can take', () => {
    const theirs = ACTION_NAMES.filter((name) => STATES.some((state) => ACTIONS[name].event('buyer', state) !== null || ACTIONS[name].event('seller', state) !== null));
    expect(theirs.length).toBeGreaterThan(20);
    expect(theirs.filter((name) => !(name in WORDS.en.actions))).toEqual([]);
  });
});
