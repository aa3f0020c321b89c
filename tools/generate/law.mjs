import { waitingOn } from '../../dist/src/disputes/domain/deadlines.js';
import { LAW_EDGES } from '../../dist/src/disputes/domain/edges.js';
import { firstFacts } from '../../dist/src/disputes/domain/facts.js';
import { RULES } from '../../dist/src/disputes/domain/guards.js';
import { STATES } from '../../dist/src/disputes/domain/states.js';

/** What is read off the machine for its documentation and its chart. Nothing here is written twice. */

export const stageOf = (state) => state.split('.')[0];
export const stepOf = (state) => state.split('.')[1] ?? state;

/** Stages in the order of the chart, each with its states. */
export const STAGES = [...new Set(STATES.map(stageOf))].map((stage) => ({ stage, states: STATES.filter((state) => stageOf(state) === stage) }));

export const isCompound = (stage) => STATES.includes(`${stage}`) === false;

/** The codes a guard can refuse with, in the order of its text. */
function codesOf({ check }) {
  if ('code' in check) return [check.code];
  return [...String(check).matchAll(/refuse\('(\w+)'|code: '(\w+)'/g)].map(([, refused, coded]) => refused ?? coded);
}

/** `action_not_allowed` says only that the state has no use for it; the table says that already. */
export const refusalsOf = (event) => [...new Set((RULES[event] ?? []).flatMap(codesOf))].filter((code) => code !== 'action_not_allowed');

const CLAIM = { reason: 'other', items: [], shipping: 0, amount: 100, requested: { kind: 'refund', amount: null }, statementLength: 0 };
const FIRST = firstFacts({ buyer: 'b', seller: 's' }, 'EUR', CLAIM);
const ruled = (kind, amount) => ({ ruling: { id: 'rul', by: 'a', grant: { remedy: { kind, amount }, items: amount, shipping: 0 } } });
const asked = (...awaiting) => ({ information: { id: 'ir', awaiting } });
const accepted = (...acceptedBy) => ({ settlement: { id: 'st', remedy: { kind: 'refund', amount: 1 }, acceptedBy } });
const SITUATIONS = [
  {}, asked('buyer'), asked('seller'), asked('buyer', 'seller'), accepted(), accepted('buyer'), accepted('seller'),
  ruled('none', 0), ruled('refund', 50), ruled('refund', 100),
].map((change) => ({ ...FIRST, ...change }));

/** Everybody a state can wait for, asked of the law with facts that differ. */
export function awaitedIn(state) {
  const all = new Set(SITUATIONS.map((facts) => waitingOn(state, facts)));
  const several = ['buyer', 'seller', 'both'].filter((awaited) => all.has(awaited));
  return several.length > 1 ? several : [...all];
}

/** Does it lead wherever the remedy leads? Those edges are drawn once, through the choice "remedy". */
export const isRemedy = ({ params }) => params.when?.startsWith('gives') === true;

export const nameOf = ({ event, params }) => (event === 'deadlinePassed' ? `${params.deadline} passed` : event);

/** Arrows of the chart: sources are states, or whole stages where the law speaks of the stage. */
export function arrows() {
  const drawn = new Map();
  const draw = (from, to, name) => {
    const key = `${from} ${to}`;
    const arrow = drawn.get(key) ?? { from, to, names: new Set() };
    if (name) arrow.names.add(name);
    drawn.set(key, arrow);
  };
  for (const edge of LAW_EDGES) {
    const from = edge.ofStage ? stageOf(edge.from) : edge.from;
    if (edge.to === edge.from || edge.to === 'suspended' || edge.params.origin) continue;
    draw(from, isRemedy(edge) ? 'remedy' : edge.to, nameOf(edge));
    if (isRemedy(edge)) draw('remedy', edge.to);
  }
  return [...drawn.values()].map(({ from, to, names }) => ({ from, to, names: [...names] }));
}

/** Stages that a chargeback suspends; each is returned to afterwards. */
export const SUSPENDED_FROM = [...new Set(LAW_EDGES.filter(({ from, to }) => to === 'suspended' && from !== 'suspended').map(({ from }) => stageOf(from)))];
