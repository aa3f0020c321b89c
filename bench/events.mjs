import http from 'node:http';
import { setTimeout as rest } from 'node:timers/promises';
import pg from 'pg';
import { startDatabase } from './database.mjs';
import { quantile } from './figures.mjs';
import { ownRun, startProcess } from './own-run.mjs';
import { memoryOf, timeOf } from './processor.mjs';

/**
 * What is told to those who keep up with events: how fast the relay is, how long it takes from a command's answer to an
 * open stream, what thousands of idle streams cost, and how fast webhooks leave. `npm run bench:events -- --help`.
 */

const STREAMS_OF_ONE = 20;
const DISPUTES = 20;
const ENDPOINTS = 5;

await ownRun({ command: 'npm run bench:events', numbers: { events: 20_000, streams: 5_000, messages: 300, listeners: 100, webhooks: 2_000 } }, bench);

async function bench({ wanted, house, figures }) {
  const database = await house.part(startDatabase());
  await house.run('migrate', ['dist/src/migrate.js'], { ...settings(database.url, 'api'), PORT: '0' });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await house.part(Promise.resolve({ stop: () => client.end() }));
  const api = await house.part(startProcess(settings(database.url, 'api')));
  const worker = await house.part(startProcess(settings(database.url, 'worker')));
  const shop = await open(api.base);
  figures.relay = await measureRelay(client, shop.disputes, wanted);
  figures.fromAnswerToStream = await measureLatency(api, shop, wanted);
  figures.webhooks = await measureWebhooks(client, api, worker, shop, wanted);
  figures.idleStreams = await measureIdle(api, wanted.streams);
}

function settings(databaseUrl, role) {
  return {
    DATABASE_URL: databaseUrl, ROLE: role, SANDBOX: '1', LOG_LEVEL: 'error', S3_ENDPOINT: 'http://127.0.0.1:9', S3_BUCKET: 'parley',
    S3_ACCESS_KEY_ID: 'bench', S3_SECRET_ACCESS_KEY: 'bench',
  };
}

async function ask(base, token, method, path, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `${Math.random()}` };
  const response = await fetch(`${base}${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return { ...(await response.json()), location: response.headers.get('location') };
}

/** A few open disputes between two people. */
async function open(base) {
  const { buyer, seller, marketplace } = await ask(base, '', 'GET', '/v1/sandbox/tokens');
  const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString();
  const disputes = [];
  for (let n = 0; n < DISPUTES; n += 1) {
    const order = {
      buyerId: buyer.sub, sellerId: seller.sub, currency: 'EUR', placedAt: ago(7), lines: [{ id: 'lamp', title: 'Lamp', quantity: 1, paid: 5_000 }],
      shipments: [{ id: 's-1', carrier: 'DHL', trackingNumber: 'JD014', shippedAt: ago(5), deliveredAt: ago(2) }],
    };
    await ask(base, marketplace.token, 'PUT', `/v1/orders/bench-${n}`, order);
    const claim = { orderId: `bench-${n}`, reason: 'other', items: [{ lineId: 'lamp', quantity: 1 }], requestedRemedy: { kind: 'refund' }, statement: 'The shade is broken and the foot is bent.' };
    const { id } = await ask(base, buyer.token, 'POST', '/v1/disputes', claim);
    await ask(base, buyer.token, 'POST', `/v1/disputes/${id}/open`);
    disputes.push(id);
  }
  return { disputes, buyer, seller, marketplace };
}

/** Events of the smallest kind, written at once. */
async function write(client, disputes, count, from) {
  await client.query(
    `INSERT INTO dispute_event (dispute_id, seq, id, type, actor, from_state, to_state, version, input, audience, law_version, policy, occurred_at, canonical, prev_hash, hash)
     SELECT e.dispute_id, 1000000 + $3::integer + g, 'evt_' || lpad(($3::integer + g)::text, 12, '0') || '_' || e.dispute_id, 'evidenceRemoved', e.actor, e.to_state, e.to_state, e.version, '{}', e.audience,
       e.law_version, e.policy, now(), e.canonical, e.prev_hash, e.hash
     FROM dispute_event e CROSS JOIN generate_series(1, $2::integer) g WHERE e.dispute_id = ANY($1) AND e.type = 'buyerOpened'`,
    [disputes, count / disputes.length, from],
  );
}

async function until(client, sql) {
  const begun = performance.now();
  for (;;) {
    const { rows } = await client.query(sql);
    if (rows[0].done) return (performance.now() - begun) / 1_000;
    await rest(20);
  }
}

async function measureRelay(client, disputes, { events }) {
  const { rows: [{ position }] } = await client.query('SELECT position FROM feed_head');
  await write(client, disputes, events, 0);
  const seconds = await until(client, `SELECT position >= ${Number(position) + events} AS done FROM feed_head`);
  return { events, perSecond: Math.round(events / seconds) };
}

/** Opens a stream; `heard` is called with each event and the moment it came. Resolves when it has its place. */
function stream({ port }, token, heard) {
  return new Promise((resolve, reject) => {
    const request = http.get({ port, path: '/v1/events/stream', headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' }, agent: false });
    request.on('error', reject);
    request.on('response', (response) => {
      if (response.statusCode !== 200) return reject(new Error(`a stream answered ${response.statusCode}`));
      let text = '';
      response.setEncoding('utf8').on('error', () => undefined).on('data', (chunk) => {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          if (block.includes('id: ')) resolve({ close: () => request.destroy() });
          const data = block.split('\n').find((line) => line.startsWith('data: '));
          if (data !== undefined) heard(JSON.parse(data.slice(6)), performance.now());
        }
      });
    });
  });
}

/** Tokens for so many streams; nobody may hold many of them. */
async function tokensFor(base, count, name) {
  const people = Array.from({ length: Math.ceil(count / STREAMS_OF_ONE) }, (_, n) => `${name}-${n}`);
  const tokens = [];
  for (const sub of people) tokens.push((await ask(base, '', 'POST', '/v1/sandbox/tokens', { sub, roles: name === 'lead' ? ['lead'] : [] })).token);
  return Array.from({ length: count }, (_, n) => tokens[Math.floor(n / STREAMS_OF_ONE)]);
}

/** From the moment the sender has an answer until the last of all listeners has heard of it. */
async function measureLatency(api, { disputes, buyer }, wanted) {
  const [answered, heard] = [new Map(), []];
  const streams = [];
  for (const token of await tokensFor(api.base, wanted.listeners, 'lead')) {
    streams.push(await stream(api, token, ({ type, data }, at) => type === 'messageSent' && heard.push({ key: data.messageId, at })));
  }
  for (let n = 0; n < wanted.messages; n += 1) {
    const { location } = await ask(api.base, buyer.token, 'POST', `/v1/disputes/${disputes[n % disputes.length]}/messages`, { text: `Hello ${n}` });
    answered.set(/msg_\w+/.exec(location)?.[0], performance.now());
    await rest(20);
  }
  while (heard.length < wanted.messages * wanted.listeners) await rest(20);
  streams.forEach(({ close }) => close());
  const waited = heard.map(({ key, at }) => Math.max(0, at - answered.get(key))).sort((one, other) => one - other);
  if (waited.some(Number.isNaN)) throw new Error('an event of an unknown message');
  const [p50, p99] = [0.5, 0.99].map((share) => Math.round(quantile(waited, share)));
  return { messages: wanted.messages, listeners: wanted.listeners, p50ms: p50, p99ms: p99, mostMs: Math.round(waited.at(-1)) };
}

async function measureWebhooks(client, api, worker, { disputes, marketplace }, wanted) {
  const sink = http.createServer((request, response) => request.resume().on('end', () => response.end('ok')));
  await new Promise((resolve) => sink.listen(0, '127.0.0.1', resolve));
  for (let n = 0; n < ENDPOINTS; n += 1) {
    await ask(api.base, marketplace.token, 'POST', '/v1/webhook-endpoints', { url: `http://127.0.0.1:${sink.address().port}/${n}`, types: ['evidence.removed'] });
  }
  const before = timeOf(worker.pid);
  await write(client, disputes, wanted.webhooks, wanted.events);
  const all = wanted.webhooks * ENDPOINTS + ENDPOINTS;
  const seconds = await until(client, `SELECT count(*) = ${all} AS done FROM webhook_delivery WHERE status = 'delivered'`);
  const figures = { deliveries: all, lanes: DISPUTES * ENDPOINTS, perSecond: Math.round(all / seconds), workerMicrosecondsEach: Math.round((timeOf(worker.pid) - before) / all) };
  sink.closeAllConnections();
  sink.close();
  return figures;
}

async function measureIdle(api, count) {
  const before = memoryOf(api.pid).now;
  const tokens = await tokensFor(api.base, count, 'idle');
  for (let n = 0; n < tokens.length; n += 100) await Promise.all(tokens.slice(n, n + 100).map((token) => stream(api, token, () => undefined)));
  await rest(5_000);
  const [time, at] = [timeOf(api.pid), performance.now()];
  await rest(15_000);
  const busy = (timeOf(api.pid) - time) / 1_000 / (performance.now() - at);
  const after = memoryOf(api.pid).now;
  return { streams: count, megabytes: after, kilobytesEach: Math.round(((after - before) * 1_024) / count), processorPercent: Math.round(busy * 1_000) / 10 };
}
