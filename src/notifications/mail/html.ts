import { inReadingOrder } from '../../foundation/reading-order.js';
import type { Block, Footer, Letter } from './letter.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Whatever people wrote stays text: in elements and in attributes alike. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

/** Only what leads to a page may be a link. */
const href = (url: string): string => escapeHtml(/^https?:\/\//i.test(url) ? url : '#');

/** Colours have a contrast of 4.5 or more on both backgrounds. Clients that know no dark mode take the first ones. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; background: #f3f4f6; -webkit-text-size-adjust: 100%; }
@media (prefers-color-scheme: dark) {
  body, .page { background: #111827 !important; }
  .card { background: #1f2937 !important; }
  .text, .fact { color: #f3f4f6 !important; }
  .soft { color: #c3c9d4 !important; }
  .quote { background: #111827 !important; border-color: #6b9fd8 !important; color: #f3f4f6 !important; }
  .line { border-color: #4b5563 !important; }
  .button { background: #8ec5ff !important; }
  .button a { color: #0b1b2b !important; }
  .small a { color: #8ec5ff !important; }
}
@media (max-width: 480px) {
  .card { padding: 20px 16px !important; border-radius: 0 !important; }
  .action { width: 100% !important; }
  .button a { display: block !important; text-align: center !important; }
}`;

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const broken = (text: string): string => escapeHtml(text).replace(/\r?\n/g, '<br>');

function rowsOf(rows: readonly (readonly [string, string])[]): string {
  const cell = (tag: string, style: string, name: string, text: string): string =>
    `<${tag} class="${name} line" style="text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-top:1px solid #e5e7eb;${style}">${escapeHtml(text)}</${tag}>`;
  const row = ([label, value]: readonly [string, string]): string =>
    `<tr>${cell('th', 'color:#4b5563;font-weight:400;width:30%', 'soft', label)}${cell('td', 'color:#1f2937;word-break:break-word', 'fact', value)}</tr>`;
  return `<table style="width:100%;border-collapse:collapse;margin:24px 0 0;${FONT};font-size:14px;line-height:20px">${rows.map(row).join('')}</table>`;
}

function blockIn(block: Block): string {
  switch (block.is) {
    case 'heading':
      return `<h1 class="text" style="${FONT};font-size:22px;line-height:30px;margin:0 0 16px;color:#111827;word-break:break-word">${escapeHtml(block.text)}</h1>`;
    case 'paragraph':
      return `<p class="text" style="${FONT};font-size:16px;line-height:24px;margin:0 0 16px;color:#1f2937;${block.strong ? 'font-weight:600' : ''}">${broken(block.text)}</p>`;
    case 'section':
      return `<h2 class="text" style="${FONT};font-size:17px;line-height:24px;margin:24px 0 4px;color:#111827">${escapeHtml(block.title)}</h2>
${block.lines.map((line) => `<p class="text" style="${FONT};font-size:16px;line-height:24px;margin:0 0 8px;color:#1f2937;word-break:break-word">${broken(line)}</p>`).join('\n')}`;
    case 'note':
      return `<p class="soft" style="${FONT};font-size:13px;line-height:19px;margin:0 0 12px;color:#4b5563">${escapeHtml(block.text)}</p>`;
    case 'quote':
      return `<p class="soft" style="${FONT};font-size:14px;line-height:20px;margin:0 0 4px;color:#4b5563">${escapeHtml(block.by)}</p>
<blockquote class="quote" style="${FONT};font-size:16px;line-height:24px;margin:0 0 16px;padding:12px 16px;background:#f3f4f6;border-left:4px solid #0b5cad;color:#1f2937;word-break:break-word">${broken(block.text)}</blockquote>`;
    case 'list':
      return `<p class="text" style="${FONT};font-size:16px;line-height:24px;margin:16px 0 4px;color:#1f2937">${escapeHtml(block.title)}</p>
<ul class="text" style="${FONT};font-size:16px;line-height:26px;margin:0 0 16px;padding-left:24px;color:#1f2937">${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'button':
      return `<table role="presentation" class="action" style="border-collapse:separate;border-spacing:0;margin:8px 0 16px"><tr><td class="button" style="background:#0b5cad;border-radius:6px"><a href="${href(block.href)}" style="${FONT};display:inline-block;padding:14px 28px;font-size:16px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">${escapeHtml(block.label)}</a></td></tr></table>`;
    case 'facts':
      return rowsOf(block.rows);
  }
}

function footerIn({ lines, unsubscribe }: Footer): string {
  const line = (text: string): string => `<p class="soft" style="${FONT};font-size:13px;line-height:19px;margin:0 0 8px;color:#4b5563">${escapeHtml(text)}</p>`;
  const link = unsubscribe === undefined ? '' : `<p class="soft small" style="${FONT};font-size:13px;line-height:19px;margin:0"><a href="${href(unsubscribe.href)}" style="color:#0b5cad">${escapeHtml(unsubscribe.label)}</a></p>`;
  return `${lines.map(line).join('\n')}${link}`;
}

/** The letter as a page that needs no picture, no script and no network. */
export function htmlOf({ lang, subject, preview, blocks, footer }: Letter): string {
  return inReadingOrder(`<!doctype html>
<html lang="${lang}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(subject)}</title>
<style>${STYLE}
</style>
</head>
<body>
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" class="page" style="width:100%;border-collapse:collapse;background:#f3f4f6"><tr><td style="padding:24px 0">
<table role="presentation" style="width:100%;max-width:600px;margin:0 auto;border-collapse:collapse"><tr><td class="card" style="background:#ffffff;padding:32px;border-radius:8px">
<main>
${blocks.map(blockIn).join('\n')}
</main>
</td></tr><tr><td style="padding:20px 16px 0">
${footerIn(footer)}
</td></tr></table>
</td></tr></table>
</body>
</html>
`);
}
