import type { Language } from '../../foundation/identity/index.js';
import type { DeskItem } from '../store/mail-planning.repository.js';
import { htmlOf } from './html.js';
import type { Block, Letter } from './letter.js';
import { plainOf } from './plain.js';
import { write } from './words/words.js';

type Item = Pick<DeskItem, 'template' | 'disputeId' | 'number'>;

/** One letter for all that happened, sorted by dispute, each in one line. */
export function digestLetter(items: readonly Item[], queue: string, lang: Language): Letter {
  const disputes = [...new Set(items.map(({ number }) => number))];
  const lead = write(lang, 'frame.deskLead', { count: items.length, disputes: disputes.length });
  const lists = disputes.map((number): Block => ({ is: 'list', title: number, items: linesOf(items.filter((item) => item.number === number), lang) }));
  return {
    lang,
    subject: write(lang, 'frame.deskSubject', { count: items.length }),
    preview: lead,
    blocks: [
      { is: 'heading', text: write(lang, 'frame.deskSubject', { count: items.length }) },
      { is: 'paragraph', text: lead },
      ...lists,
      { is: 'button', label: write(lang, 'frame.deskButton'), href: queue },
    ],
    footer: { lines: [write(lang, 'frame.deskFooter')] },
  };
}

function linesOf(items: readonly Item[], lang: Language): string[] {
  const counts = new Map<string, number>();
  for (const { template } of items) counts.set(template, (counts.get(template) ?? 0) + 1);
  return [...counts].map(([template, count]) => `${write(lang, `desk.${template}`)}${count > 1 ? ` (×${count})` : ''}`);
}

/** What the owner of an endpoint is told when it was switched off. */
export function endpointLetter({ url, reason }: { readonly url: string; readonly reason: string }, lang: Language): Letter {
  const [subject, lead] = [write(lang, 'frame.hookSubject'), write(lang, 'frame.hookLead', { url, reason })];
  return { lang, subject, preview: lead, blocks: [{ is: 'heading', text: subject }, { is: 'paragraph', text: lead }], footer: { lines: [write(lang, 'frame.noReply')] } };
}

interface Rendered {
  readonly lang: string;
  readonly subject: string;
  readonly html: string;
  readonly plain: string;
}

export const digestOf = (items: readonly Item[], queue: string, lang: Language): Rendered => rendered(digestLetter(items, queue, lang));

/** A letter as it is kept. */
export function rendered(letter: Letter): Rendered {
  return { lang: letter.lang, subject: letter.subject, html: htmlOf(letter), plain: plainOf(letter) };
}
