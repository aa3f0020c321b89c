import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import type { Language } from '../../foundation/identity/index.js';
import { drawChart } from './chart.pdf.js';
import { printable } from './printable.js';
import type { Section } from './ruling.words.js';
import { CASE_WORDS } from './words/words.js';

/** What a case file says, in the order in which it says it. */
export interface CaseFile {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  readonly claim: Section;
  readonly chart: { readonly heading: string; readonly state: string; readonly svg: string };
  readonly timeline: { readonly heading: string; readonly entries: readonly { readonly when: string; readonly text: string; readonly said: readonly string[] }[] };
  readonly rulings: readonly { readonly title: string; readonly sections: readonly Section[] }[];
  readonly rulingsHeading: string;
  readonly evidence: Section;
  readonly history: Section;
}

const MARGIN = 48;
const FOOT = 28;
/** What one line of text takes at most, with the gap behind it (points). */
const LINE = 14;
const INK = '#1c2430';
const PALE = '#6b7587';

/** DejaVu: free to embed, and knows most letters that people write. Nothing is fetched. */
const fontAt = (name: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
const FONTS = { text: fontAt('DejaVuSans'), bold: fontAt('DejaVuSans-Bold') };

type Pdf = PDFKit.PDFDocument;

function foot(pdf: Pdf, title: string, language: Language, page: number): void {
  const { x, y } = pdf;
  const { bottom } = pdf.page.margins;
  // Text below the margin would open another page.
  pdf.page.margins.bottom = 0;
  pdf.font('text').fontSize(8).fillColor(PALE);
  pdf.text(`${title} · ${CASE_WORDS[language].page(page)}`, MARGIN, pdf.page.height - FOOT, { lineBreak: false });
  pdf.page.margins.bottom = bottom;
  Object.assign(pdf, { x, y });
  pdf.fontSize(9).fillColor(INK);
}

const line = (pdf: Pdf, text: string, size = 9): Pdf => pdf.font('text').fontSize(size).fillColor(INK).text(printable(text), { paragraphGap: 3 });

/** Room for so much (points), on the next page where this one has none: what announces something stands with what it announces. */
function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.maxY()) pdf.addPage();
}

/** `followedBy`: how much of what comes next stands on the same page (points). */
function heading(pdf: Pdf, text: string, size: number, followedBy = LINE): void {
  keepTogether(pdf, 2.2 * size + followedBy);
  pdf.moveDown(0.6).font('bold').fontSize(size).fillColor(INK).text(text, { paragraphGap: 3 });
}

function section(pdf: Pdf, { heading: title, lines }: Section, size = 13): void {
  heading(pdf, title, size);
  for (const text of lines) line(pdf, text);
}

function chart(pdf: Pdf, { chart: { heading: title, state, svg } }: CaseFile): void {
  const width = pdf.page.width - 2 * MARGIN;
  heading(pdf, title, 13, 2 * LINE + width * 0.55);
  line(pdf, state);
  const top = pdf.y + 6;
  pdf.font('text');
  const height = drawChart(pdf, svg, MARGIN, top, width);
  Object.assign(pdf, { x: MARGIN, y: top + height + 6 });
}

/** After each entry others have their turn: a long file holds nobody up. */
async function timeline(pdf: Pdf, { language, timeline: { heading: title, entries } }: CaseFile): Promise<void> {
  heading(pdf, title, 13, 2 * LINE);
  for (const { when, text, said } of entries) {
    pdf.font('text').fontSize(9);
    // A moment, what happened, and how what was said begins.
    keepTogether(pdf, LINE + pdf.heightOfString(printable(text)) + (said.length > 0 ? LINE : 0));
    pdf.fontSize(8).fillColor(PALE).text(when);
    line(pdf, text);
    for (const words of said) line(pdf, CASE_WORDS[language].quote(words.trim()), 8);
    await setImmediate();
  }
}

async function write(pdf: Pdf, file: CaseFile): Promise<void> {
  pdf.font('bold').fontSize(18).fillColor(INK).text(file.title);
  line(pdf, file.subtitle);
  section(pdf, file.claim);
  chart(pdf, file);
  await timeline(pdf, file);
  heading(pdf, file.rulingsHeading, 13, 6 * LINE);
  if (file.rulings.length === 0) line(pdf, CASE_WORDS[file.language].none);
  for (const { title, sections } of file.rulings) {
    heading(pdf, title, 11, 3 * LINE);
    for (const part of sections) section(pdf, part, 10);
    await setImmediate();
  }
  section(pdf, file.evidence);
  section(pdf, file.history);
}

/** The file as a stream of a PDF that is written while it is read. */
export function caseFilePdf(file: CaseFile): Pdf {
  const { title, language } = file;
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, lang: language, info: { Title: title, Author: 'Parley' }, autoFirstPage: false });
  pdf.registerFont('text', FONTS.text).registerFont('bold', FONTS.bold);
  let page = 0;
  pdf.on('pageAdded', () => foot(pdf, title, language, (page += 1)));
  pdf.addPage();
  write(pdf, file).then(() => pdf.end(), (error: unknown) => pdf.destroy(error instanceof Error ? error : new Error(String(error))));
  return pdf;
}
