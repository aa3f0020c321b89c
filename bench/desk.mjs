import { loadavg } from 'node:os';
import { House } from '../tools/house.mjs';
import { makeTokens, settingsFor, startApi } from './application.mjs';
import { inChild } from './child.mjs';
import { copy, patternOf } from './copies.mjs';
import { connectTo, startDatabase } from './database.mjs';
import { median } from './figures.mjs';
import { Models } from './models.mjs';
import { FIRST } from './names.mjs';
import { wantedOf } from './own-run.mjs';
import { timeOf, timeOfServer } from './processor.mjs';
import { productIn } from './product.mjs';

/**
 * The arbitrators' desk at many open cases: pages of the queue, the badges' counts and "take next", each beside the least
 * that SQL alone could do, by turns. `npm run bench:desk -- --help`.
 */

const NUMBERS = { cases: 100_000, clients: 8, seconds: 5, repetitions: 3 };
const READER = 'arbitrator-reader';
const MOST_HELD = 50;
/** What one client may use up in one measurement: more cases than anybody takes in it. */
const SHIFT = 60;
const DEEP_PAGES = 50;
/** Before the first round; the application's code is compiled while it runs, and took some two thousand decisions to be as fast as it stays. */
const WARM_UP_SECONDS = { sql: 1, api: 6 };

/** What any queue in SQL must do: the first row that nobody is taking gets a holder, durably. */
const BARE_TAKE = `
  WITH next AS (SELECT dispute_id FROM case_queue WHERE holder IS NULL ORDER BY rank, due_at, dispute_id LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE case_queue q SET holder = $1, state = 'escalated.underReview' FROM next WHERE q.dispute_id = next.dispute_id`;

/** A tenth is held, a fifth is late, some are dear or rare: what a list has to walk past. */
const SPREAD = `
  UPDATE case_queue q SET due_at = now() + (n - $1 * 0.2) * interval '6 seconds', escalated_at = now() - n * interval '20 seconds', rank = -(n % 3)::smallint,
    holder = CASE WHEN n % 2000 = 0 THEN '${READER}' WHEN n % 10 = 0 THEN 'holder-' || n % 500 END, state = CASE WHEN n % 10 = 0 THEN 'escalated.underReview' ELSE q.state END,
    reason = CASE WHEN n % 4000 = 1 THEN 'counterfeit' ELSE q.reason END, language = CASE WHEN n % 3 = 0 THEN 'es' END
  FROM (SELECT dispute_id, row_number() OVER (ORDER BY dispute_id) AS n FROM case_queue) o WHERE o.dispute_id = q.dispute_id`;

const wanted = wantedOf('npm run bench:desk', NUMBERS);
const house = new House();
const tell = (text) => console.error(text);

const arbitratorAt = (measurement, client, at) => `arbitrator-${measurement}-${client}-${at}`;
const upTo = (count) => Array.from({ length: count }, (_, index) => index);

try {
  console.log(await bench());
  await house.close(0);
} catch (error) {
  await house.close(1, error.stack);
}

async function bench() {
  const staff = upTo(wanted.repetitions + 1).flatMap((m) => upTo(wanted.clients).flatMap((c) => upTo(SHIFT).map((at) => arbitratorAt(m, c, at))));
  const { tokens, publicKey } = await makeTokens([READER, ...staff]);
  const database = await house.part(startDatabase());
  await house.run('migrate', ['dist/src/migrate.js'], settingsFor(database.url, 0, publicKey));
  const client = await connectTo(database.url);
  await house.part(Promise.resolve({ stop: () => client.end() }));
  const statements = await prepare(client, database.url, { tokens, publicKey });
  const api = await house.part(startApi({ databaseUrl: database.url, publicKey, nodeFlags: [], profile: false }));
  const taken = await measureAll({ client, database, api, tokens, statements });
  return table(taken);
}

/** The cases, and what the API sends for each list: listened to while it answers one. */
async function prepare(client, url, { tokens, publicKey }) {
  const product = await productIn(url, publicKey);
  try {
    tell(`seeding ${wanted.cases} cases`);
    const pattern = await patternOf(client, await new Models(product, tokens).make('queued'), 'api');
    await copy(client, pattern, FIRST, wanted.cases);
    await client.query(SPREAD, [wanted.cases]);
    await client.query('VACUUM (ANALYZE)');
    return await lists(product, tokens);
  } finally {
    await product.close();
  }
}

/** Each list by name: where it is asked for, and the statements that stand behind it. */
async function lists(product, tokens) {
  const first = '/v1/cases?limit=20';
  const wishes = {
    'first page': [first],
    'deep pages': await deeper(product, tokens, first),
    'own cases': ['/v1/cases?limit=20&holder=me'],
    'by state and language': ['/v1/cases?limit=20&state=escalated.queued&language=es'],
    'one in 4 000': ['/v1/cases?limit=20&reason=counterfeit'],
    counts: ['/v1/cases/counts'],
  };
  const told = {};
  for (const [name, all] of Object.entries(wishes)) {
    const sent = [];
    for (const url of all) sent.push(await listened(product, tokens, url));
    told[name] = { all, statements: sent };
  }
  return told;
}

async function answer(product, tokens, url) {
  const { statusCode, body } = await product.inject({ method: 'GET', url, headers: { authorization: `Bearer ${tokens[READER]}` } });
  if (statusCode !== 200) throw new Error(`${url} answers ${statusCode}: ${body}`);
  return JSON.parse(body);
}

async function deeper(product, tokens, first) {
  const urls = [];
  for (let at = 0, cursor; at < DEEP_PAGES; at += 1) {
    ({ nextCursor: cursor } = await answer(product, tokens, cursor === undefined ? '/v1/cases?limit=100' : `/v1/cases?limit=100&cursor=${cursor}`));
    urls.push(`${first}&cursor=${cursor}`);
  }
  return urls;
}

async function listened(product, tokens, url) {
  let sent;
  const send = product.sql.named.bind(product.sql);
  product.sql.named = (name, text, params) => ((sent = { name, text, params }), send(name, text, params));
  try {
    await answer(product, tokens, url);
  } finally {
    product.sql.named = send;
  }
  if (sent === undefined) throw new Error(`${url} sent no statement`);
  return sent;
}

/** Both sides of everything by turns; the first round is not counted. */
async function measureAll({ client, database, api, tokens, statements }) {
  const taken = [];
  for (const round of upTo(wanted.repetitions + 1)) {
    const take = { arbitrators: upTo(wanted.clients).map((c) => upTo(SHIFT).map((at) => tokens[arbitratorAt(round, c, at)])), mostHeld: MOST_HELD };
    const work = [
      ...Object.entries(statements).map(([name, { all, statements: sent }]) => ({ name, api: { urls: { all, token: tokens[READER] } }, sql: { statements: sent } })),
      { name: 'take next', api: take, sql: { statements: [{ name: 'bare_take', text: BARE_TAKE, params: ['WHO'] }] } },
    ];
    for (const { name, ...sides } of work) {
      for (const side of ['sql', 'api']) {
        // By hand what PostgreSQL does by itself every minute; that is off, so that it happens to both sides alike.
        await client.query('VACUUM (ANALYZE) case_queue, case_taking');
        await client.query('CHECKPOINT');
        const before = await takenEvents(client);
        const job = { side, port: api.port, url: database.url, clients: wanted.clients, seconds: round === 0 ? WARM_UP_SECONDS[side] : wanted.seconds, ...sides[side] };
        const [ofApp, ofServer] = [timeOf(api.pid), timeOfServer(database.postmaster)];
        const figures = await inChild('./desk-load.mjs', job);
        const each = (from, to) => (to - from) / figures.operations;
        const spent = { appMicros: each(ofApp, timeOf(api.pid)), dbMicros: each(ofServer, timeOfServer(database.postmaster)) };
        if (name === 'take next' && side === 'api') await judge(client, before + figures.operations);
        tell(`${round === 0 ? 'warm-up' : `round ${round}`}: ${name} ${side} ${Math.round(figures.opsPerSecond)}/s, p99 ${figures.p99Ms.toFixed(1)} ms, load ${loadavg()[0].toFixed(1)}`);
        if (round > 0) taken.push({ name, side, ...figures, ...spent });
      }
    }
  }
  return taken;
}

async function takenEvents(client) {
  const { rows } = await client.query(`SELECT count(*) FROM dispute_event WHERE type = 'caseTaken'`);
  return Number(rows[0].count);
}

/** As much happened as was told, no case was taken twice, and nobody holds more than they may. */
async function judge(client, expected) {
  const happened = await takenEvents(client);
  if (happened !== expected) throw new Error(`${expected} cases were taken, the log says ${happened}`);
  const { rows } = await client.query(`SELECT (SELECT count(*) FROM (SELECT FROM dispute_event WHERE type = 'caseTaken' GROUP BY dispute_id HAVING count(*) > 1) twice) AS twice,
    (SELECT coalesce(max(held), 0) FROM (SELECT count(*) AS held FROM case_queue WHERE holder LIKE 'arbitrator-%' GROUP BY holder) each) AS most`);
  if (Number(rows[0].twice) > 0 || Number(rows[0].most) > MOST_HELD) throw new Error(`not fair: ${JSON.stringify(rows[0])}`);
}

function table(taken) {
  const of = (name, side, figure) => median(taken.filter((each) => each.name === name && each.side === side).map((each) => each[figure]));
  const names = [...new Set(taken.map(({ name }) => name))];
  const row = (name) => [
    name, ...['sql', 'api'].flatMap((side) => [Math.round(of(name, side, 'opsPerSecond')), of(name, side, 'p50Ms').toFixed(1), of(name, side, 'p99Ms').toFixed(1)]),
    ...[['sql', 'dbMicros'], ['api', 'dbMicros'], ['api', 'appMicros']].map(([side, figure]) => Math.round(of(name, side, figure))),
  ].join(' | ');
  return [
    `${wanted.cases} open cases, ${wanted.clients} clients, ${wanted.repetitions} repetitions of ${wanted.seconds} s, medians; load ${loadavg().map((load) => load.toFixed(1)).join(', ')}`,
    '| | SQL op/s | p50 ms | p99 ms | API op/s | p50 ms | p99 ms | SQL: db us/op | API: db us/op | app us/op |', '|---|---|---|---|---|---|---|---|---|---|', ...names.map((name) => `| ${row(name)} |`),
  ].join('\n');
}
