import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { bootApp, type TestApp } from '../../test/support/app.js';
import { EventStreamReader } from '../../test/support/event-stream.js';
import { eventually } from '../../test/support/eventually.js';
import { openDispute } from '../../test/support/opened.js';
import { people, type People } from '../../test/support/people.js';
import type { Person } from '../../test/support/person.js';
import { sandboxKeys } from '../foundation/sandbox/sandbox-keys.js';
import { StreamHub } from './feed/stream.hub.js';

let parley: TestApp;
const opened: EventStreamReader[] = [];

beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

async function listens(who: Pick<Person, 'token'>, query = '', headers: Record<string, string> = {}, app = parley): Promise<EventStreamReader> {
  const reader = await EventStreamReader.open(`${app.url}/v1/events/stream${query}`, who.token ?? '', headers);
  opened.push(reader);
  return reader;
}

/** An open dispute, and everything of it has its place in the feed. */
async function openedBefore(): Promise<People> {
  const told = await openDispute(parley);
  await eventually(async () => (await parley.sql.query<{ done: boolean }>('SELECT position = (SELECT count(*) FROM dispute_event) AS done FROM feed_head'))[0]?.done, 30_000);
  return told;
}

/** A stream that has its place: nothing that happens from now on passes it by. */
async function listensNow(who: Person, query = '', app = parley): Promise<EventStreamReader> {
  const reader = await listens(who, query, {}, app);
  await eventually(() => reader.lastId !== '');
  return reader;
}

/** The statements of one name that an application sends meanwhile. */
const statementsSent = async ({ sql }: TestApp, name: string, during: () => Promise<unknown>): Promise<string[]> => {
  const sent: string[] = [];
  const send = sql.named.bind(sql);
  sql.named = (one, text, params) => {
    if (one === name) sent.push(one);
    return send(one, text, params);
  };
  await during();
  sql.named = send;
  return sent;
};

const types = ({ events }: EventStreamReader, disputeId?: string) => events.filter((event) => disputeId === undefined || event.disputeId === disputeId).map(({ type }) => type);

/** A token that ends soon, signed like all tokens of the sandbox. */
function shortToken(sub: string, seconds: number): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({}).setProtectedHeader({ alg: 'ES256' }).setSubject(sub).setIssuer('parley-test').setAudience('parley').setIssuedAt(now).setExpirationTime(now + seconds).sign(sandboxKeys().privateKey);
}

describe('The event stream', () => {
  afterEach(() => opened.splice(0).forEach((reader) => reader.close()));

  it('tells everybody at once what they may know of, and others nothing', async () => {
    const told = await openedBefore();
    const { buyer, seller, stranger, lead, marketplace, arbitrator } = told;
    const id = told.scene.disputeId;
    const streams = await Promise.all([buyer, seller, stranger, lead, marketplace].map((who) => listensNow(who)));
    const [ofBuyer, ofSeller, ofStranger, ofLead, ofMarketplace] = streams as [EventStreamReader, EventStreamReader, EventStreamReader, EventStreamReader, EventStreamReader];
    expect(ofBuyer.response.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform' });
    expect(ofBuyer.retry).toBeGreaterThanOrEqual(2_000);
    await seller.rejectsClaim();
    await buyer.escalates();
    await arbitrator.takes();
    await arbitrator.says('Only for the buyer.', { audience: 'buyer' });
    await arbitrator.says('To both.', { audience: 'parties' });
    await eventually(() => types(ofLead, id).length >= 5);
    const common = ['sellerRejected', 'buyerEscalated', 'caseTaken', 'messageSent'];
    await eventually(() => types(ofBuyer, id).length >= 5 && types(ofSeller, id).length >= 4 && types(ofMarketplace, id).length >= 4);
    expect(types(ofBuyer, id)).toEqual([...common, 'messageSent']);
    expect(types(ofSeller, id)).toEqual(common);
    expect(types(ofMarketplace, id)).toEqual(common);
    expect(ofSeller.events.find(({ type }) => type === 'caseTaken')?.actor).toEqual({ role: 'arbitrator' });
    expect(ofStranger.events).toEqual([]);
  });

  it('brings a message to the other side, and says how soon', async () => {
    const told = await openedBefore();
    const stream = await listensNow(told.seller, `?disputeId=${told.scene.disputeId}&types=messageSent`);
    await told.buyer.says('Hello?');
    const said = performance.now();
    const [event] = await stream.has(1);
    console.log(`stream: a message was there ${Math.round(performance.now() - said)} ms after its answer`);
    expect(event).toMatchObject({ type: 'messageSent', data: { messageId: expect.stringMatching(/^msg_/), audience: 'parties' } });
  });

  it('goes on where the reader was, and leaves nothing out between what was and what comes', async () => {
    const told = await openedBefore();
    const query = `?disputeId=${told.scene.disputeId}`;
    const first = await listensNow(told.seller, query);
    await told.buyer.says('one');
    const [one] = await first.has(1);
    first.close();
    await told.buyer.says('two');
    const again = await listens(told.seller, query, { 'last-event-id': one!.cursor });
    // Talking goes on while the stream catches up.
    for (const text of ['three', 'four', 'five']) await told.buyer.says(text);
    const seqs = (await again.has(4)).map(({ seq }) => seq);
    expect(seqs).toEqual([1, 2, 3, 4].map((step) => one!.seq + step));
  });

  it('refuses before it begins: no token, no cursor, an unknown type, too many', async () => {
    const told = await people(parley);
    for (const [query, status] of [['?after=nonsense', 400], ['?types=sellerSang', 422], ['?disputeId=x', 422]] as const) {
      const refused = await told.buyer.request('get', `/v1/events/stream${query}`);
      expect([query, refused.status, refused.headers['content-type']]).toEqual([query, status, expect.stringContaining('application/problem+json')]);
    }
    expect((await told.anonymous.request('get', '/v1/events/stream')).status).toBe(401);
    const head = await fetch(`${parley.url}/v1/events/stream`, { method: 'HEAD', headers: { authorization: `Bearer ${told.buyer.token}` } });
    expect([head.status, head.headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/event-stream']);
    const many = await Promise.all(Array.from({ length: 20 }, () => listens({ token: told.secondArbitrator.token ?? '' })));
    const refused = await told.secondArbitrator.request('get', '/v1/events/stream');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30']);
    many.forEach((stream) => stream.close());
    const hub = parley.app.get(StreamHub);
    await eventually(() => hub.heldBy(told.secondArbitrator.sub) === 0);
  });

  it('ends with the token', async () => {
    const stream = await listens({ token: await shortToken('buyer-ana', 5) });
    await eventually(() => stream.lastId !== '');
    expect(stream.ended).toBe(false);
    await eventually(() => stream.ended);
  });

  it('keeps the place of who hears nothing, and sends away who does not read while the others hear on', async () => {
    const told = await openedBefore();
    const quiet = await listensNow(told.stranger, `?disputeId=${told.scene.disputeId}`);
    const placeBefore = quiet.lastId;
    const deaf = await listensNow(told.seller);
    deaf.response.pause();
    const hub = parley.app.get(StreamHub);
    const listening = await listensNow(told.buyer);
    const reason = 'x'.repeat(190);
    const fill = `INSERT INTO dispute_event (dispute_id, seq, id, type, actor, from_state, to_state, version, input, audience, law_version, policy, occurred_at, canonical, prev_hash, hash)
      SELECT dispute_id, 1000 + g, 'evt_' || lpad(g::text, 26, '0'), 'evidenceRemoved', actor, to_state, to_state, version, jsonb_build_object('carrier', $2::text, 'reason', $2::text, 'ground', $2::text),
        audience, law_version, policy, now(), canonical, prev_hash, hash FROM dispute_event, generate_series(1, 12000) g WHERE dispute_id = $1 AND type = 'buyerOpened'`;
    await parley.sql.query(fill, [told.scene.disputeId, reason]);
    const seqs = (await listening.has(12_000, 60_000)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 12_000 }, (_, index) => 1_001 + index));
    await eventually(() => hub.heldBy(told.seller.sub) === 0, 20_000);
    expect(hub.heldBy(told.buyer.sub)).toBe(1);
    await eventually(() => quiet.lastId !== placeBefore, 20_000);
    expect(quiet.events).toEqual([]);
    expect(quiet.comments).toBeGreaterThanOrEqual(2);
  }, 120_000);

  it('ends when the application does, at once', async () => {
    const second = await bootApp({ roles: 'api', database: parley.database });
    const told = await people(second);
    const streams = await Promise.all([told.buyer, told.lead].map((who) => listensNow(who, '', second)));
    const begun = performance.now();
    await second.close();
    expect(performance.now() - begun).toBeLessThan(3_000);
    await eventually(() => streams.every(({ ended }) => ended));
  });

  it('is told of news by a whisper and looks rarely then; where nothing is whispered it looks often', async () => {
    const told = await openedBefore();
    const apart = await bootApp({ roles: 'api', database: parley.database });
    const reader = await listensNow(told.seller, '', apart);
    const looks = async (during: () => Promise<unknown>) => (await statementsSent(apart, 'feed_news', during)).length;
    const second = () => new Promise((resolve) => setTimeout(resolve, 1_000));
    await told.buyer.says('Are you there?');
    await eventually(() => types(reader).includes('messageSent'));
    await eventually(async () => (await looks(second)) <= 2);
    await parley.sql.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'parley whispers' AND datname = current_database()`);
    await told.seller.offers(60);
    await eventually(() => types(reader).includes('sellerOffered'));
    // Ears are made anew, and news come with a whisper again.
    await eventually(async () => {
      await told.buyer.says('Hello?');
      return (await looks(second)) <= 3;
    }, 20_000);
    await apart.close();
  });
});
