import { describe, expect, it } from '@jest/globals';
import { en } from './en.js';
import { es } from './es.js';
import { moneyInWords } from '../../../foundation/money.js';
import { say, type Words } from './words.js';

/** Everything any message asks for. */
const VALUES = {
  actor: 'A', reason: 'R', remedy: 'unknown', amount: '1 €', kind: 'photo', audience: 'parties', addressee: 'buyer', outcome: 'uphold', carrier: 'C', to: 'queue', by: '3 days',
  count: '2', label: 'L', kinds: 'photo', trackingNumber: 'T', what: 'W', state: 'S', silent: 'buyer', place: '3', of: '12', median: '5 hours', p90: '2 days',
};
const groups = Object.keys(en) as (keyof Words)[];
const keys = groups.flatMap((group) => Object.keys(en[group]).map((key) => ({ group, key: key as never })));
const placeholders = (text: string): string[] => [...new Set(text.match(/\{(\w+)(?=[},])/g))].sort();

describe('our words', () => {
  it('can all be said in both languages', () => {
    expect(keys.length).toBeGreaterThan(130);
    for (const { group, key } of keys) {
      const [english, spanish] = [say('en', group, key, VALUES), say('es', group, key, VALUES)];
      expect([english, spanish].join('')).not.toMatch(/[{}]|undefined/);
      expect(english.length).toBeGreaterThan(0);
    }
  });

  it('ask for the same things in both languages, and for nothing unknown', () => {
    for (const { group, key } of keys) {
      const [english, spanish] = [placeholders((en[group] as Record<string, string>)[key] ?? ''), placeholders((es[group] as Record<string, string>)[key] ?? '')];
      expect({ group, key, names: argumentsOf(english) }).toEqual({ group, key, names: argumentsOf(spanish) });
    }
  });

  it('say money with the currency’s own decimals', () => {
    const said = [['EUR', 'en'], ['EUR', 'es'], ['JPY', 'en'], ['KWD', 'en']].map(([currency, lang]) => moneyInWords(1234, currency ?? '', lang as 'en'));
    expect(said.map((text) => text.replace(/\s/g, ' '))).toEqual(['€12.34', '12,34 €', '¥1,234', 'KWD 1.234']);
  });
});

/** Of everything in braces, only what is a value: branches of a select are words. */
function argumentsOf(names: readonly string[]): string[] {
  return names.map((name) => name.slice(1)).filter((name) => name in VALUES);
}
