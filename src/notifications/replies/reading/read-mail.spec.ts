import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { write } from '../../mail/words/words.js';
import { ownWords } from './own-words.js';
import { readMail, type ReadMail } from './read-mail.js';

const FOLDER = 'test/fixtures/mails';
const markers = [write('en', 'frame.replyMarker'), write('es', 'frame.replyMarker')];

const read = (raw: string | Buffer): Promise<ReadMail> => readMail({ raw: new Uint8Array(Buffer.from(raw)), markers });
const fixture = (name: string): Promise<ReadMail> => read(readFileSync(`${FOLDER}/${name}.eml`));

/** What stays of each mail, to the letter. */
const OWN: Readonly<Record<string, string>> = {
  'gmail-en': 'Hello,\n\nthe lamp stood on the table for one day only, and 60 € is not enough.\nI wrote on 3 May: "it is broken".\n\nKind regards,\nAna',
  'gmail-es': 'Buenas tardes:\n\nEl 3 de mayo el vendedor escribió:\nque la enviaría de nuevo. Aún espero la lámpara.\n\nUn saludo,\nAna',
  'outlook-en': 'Dear all,\n\nI can’t accept this – the foot is bent, too.\n\nBest regards,\nAna',
  'outlook-es': 'Buenos días:\n\nNo estoy de acuerdo: la pantalla llegó rota y el pie, torcido.\n\nSaludos,\nJosé',
  'outlook-2016-es': 'Acepto hablarlo, pero no 60 €.',
  'outlook-ios-en': 'Fine, but please pay by Friday.',
  'iphone-en': 'This is how it arrived:',
  'iphone-es': 'Gracias. ¿Cuándo envían la nueva pantalla?',
  'thunderbird-flowed-en':
    '> The seller offers a refund of 60.00 EUR to settle the dispute about Brass lamp.\nNo, thank you: I paid 120.\n\n> Please answer by Friday, 27 November 2026 at 10:00 CET.\nThis is my answer, and it is a long one that Thunderbird breaks softly at some seventy characters, so that it flows.',
  'html-only-es': 'No acepto.\n\nLa lámpara está rota: aquí.',
  'html-only-outlook-en': 'I do not agree.\n\nPlease look at the photos.',
  'yahoo-es': 'Vale, de acuerdo con 80.',
  'german-program-en': 'I do not accept this.\n\nVon meinem iPad gesendet',
};

describe('An answer as mail programs write it', () => {
  it.each(Object.keys(OWN))('%s is cut at the right line', async (name) => {
    expect((await fixture(name)).text).toBe(OWN[name]);
  });

  it('is known here for every mail that lies there', () => {
    expect(readdirSync(FOLDER).filter((file) => file.endsWith('.eml')).sort()).toEqual(Object.keys(OWN).map((name) => `${name}.eml`).sort());
  });

  it('brings its photo, and not the logo of a signature', async () => {
    const { files } = await fixture('iphone-en');
    expect(files.map(({ fileName, mediaType }) => [fileName, mediaType])).toEqual([['IMG_2041.jpeg', 'image/jpeg']]);
    expect((await fixture('html-only-es')).files).toEqual([]);
  });

  it('is known by its Message-ID whichever way it came, and without one by what it says', async () => {
    const raw = readFileSync(`${FOLDER}/iphone-es.eml`, 'latin1');
    const once = await read(raw);
    expect((await read(`Received: from a by b\r\nDKIM-Signature: v=1\r\n${raw}`)).key).toBe(once.key);
    expect((await read(raw.replace('iphone-es-1@', 'another@'))).key).not.toBe(once.key);
    const nameless = raw.replace(/^Message-ID: .*\r\n/m, '');
    expect((await read(`Received: from a by b\r\n${nameless}`)).key).toBe((await read(nameless)).key);
    expect((await read(`${nameless}ICA=`)).key).not.toBe((await read(nameless)).key);
  });
});

describe('What people write themselves', () => {
  const quotation = '\n\nOn 22/11/2026 18:54, Parley wrote:\n> The seller offers 60.';

  it.each([
    ['a sentence that ends like an attribution', 'On 3 May the seller wrote:\n"no refund".'],
    ['the same in Spanish', 'El 3 de mayo de 2026 la tienda ha escrito:\nno devolvemos nada.'],
    ['a sender and a date', 'From: the shop to my house it took 9 days.\nDate: 3 May.\n\nThat is too long.'],
    ['greetings in the middle', 'Regards,\nAna\n\nPS: the foot is bent as well.'],
    ['lines of dashes', 'Two things:\n-----\nthe shade\n-----\nthe foot'],
    ['a foreign announcement without an address', 'Am 22. schrieb mir der Laden:\nnichts.'],
    ['an answer below', 'Good morning'],
  ])('%s stays whole', (_what, text) => {
    expect(ownWords(text + quotation, markers)).toBe(text);
    expect(ownWords(text, markers)).toBe(text);
  });

  it('may stand below the quotation', () => {
    expect(ownWords('On 22/11/2026 18:54, Parley wrote:\n> The seller offers 60.\n>\n> -- \n> You can answer\n\nNo.\nNever.\n-- \nAna', markers)).toBe('No.\nNever.');
  });

  it('is nothing where only our letter comes back', () => {
    for (const lang of ['en', 'es'] as const) {
      expect(ownWords(`${write(lang, 'frame.replyMarker')}\n\nAn offer\n`, markers)).toBe('');
      expect(ownWords(`On 22/11/2026 18:54, Parley wrote:\n> ${write(lang, 'frame.replyMarker')}\n> An offer\n\nSent from my iPhone`, markers)).toBe('');
    }
  });

  it('is cut above our own line where a program quotes in a way that nobody knows', () => {
    expect(ownWords(`Nem fogadom el.\n\n${write('en', 'frame.replyMarker')}\nAn offer from the seller`, markers)).toBe('Nem fogadom el.');
  });

  it('is cut, in any language, where somebody names the address that only our letter named', () => {
    const address = `reply+${'0'.repeat(26)}a${'b'.repeat(28)}@reply.shop.example`;
    for (const announcement of [`Dne 22. 11. 2026 v 18:54 Parley <${address}> napsal:`, `Dne 22. 11. 2026 v 18:54 uživatel Parley <\n${address}> napsal:`, `Von: Parley <${address}>\nGesendet: Sonntag`]) {
      expect(ownWords(`Ne.\n\n${announcement}\n\nAn offer from the seller`, markers)).toBe('Ne.');
    }
    expect(ownWords(`Dne 22. 11. 2026 Parley <${address}>\n> An offer\n\nNe.`, markers)).toBe('Ne.');
    expect(ownWords(`> Parley <${address}>\nYes.\n> when?\nNow.`, markers)).not.toContain(address);
  });

  it('holds no controls and no halves of characters', () => {
    expect(ownWords('a\u0000b\u0007\u001b[31m\ud800c\r\nd\u2028e', markers)).toBe('ab[31m\ufffdc\nd\ne');
  });
});

describe('A mail that is made to hurt', () => {
  const head = 'From: ana@mail.example\r\nMessage-ID: <x@y>\r\n';

  it('by nesting is refused', async () => {
    const nested = Array.from({ length: 200 }, (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n`).join('');
    await expect(read(`${head}${nested}\r\nhello`)).rejects.toThrow(/nesting/i);
  });

  it('by endless headers is refused', async () => {
    await expect(read(`${head}X-Long: ${'a'.repeat(300_000)}\r\n\r\nhello`)).rejects.toThrow(/header/i);
  });

  it('has its archives left closed and other mails in it unread', async () => {
    const inner = 'Content-Type: message/rfc822\r\n\r\nFrom: other@x\r\nContent-Type: text/plain\r\n\r\nInner words\r\n';
    const mail = await read(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee there.\r\n--b\r\n${inner}--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename="../../a.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\nUEsDBAoAAAAAAA==\r\n--b--\r\n`);
    expect([mail.text, mail.files.map(({ mediaType }) => mediaType)]).toEqual(['See there.', ['message/rfc822', 'application/zip']]);
  });
});
