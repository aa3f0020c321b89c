import sharp from 'sharp';

/** Drawings of what a piece of evidence should show, one for each requirement. Shapes only: letters would depend on the machine's fonts. */
const [WIDTH, HEIGHT] = [480, 360];
const INK = '#2b3445';

const rect = (x, y, w, h, fill, more = '') => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
const line = (points, stroke = INK, width = 3) => `<polyline points="${points}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const circle = (x, y, r, fill, more = '') => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
const at = (x, y, scale, drawing) => `<g transform="translate(${x} ${y}) scale(${scale})">${drawing}</g>`;

/** Rows of grey bars stand for text. */
const text = (x, y, widths, fill = '#8a94a6') => widths.map((width, row) => rect(x, y + row * 16, width, 7, fill, 'rx="3"')).join('');

const lamp = (shade = '#d9a441') => [
  `<path d="M-60 -10 L-35 -90 L35 -90 L60 -10 Z" fill="${shade}" stroke="${INK}" stroke-width="3"/>`,
  rect(-5, -10, 10, 100, '#8d6b2e'), `<ellipse cx="0" cy="95" rx="55" ry="14" fill="#8d6b2e" stroke="${INK}" stroke-width="3"/>`,
].join('');
const crack = line('-20,-88 -8,-66 -22,-52 -4,-34 -14,-12', '#7a1f1f', 5);
const box = (open = false) => [
  rect(-90, -50, 180, 120, '#c79a63', `stroke="${INK}" stroke-width="3"`), rect(-14, -50, 28, 120, '#b58550'),
  open ? `<path d="M-90 -50 L-120 -90 L-20 -90 L-14 -50 Z M90 -50 L120 -90 L20 -90 L14 -50 Z" fill="#d8b07c" stroke="${INK}" stroke-width="3"/>` : '',
].join('');
const paper = (inside) => rect(-80, -110, 160, 220, '#ffffff', `stroke="${INK}" stroke-width="3" rx="4"`) + inside;
const phone = (inside) => rect(-75, -130, 150, 260, INK, 'rx="18"') + rect(-65, -112, 130, 222, '#ffffff', 'rx="4"') + inside;
const lens = (inside) => circle(0, 0, 105, '#ffffff', `stroke="${INK}" stroke-width="8"`) + inside + line('78,78 135,135', INK, 18);
const barcode = (x, y) => [0, 8, 13, 24, 30, 42, 47, 58, 66].map((offset, index) => rect(x + offset, y, index % 3 === 0 ? 5 : 3, 34, INK)).join('');
const tick = (x, y, colour = '#1d6b52') => circle(x, y, 22, colour) + line(`${x - 10},${y} ${x - 2},${y + 9} ${x + 11},${y - 9}`, '#ffffff', 5);
const cross = (x, y) => circle(x, y, 22, '#a33a2c') + line(`${x - 9},${y - 9} ${x + 9},${y + 9}`, '#ffffff', 5) + line(`${x + 9},${y - 9} ${x - 9},${y + 9}`, '#ffffff', 5);
const tape = rect(-120, 0, 240, 26, '#f0d257', `stroke="${INK}" stroke-width="2"`) + Array.from({ length: 16 }, (_, n) => line(`${-112 + n * 15},0 ${-112 + n * 15},${n % 4 === 0 ? 16 : 9}`, INK, 2)).join('');
const label = paper(text(-62, -90, [70, 100, 85]) + line('-80,-30 80,-30') + barcode(-38, -14) + text(-62, 44, [110, 60, 90]));
const signature = line('-55,80 -40,62 -30,86 -12,60 0,84 22,66 50,76', '#27508f', 3);
const stamp = circle(38, 40, 30, 'none', 'stroke="#a33a2c" stroke-width="5"') + line('20,40 56,40', '#a33a2c', 5);

const DRAWINGS = {
  damage: at(225, 175, 1, lens(at(0, 30, 1.05, lamp() + crack))),
  item_whole: at(240, 185, 1.35, lamp() + crack),
  packaging: at(240, 190, 1.3, box(true) + circle(-40, -40, 16, '#e8edf5') + circle(-8, -34, 18, '#f4f6fa') + circle(30, -40, 16, '#e8edf5')),
  defect: at(215, 175, 1.2, lamp('#b9b9b9') + line('-5,88 -70,110 -130,108', INK, 5)) + cross(330, 90),
  difference: at(240, 150, 1.1, lamp()) + at(240, 280, 1, tape),
  received_item: at(170, 210, 1, box(true)) + at(350, 205, 1, lamp('#5b8fb0')),
  shipping_label: at(240, 195, 1.45, box() + at(45, 10, 0.38, label)),
  contents: at(110, 170, 0.9, lamp()) + at(240, 220, 1, circle(0, 0, 26, '#f3e6b8', `stroke="${INK}" stroke-width="3"`) + rect(-9, 24, 18, 18, '#8a94a6'))
    + at(360, 190, 1, line('-60,0 -30,-30 0,0 30,-30 60,0', INK, 6) + rect(56, -10, 30, 20, INK)),
  counterfeit_marks: at(225, 175, 1, lens(rect(-60, -30, 120, 60, '#f0e0c0', `stroke="${INK}" stroke-width="3"`) + text(-44, -12, [60, 88]) + line('-60,46 60,46', '#a33a2c', 4))),
  tracking_status: at(240, 180, 1, phone(text(-52, -95, [80]) + [0, 1, 2].map((row) => circle(-42, -48 + row * 52, 9, row === 2 ? '#a33a2c' : '#1d6b52') + text(-22, -58 + row * 52, [70, 50])).join('') + line('-42,-36 -42,-8', '#8a94a6') + line('-42,16 -42,44', '#8a94a6'))),
  situation: at(240, 195, 1.2, rect(-110, -60, 220, 130, INK, 'rx="14"') + rect(-40, -84, 80, 30, INK, 'rx="6"') + circle(0, 5, 48, '#8fb3c9', 'stroke="#ffffff" stroke-width="6"') + circle(0, 5, 22, INK)),
  listing: at(240, 180, 1, phone(rect(-55, -100, 110, 90, '#e8edf5') + at(0, -48, 0.42, lamp()) + text(-52, 6, [100, 80, 92]) + rect(-52, 70, 60, 22, '#1d6b52', 'rx="6"'))),
  proof_of_dispatch: at(225, 180, 1.15, paper(text(-62, -90, [90, 70]) + barcode(-38, -40) + text(-62, 16, [110, 84]) + stamp)),
  proof_of_delivery: at(225, 180, 1.15, paper(text(-62, -90, [100, 80, 110]) + line('-62,92 62,92', '#8a94a6', 2) + signature)) + tick(335, 80),
  item_before_dispatch: at(150, 200, 1, lamp()) + at(330, 210, 0.95, box(true)) + line('215,190 245,190') + line('236,180 247,190 236,200'),
  proof_of_origin: at(225, 180, 1.15, paper(rect(-62, -92, 36, 36, '#27508f', 'rx="6"') + text(-14, -88, [72, 52]) + [0, 1, 2].map((row) => text(-62, -34 + row * 24, [84]) + text(38, -34 + row * 24, [24])).join('') + line('-62,50 62,50', '#8a94a6', 2) + text(10, 62, [52], INK))),
};

export const EXAMPLES = Object.keys(DRAWINGS);

const svgOf = (name) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${rect(0, 0, WIDTH, HEIGHT, '#eef1f6')}${rect(0, 290, WIDTH, 70, '#dfe4ec')}${DRAWINGS[name]}</svg>`;

const picture = (name) => sharp(Buffer.from(svgOf(name))).webp({ quality: 60, effort: 6 }).toBuffer();

const pixels = (bytes) => sharp(bytes).removeAlpha().raw().toBuffer();

/** Encoders differ a little between processors: what counts is that nobody could see a difference. */
export async function looksLike(one, other) {
  const [a, b] = await Promise.all([pixels(one), pixels(other)]).catch(() => [Buffer.alloc(0), Buffer.alloc(1)]);
  if (a.length !== b.length) return false;
  const apart = a.reduce((sum, value, index) => sum + Math.abs(value - b[index]), 0);
  return apart / a.length < 1;
}

/** Every example as `[path, bytes]`. */
export const examples = () => Promise.all(EXAMPLES.map(async (name) => [`policies/examples/${name}.webp`, await picture(name)]));
