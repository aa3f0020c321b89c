import EmailReplyParser from 'email-reply-parser';

/** Far more than anybody may say in a message, with the longest letter below it. */
const LONGEST_LOOKED_AT = 200_000;
/** Of lines with an address, and of those around each, and of each of them, the library is shown so much. */
const MOST_LOOKED_AT = 10;
const LINES_AROUND = 3;
const LONGEST_SHOWN = 250;
/** Mail programs break a line at 76 characters, and addresses to answer to are long. */
const MOST_ATTRIBUTION_LINES = 4;
const LONGEST_ATTRIBUTION = 600;
/** Of what was quoted directly above an answer between the lines. */
const KEPT_ABOVE_ANSWER = 3;
const LONGEST_SIGNATURE = 12;

const ATTRIBUTION_BEGINS = /^(?:On|El|En)\s/;
const ATTRIBUTION_ENDS = /(?:wrote|escribió|escribio|ha escrito)\s?:$/i;
const SEPARATOR = /^[-_]{2,12} ?(?:original message|mensaje original|reply message|mensaje de respuesta) ?[-_]{2,12}$/i;
const HEAD_BEGINS = /^(?:From|De)\s?:/i;
const HEAD_GOES_ON = /^(?:Sent|Date|To|Subject|Cc|Enviado(?: el)?|Fecha|Para|Asunto)\s?:/i;
/** An address that only our letters name: whatever says it announces or heads one of them, in any language. */
const OUR_ADDRESS = /reply\+[0-9a-z]{55}@[a-z0-9.-]+/gi;
const ADDRESS = /[^\s<>@]@[^\s<>@]/;
const QUOTED = /^ {0,3}>/;
const BY_PROGRAM =
  /^(?:Sent from (?:my |Mail|Outlook|Yahoo|Samsung|Proton|the all)|Sent with |Sent via |Get Outlook for |Enviado desde |Enviado con |Enviado a través de |Obten(?:er|ga) Outlook para |Obtén Outlook para )/i;
const RULE = /^[-_=*\s]*$/;
/** Where a quoted line was broken softly, its mark stays in the middle when it is joined again. */
const FLOWED_MARK = /(?<=[^\s>]) > (?=\S)/g;

const library = new EmailReplyParser();

/**
 * What the sender of an answer wrote themselves: without the letter that they answer, without what announces it, and without
 * their signature. English and Spanish programs are known here, others to the library. Where it is not certain that something
 * is a quotation it stays: a message that repeats something harms less than one that lacks something, and people in a
 * dispute do write "On 3 May the seller wrote:" themselves.
 */
export function ownWords(text: string, markers: readonly string[]): string {
  const lines = linesOf(text.slice(0, LONGEST_LOOKED_AT));
  const own = withoutHistory(lines.slice(0, markerIn(lines, markers)));
  return withoutSignature(own.some((line) => QUOTED.test(line)) ? own : byLibrary(own)).join('\n').replace(OUR_ADDRESS, '…').replace(/\n{3,}/g, '\n\n').trim();
}

/** Controls but line feeds and tabs say nothing, and nobody may send them through the API either. */
function linesOf(text: string): string[] {
  const plain = text.toWellFormed().replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2060\ufeff]/g, '').replace(/[\u00a0\u202f]/g, ' ');
  return plain.split('\n').map((line) => line.trimEnd());
}

/** A line without the marks of quotation, of bold letters and of the spaces around it. */
const bare = (line = ''): string => line.slice(0, LONGEST_ATTRIBUTION).replace(/^[\s>*]+/, '').replace(/[\s*]+$/, '').replace(/^((?:From|De|Sent|Enviado|Date|Fecha)\s?:)\*/i, '$1');

/** The line of ours above which people are asked to write, where the letter is not quoted line by line: all below it is our letter. */
function markerIn(lines: readonly string[], markers: readonly string[]): number {
  const found = lines.findIndex((line) => !QUOTED.test(line) && markers.includes(bare(line)));
  return found < 0 ? lines.length : found;
}

function withoutHistory(lines: readonly string[]): string[] {
  for (let at = 0; at < lines.length; at += 1) {
    const length = announcementAt(lines, at);
    if (length === 0) continue;
    const below = lines.slice(at + length);
    // Where nothing is quoted line by line, all that follows is the quotation.
    const isMarked = QUOTED.test(nextOf(below) ?? '');
    return [...lines.slice(0, at), '', ...(isMarked ? answersWithin(below) : [])];
  }
  return answersWithin(lines);
}

const nextOf = (lines: readonly string[]): string | undefined => lines.find((line) => line !== '');

/** How many lines announce here that a quotation begins; 0: none do. */
function announcementAt(lines: readonly string[], at: number): number {
  const line = bare(lines[at]);
  if (ATTRIBUTION_BEGINS.test(line)) return attributionAt(lines, at);
  if (SEPARATOR.test(line)) return 1;
  if (namesUs(line)) return 1;
  // Broken before the address.
  if (/[<(]$/.test(line) && namesUs(bare(lines[at + 1]))) return 2;
  if (/^_{20,}$/.test(line)) return hasHead(lines, at + 1) ? 1 : 0;
  return HEAD_BEGINS.test(line) && hasHead(lines, at) ? 1 : 0;
}

const namesUs = (line: string): boolean => line.search(OUR_ADDRESS) >= 0;

/** `On Sunday, 22 November, Parley <...> wrote:`, however it is broken: with a date, and an address or quoted lines below. */
function attributionAt(lines: readonly string[], at: number): number {
  let joined = '';
  for (let length = 1; length <= MOST_ATTRIBUTION_LINES; length += 1) {
    const line = bare(lines[at + length - 1]);
    joined = `${joined} ${line}`;
    if (line === '' || joined.length > LONGEST_ATTRIBUTION) return 0;
    if (!ATTRIBUTION_ENDS.test(line)) continue;
    const isMarked = QUOTED.test(nextOf(lines.slice(at + length, at + length + 3)) ?? '');
    return /\d/.test(joined) && (isMarked || ADDRESS.test(joined)) ? length : 0;
  }
  return 0;
}

/** `From: ... Sent: ... To: ... Subject: ...` as Outlook writes, in either language. Empty lines may stand before. */
function hasHead(lines: readonly string[], from: number): boolean {
  const gap = lines.slice(from, from + 3).findIndex((line) => bare(line) !== '');
  if (gap < 0 || !HEAD_BEGINS.test(bare(lines[from + gap]))) return false;
  return lines.slice(from + gap + 1, from + gap + 8).filter((line) => HEAD_GOES_ON.test(bare(line))).length >= 2;
}

interface Block {
  readonly quoted: boolean;
  readonly lines: string[];
}

/** What stands around, below or between lines that are quoted one by one. */
function answersWithin(lines: readonly string[]): string[] {
  const blocks = blocksOf(lines);
  const answers = blocks.filter(({ quoted }) => !quoted).length;
  return blocks.flatMap(({ quoted, lines: block }, index) => {
    if (!quoted) return [...block, ''];
    // Answers between the lines mean little without what they answer.
    const isAnswered = answers > 1 && blocks[index + 1] !== undefined;
    return isAnswered ? block.filter((line) => bare(line) !== '').slice(-KEPT_ABOVE_ANSWER).map((line) => line.replace(FLOWED_MARK, ' ')) : [];
  });
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    const quoted = QUOTED.test(line);
    if (line === '' || last?.quoted === quoted) last?.lines.push(line);
    else blocks.push({ quoted, lines: [line] });
  }
  return blocks;
}

/**
 * Attributions in other languages. Believed only where an address stands in them: the library takes more for a quotation than we
 * dare. It is shown a few lines at a time, because its patterns take minutes over long texts that are made for it.
 */
function byLibrary(lines: readonly string[]): string[] {
  const marked = lines.flatMap((line, at) => (ADDRESS.test(line.slice(0, LONGEST_ATTRIBUTION)) ? [at] : [])).slice(0, MOST_LOOKED_AT);
  for (const at of marked) {
    const from = Math.max(0, at - LINES_AROUND);
    const shown = lines.slice(from, at + LINES_AROUND).map((line) => line.slice(0, LONGEST_SHOWN));
    const first = announcedBy(shown);
    const found = first === null ? -1 : shown.findIndex((line) => line.trim() !== '' && first.startsWith(line.trim()));
    if (found >= 0) return lines.slice(0, from + found);
  }
  return [...lines];
}

/** How the quotation begins that the library finds in these lines. */
function announcedBy(lines: readonly string[]): string | null {
  const fragments = library.read(['', ...lines].join('\n')).getFragments();
  const quoted = fragments.find((fragment) => fragment.isQuoted() && ADDRESS.test(fragment.getContent()));
  return quoted?.getContent().trim().split('\n', 1)[0] ?? null;
}

function withoutSignature(lines: readonly string[]): string[] {
  const mark = lines.findLastIndex((line) => line === '--');
  const rest = mark >= 0 && lines.length - mark <= LONGEST_SIGNATURE + 1 ? lines.slice(0, mark) : [...lines];
  for (;;) {
    while (rest.length > 0 && RULE.test(rest.at(-1)!)) rest.pop();
    const begin = rest.findLastIndex((line) => line === '') + 1;
    const last = rest.findIndex((line, index) => index >= Math.max(begin, rest.length - 3) && BY_PROGRAM.test(bare(line)));
    if (last < 0) return rest;
    rest.length = last;
  }
}
