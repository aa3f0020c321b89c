import { PDFiumLibrary } from '@hyzyla/pdfium';
import { expect } from '@jest/globals';
import type { Http } from './app.js';
import type { Person } from './person.js';

export interface CaseFileRead {
  readonly text: string;
  readonly pages: number;
  readonly bytes: Buffer;
}

/** The words of each page, as a reader of PDFs finds them. */
export async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const pdfium = await PDFiumLibrary.init();
  const document = await pdfium.loadDocument(pdf);
  const texts = [...document.pages()].map((page) => page.getText());
  document.destroy();
  pdfium.destroy();
  return texts;
}

/** The case file that somebody downloads, with the words of its pages as a reader of PDFs finds them. */
export async function caseFileOf(http: Http, who: Person, disputeId: string, language: string): Promise<CaseFileRead> {
  const headers = { authorization: `Bearer ${who.token}`, 'accept-language': language };
  const response = await http.get(`/v1/disputes/${disputeId}/case-file.pdf`).set(headers).buffer(true).parse((stream, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => done(null, Buffer.concat(chunks)));
  });
  expect([response.status, response.headers['content-type']]).toEqual([200, 'application/pdf']);
  const bytes = response.body as Buffer;
  const texts = await pagesOf(bytes);
  return { text: texts.join('\n').replace(/\s+/g, ' '), pages: texts.length, bytes };
}
