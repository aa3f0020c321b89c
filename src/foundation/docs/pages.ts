import { PROBLEM_CODES } from '../problems/problem-codes.js';

/** Everything a page needs comes from here: it works without a network beyond this server. */
export const PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = 'body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#2b3445}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #dde2ea;vertical-align:top}:target{background:#d9f0e6}';

const page = (title: string, head: string, body: string): string =>
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${head}</head>
<body>
${body}
</body>
</html>
`;

const LINKS = '<link rel="icon" href="/docs/assets/favicon-32x32.png"><link rel="stylesheet" href="/docs/assets/swagger-ui.css">';
const SCRIPTS = '<div id="contract"></div><script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script>';

/** The contract to read and to try. */
export const CONTRACT_PAGE = page('Parley API', LINKS, SCRIPTS);

/** A script of its own: the page's policy lets none run that stands in the page. */
export const START_SCRIPT = `SwaggerUIBundle({ url: '/openapi.yaml', dom_id: '#contract', deepLinking: true, docExpansion: 'list', validatorUrl: null });\n`;

const rows = Object.entries(PROBLEM_CODES).map(
  ([code, { status, title }]) =>
    `<tr id="${code}"><td><a href="#${code}"><code>${code}</code></a></td><td>${status}</td><td>${title.en}</td><td lang="es">${title.es}</td></tr>`,
);

/** Where the `type` of every problem leads. */
export const PROBLEMS_PAGE = page(
  'Parley: problems',
  `<style>${STYLE}</style>`,
  `<h1>Problems</h1>
<p>A refused request is answered with <code>application/problem+json</code> (RFC 9457). Decide by its <code>code</code>; titles may be reworded. More in <a href="/docs">the contract</a>.</p>
<table>
<thead><tr><th>code</th><th>status</th><th>English</th><th>Español</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`,
);
