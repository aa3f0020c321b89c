import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../../test/support/app.js';
import { eventually } from '../../../test/support/eventually.js';
import { openDispute } from '../../../test/support/opened.js';
import { people, type People } from '../../../test/support/people.js';
import { WebhookSink } from '../../../test/support/webhook-sink.js';
import { DeliveriesRepository } from '../store/deliveries.repository.js';

interface Endpoint {
  id: string;
}
interface Delivery {
  id: string;
  type: string;
  status: string;
}

let parley: TestApp;
let sink: WebhookSink;
let told: People;
let paths = 0;
let path: string;

beforeAll(async () => {
  parley = await bootApp({ env: { WEBHOOK_SPEED: '200000', WEBHOOK_TIMEOUT_MS: '400', LOG_LEVEL: 'error' } });
  sink = await WebhookSink.listen();
  told = await people(parley);
});
beforeEach(() => {
  paths += 1;
  path = `/hook-${paths}`;
});
afterAll(async () => {
  await sink.close();
  await parley.close();
});

const ask = <T>(method: 'get' | 'post' | 'patch' | 'delete', url: string, body?: object): Promise<T> => told.marketplace.asks<T>(method, url, body);
const endpoint = (more: object = {}): Promise<Endpoint> => ask<Endpoint>('post', '/v1/webhook-endpoints', { url: sink.url(path), ...more });
const drops = ({ id }: Endpoint): Promise<unknown> => ask('delete', `/v1/webhook-endpoints/${id}`);
const deliveries = async ({ id }: Endpoint): Promise<Delivery[]> => (await ask<{ data: Delivery[] }>('get', `/v1/webhook-endpoints/${id}/deliveries?limit=100`)).data;
/** Waits until so many deliveries have come to an end, and none is left that has not. */
const finished = (hook: Endpoint, count = 1): Promise<Delivery[]> =>
  eventually(async () => {
    const all = await deliveries(hook);
    return all.length >= count && all.every(({ status }) => status !== 'pending') ? all : undefined;
  });

describe('Endpoints', () => {
  const refusal = async (method: 'post' | 'patch', url: string, body: object, who = told.marketplace) => {
    const { status, body: problem } = await who.request(method, url, body);
    return [status, (problem as { code: string }).code, (problem as { errors?: { code: string }[] }).errors?.[0]?.code].filter(Boolean).join(' ');
  };

  it('are the marketplace’s', async () => {
    const hook = await endpoint();
    for (const who of [told.buyer, told.seller, told.lead, told.arbitrator] as unknown as (typeof told.marketplace)[]) {
      expect(await refusal('post', '/v1/webhook-endpoints', { url: sink.url('/x') }, who)).toBe('403 forbidden');
      expect((await who.request('get', `/v1/webhook-endpoints/${hook.id}`)).status).toBe(403);
      expect((await who.request('delete', `/v1/webhook-endpoints/${hook.id}`)).status).toBe(403);
    }
    expect((await told.anonymous.request('get', '/v1/webhook-endpoints')).status).toBe(401);
    await drops(hook);
  });

  it('have a URL that can be reached from here, and each its own', async () => {
    const hook = await endpoint();
    const make = (url: unknown) => refusal('post', '/v1/webhook-endpoints', { url });
    expect(await make(sink.url(path))).toBe('409 webhook_url_taken');
    expect(await make(`${sink.url(path)}#part`)).toBe('409 webhook_url_taken');
    for (const url of ['http://169.254.169.254/latest', 'https://10.0.0.1/', 'http://[fd00::1]/', 'https://0xa9fea9fe/']) expect([url, await make(url)]).toEqual([url, '422 invalid address_not_allowed']);
    expect(await make('https://user:pass@shop.example/')).toBe('422 invalid credentials_not_allowed');
    for (const url of ['nonsense', 'ftp://shop.example/', 'javascript:alert(1)', 'https://']) expect([url, await make(url)]).toEqual([url, '422 invalid malformed']);
    for (const url of [undefined, 5, '', `https://shop.example/${'x'.repeat(2_000)}`]) expect((await make(url)).startsWith('422 invalid')).toBe(true);
    expect(await refusal('post', '/v1/webhook-endpoints', { url: 'https://shop.example/', types: ['offer.sung'] })).toMatch(/^422 invalid/);
    expect(await refusal('post', '/v1/webhook-endpoints', { url: 'https://shop.example/', types: [] })).toMatch(/^422 invalid/);
    expect(await refusal('patch', `/v1/webhook-endpoints/${hook.id}`, { url: 'https://127.0.0.1.nip.example:0/' })).not.toBe('500');
    expect(await refusal('patch', `/v1/webhook-endpoints/${hook.id}`, { status: 'deleted' })).toMatch(/^422 invalid/);
    await drops(hook);
    expect((await told.marketplace.request('get', `/v1/webhook-endpoints/${hook.id}`)).status).toBe(404);
    expect((await told.marketplace.request('delete', `/v1/webhook-endpoints/${hook.id}`)).status).toBe(404);
    const again = await endpoint();
    await drops(again);
  });

  it('can be changed, switched off and on; what waits is told then', async () => {
    const hook = await endpoint({ description: 'First' });
    await sink.has(path, 1);
    expect(await ask('patch', `/v1/webhook-endpoints/${hook.id}`, { description: null, types: ['offer.made'] })).toMatchObject({ description: null, types: ['offer.made'], status: 'enabled' });
    expect(await ask('patch', `/v1/webhook-endpoints/${hook.id}`, { types: null, status: 'disabled' })).toMatchObject({ types: null, status: 'disabled', disabledReason: 'by_owner' });
    await openDispute(parley);
    expect(await ask('patch', `/v1/webhook-endpoints/${hook.id}`, { status: 'enabled' })).toMatchObject({ status: 'enabled', disabledReason: null });
    expect(await ask<{ data: Endpoint[] }>('get', '/v1/webhook-endpoints')).toMatchObject({ data: [{ id: hook.id }] });
    await drops(hook);
  });

  it('are at most fifty, also when many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 54 }, (_, index) => told.marketplace.request('post', '/v1/webhook-endpoints', { url: sink.url(`/many-${index}`) })));
    const statuses = made.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(50);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(await refusal('post', '/v1/webhook-endpoints', { url: sink.url('/one-more') })).toBe('409 webhook_endpoint_limit_reached');
    const { data } = await ask<{ data: Endpoint[] }>('get', '/v1/webhook-endpoints');
    await Promise.all(data.map(drops));
  });

  it('are looked at page by page, and no longer than thirty days', async () => {
    const hook = await endpoint();
    for (let count = 0; count < 4; count += 1) await ask('post', `/v1/webhook-endpoints/${hook.id}/examples`, { type: 'offer.made' });
    await finished(hook, 5);
    const first = await ask<{ data: Delivery[]; hasMore: boolean; nextCursor: string }>('get', `/v1/webhook-endpoints/${hook.id}/deliveries?limit=3&status=delivered`);
    const rest = await ask<{ data: Delivery[]; hasMore: boolean }>('get', `/v1/webhook-endpoints/${hook.id}/deliveries?limit=3&status=delivered&cursor=${first.nextCursor}`);
    expect([first.data.length, first.hasMore, rest.data.length, rest.hasMore, rest.data[1]?.type]).toEqual([3, true, 2, false, 'endpoint.ping']);
    await parley.sql.query(`UPDATE webhook_message SET created_at = created_at - interval '31 days' WHERE id IN (SELECT message_id FROM webhook_delivery WHERE endpoint_id = $1)`, [hook.id]);
    const repository = parley.app.get(DeliveriesRepository);
    while ((await repository.purge(500)) > 0);
    expect(await deliveries(hook)).toEqual([]);
    expect((await told.marketplace.request('get', `/v1/deliveries/${rest.data[0]?.id}`)).status).toBe(404);
    await drops(hook);
  });
});
