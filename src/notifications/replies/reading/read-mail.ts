import { createHash } from 'node:crypto';
import { convert } from 'html-to-text';
import PostalMime, { addressParser, type Attachment, type Email } from 'postal-mime';
import { ownWords } from './own-words.ts';

/** A file that came with a mail. */
export interface MailedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A mail as far as we read it. */
export interface ReadMail {
  /** Names in small letters, in the order in which they stand. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Addresses in `From`, in small letters. */
  readonly from: readonly string[];
  /** To whom it went, the surest first. */
  readonly recipients: readonly string[];
  /** A hash that is the same however often and by whichever way this mail comes. */
  readonly key: string;
  /** What its sender wrote, without what they quoted and without their signature. */
  readonly text: string;
  readonly files: readonly MailedFile[];
}

/** What the thread that reads is told. `markers` are the lines above which our letters ask to write. */
export interface ReadingJob {
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly markers: readonly string[];
}

/** Nobody nests deeper by hand; every level is a call of the parser. */
const LIMITS = { maxNestingDepth: 32, maxHeadersSize: 256 * 1024, forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' } as const;
const MOST_HEADERS = 500;
const MOST_RECIPIENTS = 50;
const LONGEST_VALUE = 4_000;
/** Pictures of a signature are smaller, photos of a telephone larger. */
const SIGNATURE_PICTURE_BYTES = 32 * 1024;
/** Parts that mail programs add and nobody means as a file. */
const NO_FILES = ['application/pkcs7-signature', 'application/x-pkcs7-signature', 'application/pgp-signature', 'application/pgp-keys', 'application/ms-tnef', 'text/calendar', 'text/x-amp-html'];
const RECIPIENT_HEADERS = ['delivered-to', 'x-original-to', 'envelope-to', 'x-forwarded-to', 'to', 'cc'];

/** Reads one mail. Throws where it is none, or nested or headed beyond all measure. */
export async function readMail({ raw, markers }: ReadingJob): Promise<ReadMail> {
  const email = await PostalMime.parse(raw, LIMITS);
  const headers = email.headers.slice(0, MOST_HEADERS).map(({ key, value }) => ({ name: key, value: (key === 'subject' ? (email.subject ?? '') : value).slice(0, LONGEST_VALUE) }));
  return {
    headers,
    from: headers.filter(({ name }) => name === 'from').flatMap(({ value }) => addressesIn(value)),
    recipients: RECIPIENT_HEADERS.flatMap((wanted) => headers.filter(({ name }) => name === wanted).flatMap(({ value }) => addressesIn(value))).slice(0, MOST_RECIPIENTS),
    key: keyOf(email, raw),
    text: ownWords(wordsOf(email), markers),
    files: email.attachments.filter(isFile).map(fileOf),
  };
}

const addressesIn = (value: string): string[] =>
  (addressParser(value, { flatten: true })).flatMap(({ address }) => (address === undefined ? [] : [address.toLowerCase()]));

/** By its Message-ID; a mail that has none is known by its date, sender and body, which no server on the way changes. */
function keyOf({ messageId, date, from, subject }: Email, raw: Uint8Array): string {
  const hash = createHash('sha256');
  if (messageId !== undefined && messageId.trim() !== '') return hash.update(`id ${messageId.trim()}`).digest('hex');
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const gap = bytes.indexOf('\r\n\r\n');
  return hash.update(JSON.stringify(['no id', date, from?.address, subject])).update(gap < 0 ? bytes : bytes.subarray(gap)).digest('hex');
}

/** The plain part where there is one: programs make it of the other, quotation marks and all. */
function wordsOf({ text = '', html = '' }: Email): string {
  return text.trim() !== '' || html === '' ? text : textOf(html);
}

function textOf(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: 2 * 1024 * 1024, maxDepth: 100, maxChildNodes: 5_000 },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'blockquote', format: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 2 } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'table', format: 'block' },
    ],
  });
}

const bytesOf = ({ content }: Attachment): Uint8Array<ArrayBuffer> =>
  typeof content === 'string' ? new Uint8Array(Buffer.from(content)) : new Uint8Array(content as ArrayBuffer);

/** Not the logos of signatures, and nothing that only machines read. */
function isFile(attachment: Attachment): boolean {
  const { mimeType, related, contentId, filename } = attachment;
  if (NO_FILES.includes(mimeType) || filename?.toLowerCase() === 'winmail.dat') return false;
  const size = bytesOf(attachment).length;
  if (size === 0) return false;
  const isInLetter = related === true || (contentId !== undefined && attachment.disposition === 'inline');
  return !(mimeType.startsWith('image/') && isInLetter && size <= SIGNATURE_PICTURE_BYTES);
}

function fileOf(attachment: Attachment, index: number): MailedFile {
  return { fileName: attachment.filename ?? `file-${index + 1}`, mediaType: attachment.mimeType, bytes: bytesOf(attachment) };
}
