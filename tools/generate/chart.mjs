import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { arrows, isCompound, STAGES, stageOf, stepOf } from './law.mjs';

/** Ids that the chart's marks are set by (src/disputes/http/chart/chart.ts). */
const idOf = (name) => name.replace('.', '-');
const quoted = (text) => `"${text}"`;
const attributes = (pairs) => `[${Object.entries(pairs).map(([name, value]) => `${name}=${quoted(value)}`).join(', ')}]`;

const ANY = 'any open state';

/** For whoever builds on the law: its own names of states and events. */
const NAMES = { label: stepOf, hint: ({ from, names }) => names.join(', ') || from };

/** For people: the words of their language, also on pointing at something. */
function inWords(chart) {
  const label = (name) => chart[name === ANY ? 'anyOpen' : stepOf(name)];
  const title = (name) => (stepOf(name) === name ? label(name) : `${chart[stageOf(name)]}: ${label(name)}`);
  return { label, title, hint: ({ from, to }) => `${title(from)} → ${title(to)}` };
}

const node = (state, words) => `${quoted(state)} ${attributes({ label: words.label(state), id: `s-${idOf(state)}` })};`;

function stageGraph({ stage, states }, words) {
  const nodes = states.map((state) => node(state, words)).join('\n');
  if (!isCompound(stage)) return nodes;
  return `subgraph cluster_${stage} { label=${quoted(words.label(stage))}; id=${quoted(`stage-${stage}`)};\n${nodes}\n}`;
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
function arrow({ from, to, names }, words, more = {}) {
  const [tail, head] = [endOf(from), endOf(to)];
  const cut = { ...(tail.cluster && { ltail: tail.cluster }), ...(head.cluster && { lhead: head.cluster }) };
  const back = leadsBack(from, to) ? { constraint: 'false' } : {};
  return `${quoted(tail.node)} -> ${quoted(head.node)} ${attributes({ id: `e-${idOf(from)}-${idOf(to)}`, tooltip: words.hint({ from, to, names }), ...cut, ...back, ...more })};`;
}

function dot(words) {
  return `digraph law {
    compound=true; rankdir=TB; bgcolor="transparent"; nodesep=0.25; ranksep=0.45; fontname="Helvetica"; fontsize=13; style="rounded";
    node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=12, margin="0.2,0.07", height=0.35];
    edge [arrowsize=0.6];
    ${STAGES.map((stage) => stageGraph(stage, words)).join('\n')}
    "remedy" [shape=diamond, id="s-remedy", label=${quoted(words.label('remedy'))}];
    ${quoted(ANY)} [shape=plaintext, id="s-any", label=${quoted(words.label(ANY))}, style=""];
    ${arrows().map((one) => arrow(one, words)).join('\n')}
    ${arrow({ from: ANY, to: 'suspended', names: ['chargebackOpened', 'chargebackEnded'] }, words, { style: 'dashed', dir: 'both', id: 'e-any-suspended' })}
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

/** What the layout calls things becomes what people call them; arrows have their hint. */
function titled(svg, { title }) {
  if (title === undefined) return svg;
  return svg.replace(/<title>(?!law<)(?:cluster_)?(.*?)<\/title>\n/g, (_, name) => (name.includes('-&gt;') ? '' : `<title>${title(name)}</title>\n`));
}

/** The chart of the law in some words, laid out once; a dispute's own way is only marked on it. */
export async function chart(words = NAMES) {
  const graphviz = await Graphviz.load();
  const svg = graphviz.layout(dot(words), 'svg', 'dot');
  const body = svg.slice(svg.indexOf('<svg')).replace(/<!--[\s\S]*?-->\n?/g, '').replaceAll('&#45;', '-');
  const plain = body.replace(/ (?:fill|stroke)="[^"]*"/g, '').replace(/ font-family="[^"]*"/g, '').replace(/\n+/g, '\n').trim();
  return titled(plain, words).replace(/<svg ([^>]*)>/, `<svg $1 role="img" font-family="system-ui,sans-serif" fill="none">\n<style>${STYLE}</style>`);
}

/** The charts that people read, each in its language, as a module. */
export async function chartModule(languages) {
  const drawn = await Promise.all(Object.entries(languages).map(async ([language, words]) => `  ${language}: ${JSON.stringify(await chart(inWords(words.chart)))},\n`));
  return `/** Generated from the machine and its words by \`npm run generate\`; never edited by hand. */\nexport const CHART_SVG = {\n${drawn.join('')}};\n`;
}
