/** How the parts of the chart look: as in the drawing's own style, which PDF does not know. */
interface Look {
  readonly fill?: string;
  readonly stroke: string;
  readonly width: number;
}

const GREY = '#8a94a6';
const GREEN = '#1d6b52';
const CLUSTER: Look = { fill: '#f4f6fa', stroke: GREY, width: 1 };
const NODES: Readonly<Record<string, Look>> = {
  node: { fill: '#ffffff', stroke: GREY, width: 1 },
  passed: { fill: '#d9f0e6', stroke: GREEN, width: 2 },
  current: { fill: GREEN, stroke: GREEN, width: 2 },
};
const EDGES: Readonly<Record<string, Look>> = {
  edge: { stroke: '#b3bac7', width: 1 },
  passed: { stroke: GREEN, width: 2 },
};

/** What is needed of a PDF document to draw the chart. */
export type Canvas = PDFKit.PDFDocument;

const VIEW = /viewBox="0\.00 0\.00 ([\d.]+) ([\d.]+)"/;
const GROUP = /<g id="[\w-]+" class="(cluster|node|edge)(?: (\w+))?">([\s\S]*?)<\/g>\n(?=<g|<\/g>|<!--)/g;
const PATH = /<path d="([^"]+)"/g;
const POLYGON = /<polygon points="([^"]+)"/g;
const TEXT = /<text [^>]*?x="([-\d.]+)" y="([-\d.]+)"[^>]*?font-size="([\d.]+)"[^>]*>([^<]*)<\/text>/g;

function lookOf(kind: string, mark: string | undefined): Look {
  if (kind === 'cluster') return CLUSTER;
  const looks = kind === 'node' ? NODES : EDGES;
  return looks[mark ?? kind] ?? looks[kind] ?? CLUSTER;
}

function paint(canvas: Canvas, { fill, stroke, width }: Look, filled: boolean): void {
  canvas.lineWidth(width);
  if (fill !== undefined) canvas.fillAndStroke(fill, stroke);
  else if (filled) canvas.fillAndStroke(stroke, stroke);
  else canvas.stroke(stroke);
}

function drawGroup(canvas: Canvas, kind: string, mark: string | undefined, inside: string): void {
  const look = lookOf(kind, mark);
  for (const [, d = ''] of inside.matchAll(PATH)) {
    canvas.path(d);
    paint(canvas, look, false);
  }
  for (const [, points = ''] of inside.matchAll(POLYGON)) {
    canvas.polygon(...points.trim().split(/\s+/).map((point) => point.split(',').map(Number) as [number, number]));
    paint(canvas, look, true);
  }
  for (const [, x = '0', y = '0', size = '12', words = ''] of inside.matchAll(TEXT)) {
    canvas.fontSize(Number(size)).fillColor(mark === 'current' ? '#ffffff' : '#2b3445');
    canvas.text(words, Number(x) - canvas.widthOfString(words) / 2, Number(y), { baseline: 'alphabetic', lineBreak: false });
  }
}

/**
 * Draws the marked chart of the law (chart.ts) at the place where the document stands, as wide as `width`; gives back how high it became.
 * The drawing is our own generated one, of a handful of shapes: its marks are classes, which become colours here.
 */
export function drawChart(canvas: Canvas, svg: string, x: number, y: number, width: number): number {
  const [, wide = '1', high = '1'] = VIEW.exec(svg) ?? [];
  const scale = width / Number(wide);
  canvas.save().translate(x, y).scale(scale).translate(4, Number(high) - 4);
  for (const [, kind = '', mark, inside = ''] of svg.matchAll(GROUP)) drawGroup(canvas, kind, mark, inside);
  canvas.restore();
  return Number(high) * scale;
}
