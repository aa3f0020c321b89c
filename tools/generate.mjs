import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { en } from '../dist/src/disputes/http/words/en.js';
import { es } from '../dist/src/disputes/http/words/es.js';
import { chart, chartModule } from './generate/chart.mjs';
import { examples, looksLike } from './generate/examples.mjs';
import { contract } from './generate/contract/document.mjs';
import { statesPage } from './generate/states-page.mjs';

const PROJECT = fileURLToPath(new URL('../', import.meta.url));

/** Everything that is written by the program from the program, as `[path, text]`. Run on a fresh build. */
export async function generated() {
  return [
    ['openapi.yaml', await contract()],
    ['docs/states.md', statesPage()],
    ['docs/states.svg', `${await chart()}\n`],
    ['src/disputes/http/chart/chart.svg.ts', await chartModule({ en, es })],
  ];
}

/** Pictures are the same when nobody can see a difference. */
async function stalePictures() {
  const made = await examples();
  const same = await Promise.all(made.map(([path, bytes]) => existsSync(join(PROJECT, path)) && looksLike(bytes, readFileSync(join(PROJECT, path)))));
  return made.filter((_, index) => !same[index]);
}

const current = (path) => (existsSync(join(PROJECT, path)) ? readFileSync(join(PROJECT, path), 'utf8') : '');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = [...(await generated()).filter(([path, text]) => current(path) !== text), ...(await stalePictures())];
  if (process.argv.includes('--check')) {
    for (const [path] of stale) console.error(`${path} is stale: run npm run generate`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const [path, text] of stale) writeFileSync(join(PROJECT, path), text);
    console.log(stale.length > 0 ? stale.map(([path]) => `wrote ${path}`).join('\n') : 'everything generated is fresh');
  }
}
