import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { arrows, isCompound, STAGES, stageOf, stepOf } from './law.mjs';

/** Ids that the chart's marks are set by (src/disputes/http/chart/chart.ts). */
const idOf = (name) => name.replace('.', '-');
const quoted = (text) => `"${text}"`;
const attributes = (pairs) => `[${Object.entries(pairs).map(([name, value]) => `${name}=${quoted(value)}`).join(', ')}]`;

const node = (state) => `${quoted(state)} ${attributes({ label: stepOf(state), id: `s-${idOf(state)}` })};`;

function stageGraph({ stage, states }) {
  if (!isCompound(stage)) return states.map(node).join('\n');
  return `subgraph cluster_${stage} { label=${quoted(stage)}; id=${quoted(`stage-${stage}`)};\n${states.map(node).join('\n')}\n}`;
}

/** Arrows end at nodes; one that speaks of a whole stage is cut at the stage's border. */
function endOf(name) {
  const stage = STAGES.find((one) => one.stage === name && isCompound(name));
  if (stage === undefined) return { node: name, cluster: null };
  return { node: stage.states[Math.floor((stage.states.length - 1) / 2)], cluster: `cluster_${name}` };
}

const ORDER = [...STAGES.map(({ stage }) => stage), 'remedy'];
/** Where the law leads back, the layout must not follow: the way forward runs downwards. */
const leadsBack = (from, to) => from !== 'remedy' && to !== 'remedy' && ORDER.indexOf(stageOf(to)) < ORDER.indexOf(stageOf(from));

/** Events are told on pointing at an arrow: written on it, sixty of them hide the way. */
function arrow({ from, to, names }, more = {}) {
  const [tail, head] = [endOf(from), endOf(to)];
  const cut = { ...(tail.cluster && { ltail: tail.cluster }), ...(head.cluster && { lhead: head.cluster }) };
  const back = leadsBack(from, to) ? { constraint: 'false' } : {};
  return `${quoted(tail.node)} -> ${quoted(head.node)} ${attributes({ id: `e-${idOf(from)}-${idOf(to)}`, tooltip: names.join(', ') || from, ...cut, ...back, ...more })};`;
}

function dot() {
  return `digraph law {
    compound=true; rankdir=TB; bgcolor="transparent"; nodesep=0.25; ranksep=0.45; fontname="Helvetica"; fontsize=13; style="rounded";
    node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=12, margin="0.2,0.07", height=0.35];
    edge [arrowsize=0.6];
    ${STAGES.map(stageGraph).join('\n')}
    "remedy" [shape=diamond, id="s-remedy", label="remedy"];
    "any open state" [shape=plaintext, id="s-any", style=""];
    ${arrows().map((one) => arrow(one)).join('\n')}
    ${arrow({ from: 'any open state', to: 'suspended', names: ['chargebackOpened', 'chargebackEnded'] }, { style: 'dashed', dir: 'both', id: 'e-any-suspended' })}
  }`;
}

const STYLE = `
.node polygon,.node path,.cluster polygon,.cluster path{stroke:#8a94a6}
.node path,.node polygon{fill:#fff}
.cluster path,.cluster polygon{fill:#f4f6fa}
.edge path{stroke:#b3bac7}.edge polygon{fill:#b3bac7;stroke:#b3bac7}
text{fill:#2b3445}.edge text{fill:#6b7587}
.edge.passed path{stroke:#1d6b52;stroke-width:2}.edge.passed polygon{fill:#1d6b52;stroke:#1d6b52}
.node.passed path,.node.passed polygon{stroke:#1d6b52;stroke-width:2}
.node.passed path,.node.passed polygon{fill:#d9f0e6}
.node.current path,.node.current polygon{fill:#1d6b52;stroke:#1d6b52}
.node.current text{fill:#fff}
`.replaceAll('\n', '');

/** The chart of the law, laid out once; a dispute's own way is only marked on it. */
export async function chart() {
  const graphviz = await Graphviz.load();
  const svg = graphviz.layout(dot(), 'svg', 'dot');
  const body = svg.slice(svg.indexOf('<svg')).replace(/<!--[\s\S]*?-->\n?/g, '').replaceAll('&#45;', '-');
  const plain = body.replace(/ (?:fill|stroke)="[^"]*"/g, '').replace(/ font-family="[^"]*"/g, '').replace(/\n+/g, '\n').trim();
  return plain.replace(/<svg ([^>]*)>/, `<svg $1 role="img" font-family="system-ui,sans-serif" fill="none">\n<style>${STYLE}</style>`);
}

export const chartModule = (svg) => `/** Generated from the machine by \`npm run generate\`; never edited by hand. */\nexport const CHART_SVG = ${JSON.stringify(svg)};\n`;
