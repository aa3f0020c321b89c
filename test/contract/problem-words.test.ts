import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMetadataStorage, IsHexColor, validateSync } from 'class-validator';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES } from '../../src/foundation/identity/caller.js';
import { constraintOf, nameOf, rulesOf } from '../../src/foundation/problems/constraints.js';
import { renderProblem } from '../../src/foundation/problems/rendering.js';
import { validationProblem } from '../../src/foundation/problems/validation.js';
import { explain, FAULT_CODES, PROBLEM_WORDS, type TextKey, type Values } from '../../src/foundation/problems/words/words.js';
import { bootApp, type TestApp } from '../support/app.js';
import { CONTRACT } from '../support/contract.js';
import { people } from '../support/people.js';

/* What is wrong with a request is said in the caller's language, whichever rule of whichever body or query is broken. */

type Rule = ReturnType<typeof rulesOf>[number];

/** Rules that are asked before others and are never broken themselves. */
const NEVER_BROKEN = ['conditionalValidation', 'whitelistValidation'];
const allRules = (): Rule[] =>
  [...(getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, Rule[]> }).validationMetadatas.values()].flat().filter(({ type }) => !NEVER_BROKEN.includes(type));
const placeOf = ({ target, propertyName }: Rule): string => `${typeof target === 'function' ? target.name : target}.${propertyName}`;
const unfinished = /[{}]|undefined|NaN|\[object/;

let parley: TestApp;
beforeAll(async () => {
  // With it every body and query that any route takes is known.
  parley = await bootApp({ roles: 'api' });
});
afterAll(() => parley.close());

describe('A rule about a field', () => {
  it('is explained in every language, with its own limits and without a word of a programmer', () => {
    const rules = allRules();
    const told = new Set<string>();
    for (const rule of rules) {
      const { code, says, values } = constraintOf(nameOf(rule), rule);
      expect(FAULT_CODES).toContain(code);
      expect({ at: placeOf(rule), says }).toEqual({ at: placeOf(rule), says: expect.not.stringMatching(/^(?:other|matches)$/) });
      for (const language of LANGUAGES) expect([placeOf(rule), explain(language, says, values)]).toEqual([placeOf(rule), expect.not.stringMatching(unfinished)]);
      told.add(`${code} ${says}`);
    }
    expect(rules.length).toBeGreaterThan(400);
    expect(told.size).toBeGreaterThan(35);
    console.log(`problem words: ${rules.length} rules, ${told.size} kinds of them, ${LANGUAGES.length} languages`);
  });

  it('is the only one of its name about its field, so that no other hides behind it', () => {
    const places = allRules().map((rule) => `${placeOf(rule)} ${nameOf(rule)} ${rule.each}`);
    expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
  });

  it('that nobody wrote a text for is answered all the same', () => {
    class Paint {
      colour = 'reddish';
    }
    IsHexColor()(Paint.prototype, 'colour');
    const refused = validationProblem(validateSync(new Paint(), { validationError: { target: true } }));
    const { body } = renderProblem(refused, { language: 'es', instance: '/', requestId: 'r' });
    expect(body['errors']).toEqual([{ pointer: '/colour', code: 'is_hex_color', detail: 'Este campo no se permite aquí.' }]);
    expect(constraintOf('isHexColor', rulesOf(new Paint())[0]).says).toBe('other');
  });
});

describe('A text', () => {
  const entries = LANGUAGES.map((language) => ({ ...PROBLEM_WORDS[language].faults, ...PROBLEM_WORDS[language].sayings }));
  const keys = Object.keys(entries[0]!) as TextKey[];

  it('asks for the same things in every language, and says them', () => {
    for (const key of keys) {
      const wanted = LANGUAGES.map((_, at) => argumentsOf(entries[at]![key]));
      for (const names of wanted) expect({ key, names: [...names.keys()].sort() }).toEqual({ key, names: [...wanted[0]!.keys()].filter((name) => name !== 'subject' || names.has('subject')).sort() });
      for (const language of LANGUAGES) expect([key, explain(language, key, samplesOf(wanted[0]!))]).toEqual([key, expect.not.stringMatching(unfinished)]);
    }
    expect(keys.length).toBeGreaterThan(120);
  });

  it('has a key of its own, and is another text in every language', () => {
    for (const { faults, sayings } of Object.values(PROBLEM_WORDS)) expect(Object.keys(sayings).filter((key) => key in faults)).toEqual([]);
    const same = keys.filter((key) => new Set(entries.map((texts) => texts[key])).size < LANGUAGES.length);
    expect(same).toEqual([]);
  });

  it('stands in the contract by its code', () => {
    const { properties } = CONTRACT.components.schemas['ProblemError'] as { properties: { code: { examples: string[] } } };
    expect(properties.code.examples).toEqual(FAULT_CODES);
  });
});

describe('A buyer', () => {
  const body = {
    orderId: 7, reason: 'Roto', items: [{ lineId: 'lamp', quantity: 0.5 }], requestedRemedy: { kind: 'money' }, statement: '', colour: 'red',
  };
  const SPANISH = { 'accept-language': 'es-ES,es;q=0.9,en;q=0.1' };

  it('reads in Spanish what is wrong with a field', async () => {
    const { buyer } = await people(parley);
    const { status, headers, body: told } = await buyer.request('post', '/v1/disputes', body, SPANISH);
    const { errors } = told as { errors: { pointer: string; code: string; detail: string }[] };
    expect([status, headers['content-language']]).toEqual([422, 'es']);
    expect(Object.fromEntries(errors.map(({ pointer, code, detail }) => [`${pointer} ${code}`, detail]))).toMatchObject({
      '/orderId is_string': 'Este campo debe ser un texto.',
      '/reason matches': 'Este campo debe ser un código de letras minúsculas, cifras y _, por ejemplo damaged.',
      '/items/0/quantity is_int': 'Este campo debe ser un número entero.',
      '/items/0/quantity min': 'Este campo debe ser 1 como mínimo.',
      '/requestedRemedy/kind is_in': 'Este campo debe ser uno de: refund, return_and_refund, replacement, none.',
      '/statement is_length': 'Este campo debe tener algún texto, de 5000 caracteres como máximo.',
      '/colour unknown_field': 'Aquí no se conoce este campo.',
    });
  });

  it('reads the same in English for who asks for that', async () => {
    const { buyer } = await people(parley);
    const { body: told } = await buyer.request('post', '/v1/disputes', body, { 'accept-language': 'en' });
    expect((told as { errors: object[] }).errors).toEqual(expect.arrayContaining([
      { pointer: '/items/0/quantity', code: 'is_int', detail: 'This must be a whole number.' },
      { pointer: '/statement', code: 'is_length', detail: 'This must have some text, at most 5,000 characters.' },
    ]));
  });

  it('reads in Spanish what only the order can tell, and what is wrong with a request as a whole', async () => {
    const { buyer } = await people(parley);
    // The token of this buyer says that they speak Spanish.
    const told: unknown = await buyer.drafts({ items: [{ lineId: 'lamp', quantity: 9 }] }).catch((refusal: { response: { body: unknown } }) => refusal.response.body);
    expect(told).toMatchObject({ code: 'invalid', errors: [{ pointer: '/items/0/quantity', code: 'more_than_bought', detail: 'Solo se compró uno.' }] });
    const list = await buyer.request('get', '/v1/disputes?limit=101', undefined, SPANISH);
    expect([list.status, list.body]).toMatchObject([400, { code: 'malformed', detail: 'limit debe ser un número entero de 1 a 100.' }]);
    const broken = await buyer.request('post', '/v1/disputes', { statement: 'a\u0000b' }, SPANISH);
    expect(broken.body).toMatchObject({ code: 'malformed', errors: [{ pointer: '/statement', code: 'control_character', detail: expect.stringContaining('caracteres de control') }] });
  });
});

interface Piece {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Piece[] }>>;
}
const [LITERAL, SELECT, PLURAL_NUMBER] = [0, 5, 7];

/** What a message asks for, by name, with the parser's number for its kind. */
function argumentsOf(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const walk = (pieces: readonly Piece[]): void => {
    for (const { type, value, options = {} } of pieces) {
      if (type !== LITERAL && type !== PLURAL_NUMBER && value !== undefined) found.set(value, Math.max(type, found.get(value) ?? 0));
      Object.values(options).forEach((option) => walk(option.value));
    }
  };
  walk(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return found;
}

const samplesOf = (wanted: Map<string, number>): Values =>
  Object.fromEntries([...wanted].map(([name, type]) => [name, type === 1 || type === SELECT ? 'buyer' : 3]));
