import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../src/foundation/ids.js';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openDispute } from '../support/opened.js';
import { people } from '../support/people.js';
import { babbles, resets, says, stalls, takes, verifies, WebhookSink, type Manners, type Received, type ReceivedBody } from '../support/webhook-sink.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const EVENTS = 2_000;
const DISPUTES = 20;
const ENDPOINTS = 5;
/** Each costs the start of a process: ten and the rest are some 70 seconds of processor time. PARLEY_CHAOS_KILLS for more or fewer. */
const KILLS = Number(process.env['PARLEY_CHAOS_KILLS'] ?? 10);
const WRITERS = 10;

let api: TestApp;
let sink: WebhookSink;
let workers: ChildProcess[] = [];

beforeAll(async () => {
  api = await bootApp({ roles: 'api' });
  sink = await WebhookSink.listen();
});
afterAll(async () => {
  workers.forEach((worker) => worker.kill('SIGKILL'));
  await sink.close();
  await api.close();
});

/** A worker process of its own, in which five days are twenty seconds. */
function begins(): ChildProcess {
  const settings = {
    DATABASE_URL: api.database.url, ROLE: 'worker', SANDBOX: '1', PORT: '0', LOG_LEVEL: 'fatal', SWEEP_INTERVAL_MS: '20', DB_POOL: '4', WEBHOOK_SPEED: '20000', WEBHOOK_TIMEOUT_MS: '1000',
  };
  return spawn(process.execPath, [MAIN], { env: { ...process.env, NODE_OPTIONS: '', ...settings }, stdio: 'inherit' });
}

/** Without a chance to say goodbye; another one begins. What real time would do is done at once: the leases run out. */
async function dies(index: number): Promise<void> {
  const worker = workers[index]!;
  worker.kill('SIGKILL');
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
  workers[index] = begins();
  // In the order in which workers lock them.
  await api.sql.query(`UPDATE webhook_lane l SET due_at = clock_timestamp() FROM (
    SELECT endpoint_id, lane FROM webhook_lane WHERE lease IS NOT NULL ORDER BY endpoint_id, lane FOR UPDATE) held
    WHERE l.endpoint_id = held.endpoint_id AND l.lane = held.lane`);
}

/** Of a hundred requests: 5 errors, 3 stalls, 10 resets, 2 redirects to where secrets are, 2 answers without an end. */
const unreliable: Manners = (received, response) => {
  const chance = Math.random() * 100;
  const manners = chance < 5 ? says(500) : chance < 8 ? stalls : chance < 18 ? resets : chance < 20 ? says(302, { location: 'http://169.254.169.254/latest/meta-data/' }) : chance < 22 ? babbles : takes;
  manners(received, response);
};

/** What evidence that comes and goes writes, in transactions that end out of order. */
async function writes(disputes: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: api.database.url });
  await client.connect();
  for (let index = 0; index < EVENTS / WRITERS; index += 1) {
    await client.query(
      `INSERT INTO dispute_event (dispute_id, seq, id, type, actor, from_state, to_state, version, input, audience, law_version, policy, occurred_at, canonical, prev_hash, hash)
       SELECT dispute_id, (SELECT max(seq) FROM dispute_event WHERE dispute_id = $1) + 1, $2, 'evidenceRemoved', actor, to_state, to_state, version, '{}', audience, law_version, policy,
         now(), canonical, prev_hash, hash FROM dispute_event WHERE dispute_id = $1 AND type = 'buyerOpened'`,
      [disputes[index % disputes.length], newId('evt')],
    );
  }
  await client.end();
}

const bodyOf = ({ body }: Received): ReceivedBody => JSON.parse(body) as ReceivedBody;
const isTold = (received: Received): boolean => bodyOf(received).type === 'evidence.removed';

describe('Webhooks', () => {
  it(`bring ${EVENTS} events to ${ENDPOINTS} bad receivers in order, while ${KILLS} workers are killed`, async () => {
    const { marketplace } = await people(api);
    const secrets = new Map<string, string>();
    const disputes = await Promise.all(Array.from({ length: DISPUTES }, async () => (await openDispute(api)).scene.disputeId!));
    for (let index = 0; index < ENDPOINTS; index += 1) {
      sink.manners.set(`/e${index}`, unreliable);
      const { secret } = await marketplace.asks<{ secret: string }>('post', '/v1/webhook-endpoints', { url: sink.url(`/e${index}`), types: ['evidence.removed'] });
      secrets.set(`/e${index}`, secret);
    }
    workers = [begins(), begins()];
    const perWriter = DISPUTES / WRITERS;
    await Promise.all(Array.from({ length: WRITERS }, (_, index) => writes(disputes.slice(index * perWriter, (index + 1) * perWriter))));
    const all = EVENTS * ENDPOINTS;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await eventually(() => sink.received.length >= (kill * all) / (KILLS + 2), 120_000);
      await dies(kill % 2);
    }
    const left = async () => (await api.sql.query<{ n: number }>(`SELECT count(*) AS n FROM webhook_delivery WHERE status <> 'delivered'`))[0]!.n;
    await eventually(async () => {
      const [placed] = await api.sql.query<{ n: number }>(`SELECT count(*) AS n FROM webhook_message WHERE type = 'evidence.removed'`);
      return placed!.n === EVENTS && (await left()) === 0;
    }, 240_000);
    const told = sink.received.filter(isTold);
    const taken = told.filter((received) => received.taken);
    console.log(`webhooks: ${told.length} requests for ${all} deliveries, ${taken.length - all} came twice`);
    for (const path of secrets.keys()) {
      const here = told.filter((received) => received.path === path);
      const first = [...new Map(taken.filter((received) => received.path === path).toReversed().map((received) => [received.id, received])).values()];
      expect(first).toHaveLength(EVENTS);
      const bodies = new Map<string, Set<string>>();
      here.forEach(({ id, body }) => bodies.set(id, (bodies.get(id) ?? new Set()).add(body)));
      expect([...bodies.values()].every(({ size }) => size === 1)).toBe(true);
      const byTime = first.sort((one, other) => one.at - other.at).map(bodyOf);
      for (const disputeId of disputes) {
        const sequences = byTime.filter((body) => body.disputeId === disputeId).map(({ sequence }) => sequence ?? 0);
        expect(sequences).toHaveLength(EVENTS / DISPUTES);
        expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
      }
      here.slice(0, 50).forEach((received) => verifies(secrets.get(path)!, received));
    }
    const [{ attempts } = { attempts: 0 }] = await api.sql.query<{ attempts: number }>('SELECT count(*) AS attempts FROM webhook_attempt');
    expect(attempts).toBeGreaterThan(all);
    expect(taken.length).toBeGreaterThan(all);
  }, 600_000);
});
