import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { bootApp, type TestApp } from '../support/app.js';
import { openDispute, verifiedPhotos } from '../support/opened.js';
import { account, euros, people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import type { SeenDispute, SeenList } from '../support/seen.js';

/* What was tried against the whole application, and must never work again. */

type Route = Record<'method' | 'url', string>;
const routes: Route[] = [];
let parley: TestApp;
let p: People;

beforeAll(async () => {
  parley = await bootApp({
    roles: 'api',
    prepare: (app) => {
      const fastify = app.getHttpAdapter().getInstance() as unknown as { addHook(name: string, hook: (route: Route) => void): void };
      fastify.addHook('onRoute', ({ method, url }) => void routes.push({ method, url }));
    },
  });
  p = await openDispute(parley);
});
afterAll(() => parley.close());

const pathOf = ({ scene }: People): string => `/v1/disputes/${scene.disputeId}`;

describe('A stranger', () => {
  const MISSING = { disputeId: 'dp_01k00000000000000000000000', evidenceId: 'ev_01k00000000000000000000000', offerId: 'of_01k00000000000000000000000', orderId: 'missing' };
  const filled = (url: string, ids: Record<string, string>) => url.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'preview');
  const told = ({ status, headers, body }: Response) => {
    const { requestId: _id, instance: _path, ...rest } = body as Record<string, unknown>;
    return { status, rest, headers: Object.keys(headers).filter((name) => name !== 'etag').sort(), etag: headers['etag'] };
  };

  it('is told the same of what is there and of what is not, on every route', async () => {
    const { evidence } = await p.buyer.sees();
    const { offers } = await p.seller.offers(60);
    const there = { disputeId: p.scene.disputeId!, evidenceId: evidence[0]!.id, offerId: offers[0]!.id, orderId: p.scene.orderId! };
    const about = routes.filter(({ method, url }) => /:(disputeId|evidenceId|orderId)/.test(url) && ['GET', 'POST', 'PATCH', 'DELETE'].includes(method));
    expect(about.length).toBeGreaterThan(35);
    for (const { method, url } of about) {
      const ask = (ids: Record<string, string>) => p.stranger.request(method.toLowerCase() as 'get', filled(url, ids), method === 'GET' ? undefined : {}, { 'if-match': '"1"' });
      const [one, other] = [told(await ask(there)), told(await ask(MISSING))];
      expect([method, url, one]).toEqual([method, url, other]);
      expect([method, url, one.status >= 400, one.etag]).toEqual([method, url, true, undefined]);
    }
  });
});

describe('A body', () => {
  it.each(['constructor', 'to_string', 'has_own_property'])('cannot name %s as a reason', async (reason) => {
    await expect(p.buyer.asks('post', '/v1/disputes', { ...claim(), reason, subreason: 'colour' })).rejects.toMatchObject({ status: 422, code: 'invalid' });
  });

  it.each([
    ['items', () => `{"items":[${Array.from({ length: 80_000 }, () => '{}').join(',')}]}`],
    ['names', () => `{${Array.from({ length: 20_000 }, (_, at) => `"n${at}":0`).join(',')}}`],
    ['lists in lists', () => `{"items":[${Array.from({ length: 190 }, () => `[${'0,'.repeat(190)}0]`).join(',')}]}`],
  ])('of very many %s is refused before anybody looks into it', async (_what, made) => {
    const answer = await p.buyer.request('post', '/v1/disputes', made() as unknown as object, { 'content-type': 'application/json' });
    expect([answer.status, answer.body.code, answer.body.errors?.[0]?.code]).toEqual([400, 'malformed', 'too_many_members']);
  });

  it.each(['a'.repeat(128), `a${'~:'.repeat(40)}`])('may name an order whose id is as long as an id may be: %s', async (orderId) => {
    await p.marketplace.pushesOrder({}, orderId);
    expect((await p.marketplace.asks<{ orderId: string }>('get', `/v1/orders/${orderId}`)).orderId).toBe(orderId);
    expect((await p.marketplace.request('get', `/v1/orders/${encodeURIComponent(orderId)}/eligibility`)).status).toBe(200);
  });

  const claim = () => ({
    orderId: p.scene.orderId, reason: 'damaged', items: [{ lineId: 'lamp', quantity: 1 }], requestedRemedy: { kind: 'refund' }, statement: 'It is broken.',
  });
});

describe('A party who is staff too', () => {
  it.each(['seller', 'buyer'] as const)('does not end the dispute: %s', async (side) => {
    const own = await openDispute(parley);
    const lead = await account(own, own[side].sub, ['lead', 'arbitrator']);
    await expect(lead.does('close', { reasonCode: 'outside_policy', text: 'It is over.' })).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    expect((await own.buyer.sees()).state).toBe('opened');
  });
});

describe('The marketplace', () => {
  it('is not told what was said in a dispute', async () => {
    await p.seller.says('The parcel was insured.');
    const { recentEvents = [] } = await p.marketplace.asks<{ recentEvents?: object[] }>('get', `${pathOf(p)}?include=timeline`);
    expect(recentEvents).toEqual([]);
  });
});

describe('A second payment', () => {
  const alerts = async () => Number((await parley.http.get('/metrics')).text.match(/parley_alerts_total\{kind="possible_double_payment"\} (\d+)/)?.[1] ?? 0);

  it('calls a person, whatever was refused when it was told first', async () => {
    const { buyer, seller, marketplace } = await openDispute(parley);
    const refundId = (await seller.acceptsClaim()).refunds[0]!.id;
    const key = { 'idempotency-key': randomUUID() };
    const report = (providerReference: string, headers?: Record<string, string>) =>
      marketplace.request('post', `/v1/refunds/${refundId}/result`, { status: 'succeeded', providerReference }, headers);
    expect((await report('psp-1', key)).status).toBe(200);
    expect((await buyer.sees()).state).toBe('closed.settled');
    const before = await alerts();
    expect([(await report('psp-2', key)).status, (await report('psp-2', { 'if-match': '"1"' })).status]).toEqual([422, 412]);
    expect(await alerts()).toBe(before);
    for (const _again of [1, 2]) expect([(await report('psp-2')).status, await alerts()]).toEqual([200, before + 1]);
  });
});

describe('An idempotency key', () => {
  it('is one person’s own, for one request, and a refusal uses it up for nobody', async () => {
    const { buyer, seller } = await openDispute(parley);
    const key = { 'idempotency-key': randomUUID() };
    await expect(buyer.does('escalate', {}, key)).rejects.toMatchObject({ status: 409, code: 'too_early_to_escalate' });
    const [one, other] = await Promise.all([buyer.does('messages', { text: 'Hello.' }, key), seller.does('messages', { text: 'Hello.' }, key)]);
    expect([one.id, one.availableActions]).not.toEqual([other.id, other.availableActions]);
    await expect(buyer.does('messages', { text: 'Hello!' }, key)).rejects.toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    await expect(buyer.does('withdraw', { text: 'Hello.' }, key)).rejects.toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    await buyer.withdraws();
    expect(await buyer.does('messages', { text: 'Hello.' }, key)).toEqual(one);
    expect((await buyer.sees<SeenList<object>>('messages')).data).toHaveLength(2);
  });
});

describe('A ruling that waits for a second person', () => {
  let plain: People;
  let pending: People;

  async function underReview(): Promise<People> {
    const told = await people(parley);
    await told.marketplace.pushesOrder({ lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }], buyerEmail: 'ana@example.com' });
    await told.buyer.drafts();
    await verifiedPhotos(parley, told);
    await told.buyer.opens();
    await told.seller.rejectsClaim();
    await told.buyer.escalates();
    await told.arbitrator.takes();
    return told;
  }

  beforeAll(async () => {
    [plain, pending] = [await underReview(), await underReview()];
    const ruled = await pending.arbitrator.rules({ remedy: { kind: 'refund', amount: euros(900) } });
    expect(ruled.state).toBe('escalated.awaitingApproval');
  });

  const listed = async (who: Person, query: string) => {
    const { data } = await who.asks<SeenList<SeenDispute & { dueAt?: string }>>('get', `/v1/disputes?limit=100&${query}`);
    return (of: People) => data.find(({ id }) => id === of.scene.disputeId);
  };

  it.each(['buyer', 'seller', 'marketplace'] as const)('is not to be guessed from lists: %s', async (who) => {
    const found = await listed(pending[who], 'state=escalated.underReview');
    expect(Object.keys(found(pending)!)).toEqual(Object.keys(found(plain)!));
    const { deadlines } = await pending[who].sees();
    expect(found(pending)!.dueAt).toBe(deadlines.find(({ kind }) => kind === 'decision')!.dueAt);
    expect((await listed(pending[who], 'state=escalated.awaitingApproval'))(pending)).toBeUndefined();
  });

  it('is not to be found by a party who is staff elsewhere', async () => {
    const own = await account(pending, pending.buyer.sub, ['arbitrator']);
    expect((await listed(own, 'state=escalated.awaitingApproval'))(pending)).toBeUndefined();
    expect((await listed(own, 'state=escalated.underReview'))(pending)).toMatchObject({ state: 'escalated.underReview' });
    expect((await listed(pending.arbitrator, 'state=escalated.awaitingApproval'))(pending)).toMatchObject({ state: 'escalated.awaitingApproval' });
    expect((await listed(pending.arbitrator, 'state=escalated.underReview'))(pending)).toBeUndefined();
  });

  it.each(['buyer', 'seller'] as const)('leaves no name of staff and no address in anything told to the %s', async (side) => {
    const secrets = [pending.arbitrator.sub, 'example.com', 'pproval', 'rul_'];
    for (const part of ['?include=timeline', '/timeline', '/audit', '/messages', '/evidence', '/refunds']) {
      const { status, text } = await pending[side].request('get', pathOf(pending) + part);
      expect([part, status, secrets.filter((secret) => text.includes(secret))]).toEqual([part, 200, []]);
    }
    const chart = async (of: People) => String((await of[side].request('get', `${pathOf(of)}/chart.svg`)).body);
    expect(await chart(pending)).toBe(await chart(plain));
  });

  it('does not show through a suspension', async () => {
    const kinds = async (of: People) => (await of.seller.sees()).deadlines.map(({ kind }) => kind).sort();
    const types = async (of: People) => (await of.buyer.sees<{ data: { type: string }[] }>('timeline')).data.map(({ type }) => type);
    for (const told of [plain, pending]) await told.marketplace.reportsChargeback('opened');
    expect(await kinds(pending)).toEqual(await kinds(plain));
    for (const told of [plain, pending]) await told.marketplace.reportsChargeback('ended');
    expect(await types(pending)).toEqual(await types(plain));
    expect(await kinds(pending)).toEqual(await kinds(plain));
  });
});
