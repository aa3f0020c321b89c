import { inReadingOrder } from '../../foundation/reading-order.js';
import type { Block, Letter } from './letter.js';

/** A quoted line begins so; mail programs fold and colour it. */
const quoted = (text: string): string => text.split(/\r?\n/).map((line) => `> ${line}`).join('\n');

function blockIn(block: Block): string {
  switch (block.is) {
    case 'heading':
      return `${block.text}\n${'='.repeat(Math.min(block.text.length, 72))}`;
    case 'paragraph':
    case 'note':
      return block.text;
    case 'section':
      return [block.title.toUpperCase(), ...block.lines].join('\n');
    case 'quote':
      return `${block.by}:\n${quoted(block.text)}`;
    case 'list':
      return [`${block.title}:`, ...block.items.map((item) => `- ${item}`)].join('\n');
    case 'button':
      return `${block.label}: ${block.href}`;
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n');
  }
}

/** The letter for whoever reads without HTML; says the same. */
export function plainOf({ blocks, footer: { lines, unsubscribe } }: Letter): string {
  const small = [...lines, ...(unsubscribe === undefined ? [] : [`${unsubscribe.label}: ${unsubscribe.href}`])];
  return inReadingOrder(`${blocks.map(blockIn).join('\n\n')}\n\n-- \n${small.join('\n')}\n`);
}
