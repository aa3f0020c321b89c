import type { Language } from '../../foundation/identity/index.js';
import type { MailRecord } from '../store/mail-sending.repository.js';
import { escapeHtml } from './html.js';
import { SAMPLES } from './samples.js';
import { write } from './words/words.js';

const MAILBOX = '/v1/sandbox/mailbox';

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2937; --soft: #4b5563; --line: #d1d5db; --page: #f3f4f6; --card: #fff; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #f3f4f6; --soft: #c3c9d4; --line: #4b5563; --page: #111827; --card: #1f2937; --link: #8ec5ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
header nav { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: baseline; }
h1 { font-size: 1.4rem; margin: 0 1rem 0 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
a { color: var(--link); }
.soft { color: var(--soft); }
ol.mails { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
ol.mails li + li { border-top: 1px solid var(--line); }
ol.mails a { display: grid; grid-template-columns: 12rem 1fr auto; gap: .25rem 1rem; padding: .75rem 1rem; color: inherit; text-decoration: none; }
ol.mails a:hover, ol.mails a:focus-visible { background: var(--page); outline: 2px solid var(--link); outline-offset: -2px; }
ol.mails span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
ol.mails strong { overflow-wrap: anywhere; font-weight: 600; }
.badge { border: 1px solid currentColor; border-radius: 999px; padding: 0 .5rem; font-size: .8rem; white-space: nowrap; }
.parked { color: #b42318; } .waiting { color: #8a5a00; }
@media (prefers-color-scheme: dark) { .parked { color: #ff9c92; } .waiting { color: #ffd37a; } }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.letter { height: 46rem; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } .pair iframe { height: 40rem; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }
ul.index { columns: 16rem; padding-left: 1.25rem; }
@media (max-width: 46rem) { ol.mails a { grid-template-columns: 1fr auto; } ol.mails strong { grid-column: 1 / -1; grid-row: 2; } .pair { grid-template-columns: 1fr; } }`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>
<header><nav><h1>Sandbox mailbox</h1><a href="${MAILBOX}">All mail</a><a href="${MAILBOX}/previews">Every letter in both languages</a></nav></header>
<main>
${body}
</main>
</body>
</html>
`;

const timeOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const badge = (status: string): string => (status === 'sent' ? '' : `<span class="badge ${status}">${status}</span>`);

function entry({ id, subject, recipientId, recipientRole, sentAt, status, lang }: MailRecord): string {
  return `<li><a href="${MAILBOX}/${id}"><span class="soft">${escapeHtml(recipientId)} (${recipientRole})</span><strong lang="${lang}">${escapeHtml(subject)}</strong><span class="soft">${badge(status)} <time>${timeOf(sentAt)}</time></span></a></li>`;
}

/** All mail, newest first. */
export function mailboxPage(mails: readonly MailRecord[], nextCursor: string | null): string {
  const list = mails.length === 0 ? '<p>No mail yet. Open a dispute, and come back.</p>' : `<ol class="mails">\n${mails.map(entry).join('\n')}\n</ol>`;
  const more = nextCursor === null ? '' : `<p><a href="${MAILBOX}?limit=100&amp;cursor=${encodeURIComponent(nextCursor)}">Older mail</a></p>`;
  return page('Sandbox mailbox', `<p class="soft">Nobody outside gets any of this. Times are by the sandbox’s clock.</p>\n${list}\n${more}`);
}

/** One letter, as HTML and as text. */
export function mailPage(mail: MailRecord & { readonly replyTo: string | null }): string {
  const facts: [string, string][] = [
    ['To', `${mail.recipientId} (${mail.recipientRole})`], ['Letter', mail.template], ['Status', mail.failure === null ? mail.status : `${mail.status}: ${mail.failure}`], ['Time', timeOf(mail.sentAt)],
    ...(mail.replyTo === null ? [] : [['Answered at', mail.replyTo] as [string, string]]),
  ];
  return page(
    mail.subject,
    `<h2 lang="${mail.lang}">${escapeHtml(mail.subject)}</h2>
<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
<iframe class="letter" sandbox="" src="${MAILBOX}/${mail.id}/letter" title="The letter"></iframe>
<h2>As plain text</h2>
<pre lang="${mail.lang}">${escapeHtml(mail.plain)}</pre>`,
  );
}

const TO_THE_HOUSE: Readonly<Record<string, string>> = { desk_digest: 'frame.deskName', webhook_disabled: 'frame.hookName' };

const nameOf = (template: string, lang: Language): string => write(lang, TO_THE_HOUSE[template] ?? `kinds.${template}`);

/** Every letter there is, side by side in both languages. */
export function previewsPage(): string {
  const index = SAMPLES.map((template) => `<li><a href="#${template}">${escapeHtml(nameOf(template, 'en'))}</a></li>`).join('');
  const frame = (template: string, lang: Language): string =>
    `<iframe sandbox="" loading="lazy" src="${MAILBOX}/previews/${template}/${lang}" title="${escapeHtml(nameOf(template, lang))} (${lang})"></iframe>`;
  const pairs = SAMPLES.map(
    (template) => `<section id="${template}"><h2>${escapeHtml(nameOf(template, 'en'))} <code class="soft">${template}</code></h2><div class="pair">${frame(template, 'en')}${frame(template, 'es')}</div></section>`,
  );
  return page('Every letter', `<ul class="index">${index}</ul>\n${pairs.join('\n')}`);
}
