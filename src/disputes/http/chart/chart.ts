import type { EventRecord } from '../../dispute.js';
import { stageOf, type State } from '../../domain/states.js';
import { stateShownTo } from '../views/discretion.js';
import type { Reader } from '../views/reader.js';
import { say } from '../words/words.js';
import { CHART_SVG } from './chart.svg.js';

type Way = readonly Pick<EventRecord, 'fromState' | 'toState'>[];

const idOf = (name: string): string => name.replace('.', '-');

/** Every arrow of the chart, which are the same in all languages; the law speaks of some stages as a whole, and of all remedies at once. */
const ARROWS = new Set([...CHART_SVG.en.matchAll(/id="(e-[\w-]+)"/g)].map(([, id]) => id));

/** The arrows that one step took: its own, that of its stage, or the two by way of the remedy. */
function arrowsOf(from: State, to: State): string[] {
  if (from === 'suspended' || to === 'suspended') {
    const own = `e-suspended-${idOf(to)}`;
    return [ARROWS.has(own) ? own : 'e-any-suspended'];
  }
  const sources = [idOf(from), stageOf(from)];
  const direct = sources.map((source) => `e-${source}-${idOf(to)}`).find((id) => ARROWS.has(id));
  if (direct !== undefined) return [direct];
  const decided = sources.map((source) => `e-${source}-remedy`).find((id) => ARROWS.has(id));
  return decided === undefined ? [] : [decided, 's-remedy', `e-remedy-${idOf(to)}`];
}

/** Ids of everything that was passed: states, and the arrows between them. */
function passedOn(way: Way, { role }: Reader): Set<string> {
  const passed = new Set<string>();
  for (const { fromState, toState } of way) {
    const to = stateShownTo(role, toState as State);
    const from = fromState === null ? to : stateShownTo(role, fromState as State);
    for (const state of [from, to]) passed.add(`s-${idOf(state)}`);
    if (from !== to) for (const id of arrowsOf(from, to)) passed.add(id);
  }
  return passed;
}

/**
 * The chart of the law in the reader's language, with the way this dispute took and where it stands, as far as the reader may know.
 * Nothing is laid out here: the drawing is generated once, and a request only marks it.
 */
export function chartOf(events: Way, state: State, reader: Reader): string {
  const shown = stateShownTo(reader.role, state);
  const passed = passedOn(events, reader);
  const current = `s-${idOf(shown)}`;
  const marked = CHART_SVG[reader.lang].replace(/id="([se]-[\w-]+)" class="(node|edge)"/g, (whole, id: string, kind: string) => {
    if (id === current) return `id="${id}" class="${kind} current"`;
    return passed.has(id) ? `id="${id}" class="${kind} passed"` : whole;
  });
  const title = say(reader.lang, 'phrases', 'nowIn', { state: say(reader.lang, 'states', shown) });
  return marked.replace('<title>law</title>', `<title>${title}</title>`);
}
