import type { Language } from '../../foundation/identity/index.js';

/** One piece of a letter. All texts are plain: each way of writing it down escapes for itself. */
export type Block =
  | { readonly is: 'heading'; readonly text: string }
  | { readonly is: 'paragraph'; readonly text: string; readonly strong?: boolean }
  | { readonly is: 'section'; readonly title: string; readonly lines: readonly string[] }
  | { readonly is: 'note'; readonly text: string }
  | { readonly is: 'quote'; readonly by: string; readonly text: string }
  | { readonly is: 'list'; readonly title: string; readonly items: readonly string[] }
  | { readonly is: 'button'; readonly label: string; readonly href: string }
  | { readonly is: 'facts'; readonly rows: readonly (readonly [string, string])[] };

/** What stands at the very end, in small print. */
export interface Footer {
  readonly lines: readonly string[];
  readonly unsubscribe?: { readonly label: string; readonly href: string };
}

/** A letter to one reader, written once: HTML and plain text are made from the same. */
export interface Letter {
  readonly lang: Language;
  readonly subject: string;
  /** What a list of mails shows beside the subject. */
  readonly preview: string;
  readonly blocks: readonly Block[];
  readonly footer: Footer;
}
