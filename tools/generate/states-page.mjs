import { ACTORS_OF } from '../../dist/src/disputes/domain/events.js';
import { deadlinesNamedBy, LAW_EDGES } from '../../dist/src/disputes/domain/edges.js';
import { LAW_VERSION } from '../../dist/src/disputes/domain/dispute.machine.js';
import { arrows, awaitedIn, isCompound, isRemedy, nameOf, refusalsOf, STAGES, stepOf, SUSPENDED_FROM } from './law.mjs';

const code = (text) => `\`${text}\``;
const codes = (texts) => (texts.length > 0 ? texts.map(code).join(', ') : '-');
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

function statesTable() {
  const states = STAGES.flatMap(({ states }) => states);
  return table(['state', 'waits for', 'deadlines'], states.map((state) => [code(state), awaitedIn(state).join(', '), codes(deadlinesNamedBy(state))]));
}

/** What chooses this row, and where it leads; the ways of a remedy are one row, told once on top. */
function wayOf(edge) {
  const { when, and, origin } = edge.params;
  const remedy = isRemedy(edge);
  const conditions = [remedy ? undefined : when, and].filter(Boolean).map(code);
  if (origin) conditions.push(`it was ${code(origin)}`);
  return [conditions.join(' and ') || '-', remedy ? '*remedy*' : edge.to === edge.from ? 'same' : code(edge.to)];
}

/** One row per way; the event's actors and refusals stand with its first. */
function eventsTable(edges) {
  const ways = edges.map((edge) => ({ edge, way: wayOf(edge) }));
  const distinct = ways.filter(({ edge, way }, index) => index === 0 || nameOf(ways[index - 1].edge) !== nameOf(edge) || String(ways[index - 1].way) !== String(way));
  const rows = distinct.map(({ edge, way }, index) => {
    const isRepeat = index > 0 && nameOf(distinct[index - 1].edge) === nameOf(edge);
    return [...(isRepeat ? ['', '', ''] : [code(nameOf(edge)), ACTORS_OF[edge.event].join(', '), codes(refusalsOf(edge.event))]), ...way];
  });
  return table(['event', 'by', 'refused with', 'when', 'to'], rows);
}

function remedyTable() {
  const ways = new Map(LAW_EDGES.filter(isRemedy).map(({ params, to }) => [params.when, to]));
  return table(['when', 'to'], [...ways].map(([when, to]) => [code(when), code(to)]));
}

function stageSection({ stage, states }) {
  const first = states[0];
  const ofStage = LAW_EDGES.filter((edge) => edge.from === first && edge.ofStage);
  const compound = isCompound(stage);
  const steps = states.flatMap((state) => {
    const edges = LAW_EDGES.filter((edge) => edge.from === state && !edge.ofStage);
    const title = compound ? [`### ${state}`] : [];
    return [...title, edges.length > 0 ? eventsTable(edges) : 'Nothing may happen any more.'];
  });
  const shared = ofStage.length > 0 ? ['In every step:', eventsTable(ofStage)] : [];
  return [`## ${stage}`, ...shared, ...steps].join('\n\n');
}

const idOf = (name) => name.replace('.', '_');

function mermaid() {
  const compound = STAGES.filter(({ stage }) => isCompound(stage)).flatMap(({ stage, states }) => [
    `  state ${stage} {`,
    ...states.map((state) => `    ${idOf(state)} : ${stepOf(state)}`),
    '  }',
  ]);
  const lines = arrows().map(({ from, to, names }) => `  ${idOf(from)} --> ${idOf(to)}${names.length > 0 ? ` : ${names.join(', ')}` : ''}`);
  const suspensions = SUSPENDED_FROM.flatMap((stage) => [`  ${stage} --> suspended : chargebackOpened`, `  suspended --> ${stage} : chargebackEnded`]);
  return ['stateDiagram-v2', '  [*] --> draft', '  state remedy <<choice>>', ...compound, ...lines, ...suspensions].join('\n');
}

/** docs/states.md: the law as the machine has it. */
export function statesPage() {
  return `${[
    '# The states of a dispute',
    `Generated from \`src/disputes/domain/dispute.machine.ts\` (law version ${LAW_VERSION}) by \`npm run generate\`; never edited by hand.`,
    'A transition is taken when none of the event\'s guards objects, in the order given; the first that does names the refusal. Of several rows the first whose condition holds is taken. A deadline that is not in a state\'s list is paused or disarmed there.',
    '![The chart](states.svg)',
    '## All states',
    statesTable(),
    '## Where a remedy leads',
    remedyTable(),
    ...STAGES.map(stageSection),
    '## As a diagram',
    `\`\`\`mermaid\n${mermaid()}\n\`\`\``,
  ].join('\n\n')}\n`;
}

