import { House } from '../tools/house.mjs';
import { makeTokens, settingsFor, startApi } from './application.mjs';
import { CASES } from './cases.mjs';
import { connectTo, startDatabase } from './database.mjs';
import { Measurements, SIDES } from './measurements.mjs';
import { readOptions } from './options.mjs';
import { pgbenchVersion } from './pgbench.mjs';
import { productIn } from './product.mjs';
import { ratiosOf, summary, table } from './report.mjs';

const GENERATOR = 'a keep-alive client of a few lines on bare sockets (bench/http-load.mjs)';
const WARM_UP_SECONDS = 2;
const MOST_TRIES = 20;

const options = readOptions();
const house = new House();
/** Progress goes beside the result, so that --json leaves one document. */
const tell = (text) => console.error(text);

try {
  console.log(await bench());
  await house.close(0);
} catch (error) {
  await house.close(1, error.stack);
}

async function bench() {
  const { clients, disputes, repetitions, seconds, nodeFlags, profile } = options;
  const version = options.driver === 'pg' ? null : pgbenchVersion();
  if (options.driver === 'pgbench' && version === null) throw new Error('pgbench is not installed');
  const database = await house.part(startDatabase());
  const { tokens, publicKey } = await makeTokens();
  await house.run('migrate', ['dist/src/migrate.js'], settingsFor(database.url, 0, publicKey));
  const client = await connectTo(database.url);
  await house.part(Promise.resolve({ stop: () => client.end() }));
  const measurements = new Measurements({ client, database, clients, driver: version === null ? 'pg' : 'pgbench' });
  await prepare(measurements, database, { disputes, tokens, publicKey });
  measurements.against(await house.part(startApi({ databaseUrl: database.url, publicKey, nodeFlags, profile })), tokens);
  const cases = summary(await measureAll(measurements, { repetitions, seconds }));
  return told({
    cases,
    ratios: ratiosOf(cases),
    memoryMegabytes: measurements.memory(),
    driver: version ?? 'node-postgres, named statements (pgbench is not installed)',
    generator: GENERATOR,
    conditions: `${disputes} disputes, ${clients} clients, ${repetitions} repetitions of ${seconds} s, medians; PostgreSQL with fsync`,
  });
}

function chosen() {
  return Object.keys(CASES).filter((name) => options.only?.includes(name) ?? true);
}

async function prepare(measurements, { url }, { disputes, tokens, publicKey }) {
  const product = await productIn(url, publicKey);
  try {
    tell(`seeding ${disputes} disputes`);
    await measurements.seed(product, tokens, disputes);
    for (const name of chosen()) await measurements.listen(product, name, tokens);
  } finally {
    await product.close();
  }
}

/** Both sides of every case by turns, so that whatever else the machine does meets both. The first round is not counted. */
async function measureAll(measurements, { repetitions, seconds }) {
  const taken = [];
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    for (const name of chosen()) {
      for (const side of SIDES) {
        const figures = repetition === 0 ? await measurements.take(name, side, WARM_UP_SECONDS) : await calmly(() => measurements.take(name, side, seconds));
        tell(`${repetition === 0 ? 'warm-up' : `round ${repetition}`}: ${name} ${side} ${Math.round(figures.opsPerSecond)}/s`);
        if (repetition > 0) taken.push(figures);
      }
    }
  }
  return taken;
}

/** Neighbours on the same processors do not meet both sides alike: sixteen backends get a greater share than one process. */
async function calmly(measure) {
  let calmest;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const figures = await measure();
    if (calmest === undefined || figures.othersPercent < calmest.othersPercent) calmest = figures;
    if (!(calmest.othersPercent > options.calm)) break;
  }
  return calmest;
}

function told({ cases, ratios, ...rest }) {
  return options.json ? JSON.stringify({ cases, ratios, ...rest }, null, 2) : table({ cases, ratios, ...rest });
}
