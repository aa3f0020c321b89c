import { describe, expect, it } from '@jest/globals';
import { PEOPLE, POLICY, type Person } from '../../../../test/support/dispute-story.js';
import { LAW_EDGES } from '../../domain/edges.js';
import { stageOf, STATES, type Stage, type State } from '../../domain/states.js';
import type { Reader } from '../views/reader.js';
import { en } from '../words/en.js';
import { es } from '../words/es.js';
import { chartOf } from './chart.js';

const reading = (who: Person, lang: 'en' | 'es' = 'en'): Reader => ({ role: PEOPLE[who].role, callerId: PEOPLE[who].id, lang, policy: POLICY });
const wayOf = (...states: State[]) => states.map((toState, index) => ({ fromState: states[index - 1] ?? null, toState }));
const marked = (svg: string, mark: string) => [...svg.matchAll(new RegExp(`id="([\\w-]+)" class="\\w+ ${mark}"`, 'g'))].map(([, id]) => id).sort();
const texts = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text = '']) => text);
const drawn = (way: State[], who: Person = 'buyer') => chartOf(wayOf(...way), way.at(-1) ?? 'draft', reading(who));

describe('the chart', () => {
  it('marks the way and where the dispute stands', () => {
    const svg = drawn(['draft', 'draft', 'opened', 'negotiation.awaitingBuyer', 'escalated.queued']);
    expect(marked(svg, 'current')).toEqual(['s-escalated-queued']);
    expect(marked(svg, 'passed')).toEqual([
      'e-draft-opened', 'e-negotiation-awaitingBuyer-escalated-queued', 'e-opened-negotiation-awaitingBuyer', 's-draft', 's-negotiation-awaitingBuyer', 's-opened',
    ]);
  });

  it('leads through the remedy, whoever granted it', () => {
    expect(marked(drawn(['opened', 'refunding.pending']), 'passed')).toEqual(['e-opened-remedy', 'e-remedy-refunding-pending', 's-opened', 's-remedy']);
    expect(marked(drawn(['escalated.queued', 'closed.settled'], 'seller'), 'passed')).toContain('e-escalated-closed-settled');
  });

  it('marks a suspension and the return from it', () => {
    expect(marked(drawn(['decided', 'suspended', 'decided']), 'passed')).toEqual(['e-any-suspended', 's-suspended']);
    expect(marked(drawn(['decided', 'suspended', 'closed.superseded']), 'passed')).toContain('e-suspended-closed-superseded');
  });

  it('shows the parties no ruling that awaits approval', () => {
    const way: State[] = ['escalated.underReview', 'escalated.awaitingApproval'];
    expect([marked(drawn(way, 'buyer'), 'current'), marked(drawn(way, 'lead'), 'current')]).toEqual([['s-escalated-underReview'], ['s-escalated-awaitingApproval']]);
    expect(marked(drawn(way, 'seller'), 'passed')).toEqual([]);
  });

  it('has a place for every state and an arrow for every transition of the machine', () => {
    expect(STATES.filter((state) => marked(drawn([state], 'lead'), 'current').length !== 1)).toEqual([]);
    const moves = LAW_EDGES.filter(({ from, to }) => from !== to);
    expect(moves.length).toBeGreaterThan(200);
    const missing = moves.filter(({ from, to }) => !marked(drawn([from, to], 'lead'), 'passed').some((id) => id?.startsWith('e-')));
    expect(missing.map(({ from, to }) => `${from} ${to}`)).toEqual([]);
  });

  it('is the same in every language but for its words', () => {
    const way = wayOf('opened', 'negotiation.awaitingBuyer', 'escalated.queued');
    const [english, spanish] = (['en', 'es'] as const).map((lang) => chartOf(way, 'escalated.queued', reading('buyer', lang)));
    const ids = (svg: string) => [...svg.matchAll(/ id="([\w-]+)"/g)].map(([, id]) => id).sort();
    expect(ids(english!)).toEqual(ids(spanish!));
    expect([texts(english!).length, marked(english!, 'passed')]).toEqual([texts(spanish!).length, marked(spanish!, 'passed')]);
  });

  it.each(['en', 'es'] as const)('is labelled in words alone, and nothing is left unnamed (%s)', (lang) => {
    const { chart } = { en, es }[lang];
    const svg = chartOf([], 'opened', reading('lead', lang));
    const step = (state: State) => chart[(state.split('.')[1] ?? state) as keyof typeof chart];
    for (const state of STATES) {
      const [, box = ''] = new RegExp(`id="s-${state.replace('.', '-')}" class="node[^"]*">([\\s\\S]*?)</g>`).exec(svg) ?? [];
      const title = state.includes('.') ? `${chart[stageOf(state)]}: ${step(state)}` : step(state);
      expect({ state, texts: texts(box), title: /<title>(.*)<\/title>/.exec(box)?.[1] }).toEqual({ state, texts: [step(state)], title });
    }
    const stages = [...svg.matchAll(/id="stage-(\w+)" class="cluster">([\s\S]*?)<\/g>/g)].map(([, stage, box = '']) => [stage, texts(box)]);
    expect(stages.length).toBe(7);
    expect(stages).toEqual(stages.map(([stage]) => [stage, [chart[stage as Stage]]]));
    const said = new Set<string>(Object.values(chart));
    expect(texts(svg).filter((text) => !said.has(text))).toEqual([]);
    const hints = [...svg.matchAll(/(?:<title>|xlink:title=")([^<"]*)/g)].map(([, hint = '']) => hint).slice(1);
    expect(hints.length).toBeGreaterThan(100);
    expect(hints.filter((hint) => !hint.split(' → ').every((end) => end.split(': ').every((part) => said.has(part))))).toEqual([]);
  });

  it('says in words where the dispute stands', () => {
    expect(chartOf([], 'opened', reading('buyer', 'es'))).toContain('<title>Ahora está abierta, a la espera del vendedor.</title>');
  });
});
