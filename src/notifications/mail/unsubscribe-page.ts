import type { Language } from '../../foundation/identity/index.js';
import { escapeHtml } from './html.js';
import { write } from './words/words.js';

/** What the page says: it asks, tells that it is done, or that it cannot be done. */
export interface Unsubscribing {
  readonly lang: Language;
  readonly kind: string;
  readonly state: 'asks' | 'done' | 'locked';
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;font:17px/1.5 system-ui,sans-serif;background:#f3f4f6;color:#1f2937}
main{max-width:32rem;margin:10vh auto;padding:2rem;background:#fff;border-radius:8px}h1{font-size:1.4rem;margin-top:0}
button{font:inherit;font-weight:600;padding:.8rem 1.6rem;border:0;border-radius:6px;background:#0b5cad;color:#fff;cursor:pointer}
button:focus-visible{outline:3px solid #8ec5ff}@media(max-width:40rem){main{margin:0;border-radius:0;min-height:100vh}button{width:100%}}
@media(prefers-color-scheme:dark){body{background:#111827;color:#f3f4f6}main{background:#1f2937}button{background:#8ec5ff;color:#0b1b2b}}`;

const TEXTS = { asks: 'unsubscribeAsk', done: 'unsubscribeDone', locked: 'unsubscribeLocked' } as const;

/** A page without scripts; its one button sends itself to where it came from. */
export function unsubscribePage({ lang, kind, state }: Unsubscribing): string {
  const title = escapeHtml(write(lang, 'frame.unsubscribeTitle'));
  const button = state === 'asks' ? `<form method="post"><button>${escapeHtml(write(lang, 'frame.unsubscribeButton'))}</button></form>` : '';
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1><p>${escapeHtml(write(lang, `frame.${TEXTS[state]}`, { kind }))}</p>${button}</main></body>
</html>
`;
}
