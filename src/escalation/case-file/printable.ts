import { inReadingOrder } from '../../foundation/reading-order.js';

/** Longer than any hash or id of ours. A word that no line can hold is measured letter by letter, each time with all that follows. */
const LONGEST_WORD = 100;
const LONG_WORDS = new RegExp(`\\S{${LONGEST_WORD + 1},}`, 'gu');
const PARTS = new RegExp(`.{${LONGEST_WORD}}(?=\\P{M})`, 'gu');
const MANY_EMPTY_LINES = /(?:[^\S\n]*\n){4,}/g;
const MAY_BREAK = '\u200b';

/**
 * A text as it is printed: people's words may be one word of thousands of letters, or a thousand lines with nothing in
 * them, and must not take seconds to lay out; nor may it turn round what is read. Nothing that can be read is lost.
 */
export function printable(text: string): string {
  return inReadingOrder(text).replaceAll('\t', '  ').replace(MANY_EMPTY_LINES, '\n\n\n').replace(LONG_WORDS, (word) => word.replace(PARTS, `$&${MAY_BREAK}`));
}
