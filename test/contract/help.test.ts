import { describe, expect, it } from '@jest/globals';
import { ACTION_NAMES, ACTIONS } from '../../src/disputes/domain/actions.js';
import { STATES } from '../../src/disputes/domain/states.js';
import { articleIn, differencesIn, helpFolder, readArticles, type Articles } from '../../src/help/articles.documents.js';
import { byCloseness, coversState, HELP_LANGUAGES, HELP_ROLES, helpsWith, type Article } from '../../src/help/domain/article.js';
import { editionOf } from '../../src/help/edition.js';
import { policiesFolder, readPolicies } from '../../src/policy/index.js';

/** Longer is not read on a phone. */
const MOST_WORDS = 330;
/** Days, hours, shares and amounts that somebody typed: they would go on saying so under another policy. */
const TYPED = /\d[\d.,]*\s*(?:%|€|\$|£|MB|days?|hours?|weeks?|días?|horas?|semanas?|photos?|fotos?)/i;

const articles = readArticles(helpFolder());
const policies = [...readPolicies(policiesFolder()).values()];
const all = HELP_LANGUAGES.flatMap((language) => [...articles[language].values()].map((article) => ({ language, article })));
const english = [...articles.en.values()];

const shown = STATES.filter((state) => state !== 'discarded');
/** A draft is its buyer's alone, and that a ruling waits for approval parties do not see. */
const seen = (role: 'buyer' | 'seller') => shown.filter((state) => role === 'buyer' || state !== 'draft');

/** What nobody who needs it would find an article about. */
function gapsIn(there: readonly Article[], reasons: readonly string[]): string[] {
  const states = (['buyer', 'seller'] as const).flatMap((role) =>
    seen(role).filter((state) => !there.some((each) => each.roles.includes(role) && coversState(each.states, state))).map((state) => `${role} in ${state}`));
  const missing = reasons.flatMap((reason) => (['buyer', 'seller'] as const).filter((role) => !there.some((each) => each.reasons.includes(reason) && each.roles.includes(role))).map((role) => `${role} about ${reason}`));
  const actions = HELP_ROLES.flatMap((role) => ACTION_NAMES
    .filter((name) => STATES.some((state) => ACTIONS[name].event(role, state) !== null))
    .filter((name) => !there.some((each) => each.actions.includes(name) && helpsWith(each, { role })))
    .map((name) => `${role} who may ${name}`));
  return [...states, ...missing, ...actions];
}

describe('The articles of help', () => {
  it('are there for every state, every reason and every action of everybody', () => {
    const reasons = [...new Set(policies.flatMap((policy) => Object.keys(policy.reasons)))];
    console.log(`help: ${english.length} articles in ${HELP_LANGUAGES.length} languages, ${shown.length} states, ${reasons.length} reasons, ${ACTION_NAMES.length} actions`);
    expect(gapsIn(english, reasons)).toEqual([]);
  });

  it('would be seen to lack one', () => {
    const without = (slug: string) => english.filter((each) => each.slug !== slug);
    expect(gapsIn(without('evidence-damaged'), ['damaged'])).toEqual(['buyer about damaged', 'seller about damaged']);
    expect(gapsIn(without('replacement'), [])).toContain('buyer who may confirm-replacement');
    expect(gapsIn(without('chargebacks'), [])).toContain('seller in suspended');
  });

  it('name only what there is', () => {
    const known = { reasons: policies.flatMap((policy) => Object.keys(policy.reasons)), states: [...STATES, ...STATES.map((state) => state.split('.')[0]!)], actions: ACTION_NAMES as readonly string[] };
    const strange = english.flatMap(({ slug, reasons, states, actions }) => [
      ...reasons.filter((each) => !known.reasons.includes(each)), ...states.filter((each) => !known.states.includes(each)), ...actions.filter((each) => !known.actions.includes(each)),
    ].map((name) => `${slug}: ${name}`));
    expect(strange).toEqual([]);
  });

  it('say the same in both languages: articles, aims, figures, links', () => {
    expect(differencesIn(articles)).toEqual([]);
  });

  it('would be seen to differ, before anything is served', () => {
    const changed = (change: (es: Map<string, Article>) => void): Articles => {
      const es = new Map(articles.es);
      change(es);
      return { ...articles, es };
    };
    const offers = articles.es.get('offers')!;
    expect(differencesIn(changed((es) => es.delete('offers')))[0]).toBe('es/offers.md is missing');
    expect(differencesIn(changed((es) => es.set('offers', { ...offers, text: offers.text.replace('{{maxOffers.buyer}}', '3') })))).toEqual(['offers: the languages have other figures']);
    expect(differencesIn(changed((es) => es.set('offers', { ...offers, actions: [] })))).toEqual(['offers: the languages have other aims']);
    const lost = { en: new Map(articles.en), es: new Map(articles.es) };
    for (const language of HELP_LANGUAGES) lost[language].set('offers', { ...offers, text: `${offers.text} [x](nowhere)` });
    expect(differencesIn(lost)).toEqual(['offers: there is no article "nowhere" to link to']);
    expect(articleIn('a-slug', 'no front matter')).toEqual(['has no front matter between two lines of ---']);
    expect(articleIn('a-slug', '---\ntitle: T\nsummary: S {{x}}\nroles: [king]\n---\ntext')).toHaveLength(2);
  });

  it('take every figure from the policy', () => {
    expect(all.filter(({ article }) => TYPED.test(article.text)).map(({ language, article }) => `${language}/${article.slug}: ${TYPED.exec(article.text)![0]}`)).toEqual([]);
    expect(TYPED.test('You have 5 days.') && TYPED.test('Tiene 5 días.')).toBe(true);
    const [policy] = policies;
    const other = { ...policy!, deadlines: { ...policy!.deadlines, sellerResponse: 36 * 3_600_000 } };
    const page = (of: typeof other, language: 'en' | 'es') => editionOf(articles, of, true, language).pages.get('answering-a-claim')!.markdown;
    expect([page(policy!, 'en'), page(policy!, 'es')]).toEqual([expect.stringContaining('You have 5 days.'), expect.stringContaining('Tiene 5 días.')]);
    expect([page(other, 'en'), page(other, 'es')]).toEqual([expect.stringContaining('You have 36 hours.'), expect.stringContaining('Tiene 36 horas.')]);
    const unknown = { ...articles, en: new Map([['offers', { ...articles.en.get('offers')!, text: '{{no.such}}' }]]) };
    expect(() => editionOf(unknown, policy!, true, 'en')).toThrow('names a figure that no policy has: no.such');
  });

  it('are rendered without anything but text, whole and short', () => {
    for (const policy of policies) {
      for (const language of HELP_LANGUAGES) {
        for (const { slug, html, markdown } of editionOf(articles, policy, true, language).pages.values()) {
          expect([slug, /\{\{|undefined|\bNaN\b|<(?:script|img|iframe|style)/.exec(html)]).toEqual([slug, null]);
          const targets = [...html.matchAll(/href="(.*?)"/g)].map(([, target]) => target!);
          expect(targets.filter((target) => !articles.en.has(target.replace('/v1/help/', '')))).toEqual([]);
          expect([slug, markdown.split(/\s+/).length <= MOST_WORDS]).toEqual([slug, true]);
        }
      }
    }
    const hostile = { ...articles, en: new Map([['offers', { ...articles.en.get('offers')!, text: '<script>x</script> [x](javascript:alert(1)) ![x](http://x/y.png)' }]]) };
    const { html } = editionOf(hostile, policies[0]!, true, 'en').pages.get('offers')!;
    expect(html).not.toMatch(/<script|href="javascript|<img/);
  });

  it('fit a policy that knows fewer reasons and asks for less, and name it in their addresses', () => {
    const [policy] = policies;
    const { not_received: _gone, ...reasons } = policy!.reasons;
    const damaged = { ...reasons['damaged']!, evidence: { anyOf: [], requests: [] } };
    const { pages } = editionOf(articles, { ...policy!, id: 'small-1', autoAcceptCap: {}, reasons: { ...reasons, damaged } }, false, 'es');
    expect(pages.has('evidence-not-received')).toBe(false);
    expect(pages.get('open-a-dispute')!.markdown).toContain('Si no llegó nunca: véalo aquí.');
    expect(pages.get('open-a-dispute')!.html).toContain('href="/v1/help/sending-evidence?policy=small-1"');
    expect(pages.get('evidence-damaged')!.markdown).toContain('**Imprescindible para abrirla:** nada.');
    expect(pages.get('after-opening')!.markdown).toContain('en reclamaciones de hasta ningún importe');
  });

  it('come closest first: the reason before the state, the state before the role', () => {
    const need = { role: 'buyer', reason: 'damaged', state: 'draft' };
    const found = english.filter((each) => helpsWith(each, need)).sort(byCloseness(need)).map(({ slug }) => slug);
    expect(found.slice(0, 2)).toEqual(['evidence-damaged', 'open-a-dispute']);
    expect(found.at(-1)).toBe('how-it-works');
  });
});
