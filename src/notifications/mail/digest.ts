import type { DeskItem } from '../store/mail-planning.repository.js';
import { htmlOf } from './html.js';
import type { Block, Letter } from './letter.js';
import { plainOf } from './plain.js';
import { write } from './words/words.js';

/** The desk works in one language; its people read the rest in the program. */
const LANG = 'en';

type Item = Pick<DeskItem, 'template' | 'disputeId' | 'number'>;

/** One letter for all that happened, sorted by dispute, each in one line. */
export function digestLetter(items: readonly Item[], queue: string): Letter {
  const disputes = [...new Set(items.map(({ number }) => number))];
  const lead = write(LANG, 'frame.deskLead', { count: items.length, disputes: disputes.length });
  const lists = disputes.map((number): Block => ({ is: 'list', title: number, items: linesOf(items.filter((item) => item.number === number)) }));
  return {
    lang: LANG,
    subject: write(LANG, 'frame.deskSubject', { count: items.length }),
    preview: lead,
    blocks: [
      { is: 'heading', text: write(LANG, 'frame.deskSubject', { count: items.length }) },
      { is: 'paragraph', text: lead },
      ...lists,
      { is: 'button', label: write(LANG, 'frame.deskButton'), href: queue },
    ],
    footer: { lines: [write(LANG, 'frame.deskFooter')] },
  };
}

function linesOf(items: readonly Item[]): string[] {
  const counts = new Map<string, number>();
  for (const { template } of items) counts.set(template, (counts.get(template) ?? 0) + 1);
  return [...counts].map(([template, count]) => `${write(LANG, `desk.${template}`)}${count > 1 ? ` (×${count})` : ''}`);
}

/** What the owner of an endpoint is told when it was switched off. */
export function endpointLetter({ url, reason }: { readonly url: string; readonly reason: string }): Letter {
  const [subject, lead] = [write(LANG, 'frame.hookSubject'), write(LANG, 'frame.hookLead', { url, reason })];
  return { lang: LANG, subject, preview: lead, blocks: [{ is: 'heading', text: subject }, { is: 'paragraph', text: lead }], footer: { lines: [write(LANG, 'frame.noReply')] } };
}

interface Rendered {
  readonly lang: string;
  readonly subject: string;
  readonly html: string;
  readonly plain: string;
}

export const digestOf = (items: readonly Item[], queue: string): Rendered => rendered(digestLetter(items, queue));

/** A letter as it is kept. */
export function rendered(letter: Letter): Rendered {
  return { lang: letter.lang, subject: letter.subject, html: htmlOf(letter), plain: plainOf(letter) };
}
