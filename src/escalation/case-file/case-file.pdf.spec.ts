import { describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { pagesOf } from '../../../test/support/case-file.js';
import { PEOPLE, POLICY } from '../../../test/support/dispute-story.js';
import { chartOf } from '../../disputes/index.js';
import { caseFilePdf, type CaseFile } from './case-file.pdf.js';

const svg = chartOf([], 'opened', { role: 'buyer', callerId: PEOPLE.buyer.id, lang: 'es', policy: POLICY });
const entry = (number: number, said: readonly string[] = []) => ({ when: `${number} de marzo a las 2:53 UTC`, text: `Ocurrió ${number}.`, said });

const fileOf = (changes: Partial<CaseFile>): CaseFile => ({
  language: 'es', title: 'Expediente 1', subtitle: 'Tal como es.', claim: { heading: 'La reclamación', lines: ['Motivo: otro'] }, chart: { heading: 'El camino', state: 'Está abierta.', svg },
  timeline: { heading: 'Qué ocurrió', entries: [] }, rulings: [], rulingsHeading: 'Resoluciones', evidence: { heading: 'Pruebas', lines: ['Ninguna.'] },
  history: { heading: 'El historial', lines: ['Correcto.'] }, ...changes,
});

/** The lines of each page, without what stands at its foot. */
async function linesOf(changes: Partial<CaseFile>): Promise<string[][]> {
  const pages = await pagesOf(new Uint8Array(await buffer(caseFilePdf(fileOf(changes)))));
  return pages.map((text) => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !/ · Página \d+$/.test(line)));
}

/** Every height at which a page can end, within two lines of an entry. */
const PUSHED = Array.from({ length: 12 }, (_, lines) => ['Motivo: otro', ...Array.from({ length: lines }, () => 'Una línea más.')]);

describe('The pages of a case file', () => {
  it.each(PUSHED.map((lines) => [lines.length, lines] as const))('never end with a moment alone, nor with a heading (%i lines before)', async (_, lines) => {
    const entries = Array.from({ length: 90 }, (_unused, index) => entry(index + 1, index % 3 === 0 ? ['Así fue.'] : []));
    const pages = await linesOf({ claim: { heading: 'La reclamación', lines }, timeline: { heading: 'Qué ocurrió', entries } });
    expect(pages.length).toBeGreaterThan(3);
    const last = pages.map((page) => page.at(-1) ?? '');
    expect(last.filter((line) => /UTC$|^(Qué ocurrió|Resoluciones|Pruebas|El historial)$/.test(line))).toEqual([]);
    expect(pages.flat().filter((line) => line.endsWith('UTC'))).toHaveLength(90);
    expect(pages.flat().filter((line) => line === '«Así fue.»')).toHaveLength(30);
  });

  it('say everything of a long text and of a long name, on as many lines and pages as it takes', async () => {
    const words = Array.from({ length: 900 }, (_, index) => `palabra${index}`);
    const name = `${'embalaje_'.repeat(28)}.jpg`;
    const pages = await linesOf({ timeline: { heading: 'Qué ocurrió', entries: [entry(1, [words.join(' ')])] }, evidence: { heading: 'Pruebas', lines: [name] } });
    const text = pages.flat().join(' ');
    for (const word of words) expect(text).toContain(word);
    expect(pages.flat().join('').replace(/[^\w.]/g, '')).toContain(name);
  });

  it('print what was written in the order in which it was written', async () => {
    const pages = await linesOf({ timeline: { heading: 'Qué ocurrió', entries: [entry(1, ['Son \u202e00.21\u202c euros, \u2067nada más\u2069.'])] } });
    expect(pages.flat()).toContain('«Son 00.21 euros, nada más.»');
  });
});
