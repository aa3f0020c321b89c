import { describe, expect, it } from '@jest/globals';
import { openDispute } from '../../../test/support/opened.js';
import { WebhookHouse } from '../../../test/support/webhook-house.js';
import type { SeenDelivery as Delivery, SeenEndpoint as Endpoint } from '../../../test/support/webhook-sink.js';
import { DeliveriesRepository } from '../store/deliveries.repository.js';

const house = WebhookHouse.opens();

describe('Endpoints', () => {
  const refusal = async (method: 'post' | 'patch', url: string, body: object, who = house.told.marketplace) => {
    const { status, body: problem } = await who.request(method, url, body);
    return [status, (problem as { code: string }).code, (problem as { errors?: { code: string }[] }).errors?.[0]?.code].filter(Boolean).join(' ');
  };

  it('are the marketplace’s', async () => {
    const hook = await house.endpoint();
    for (const who of [house.told.buyer, house.told.seller, house.told.lead, house.told.arbitrator] as unknown as (typeof house.told.marketplace)[]) {
      expect(await refusal('post', '/v1/webhook-endpoints', { url: house.sink.url('/x') }, who)).toBe('403 forbidden');
      expect((await who.request('get', `/v1/webhook-endpoints/${hook.id}`)).status).toBe(403);
      expect((await who.request('delete', `/v1/webhook-endpoints/${hook.id}`)).status).toBe(403);
    }
    expect((await house.told.anonymous.request('get', '/v1/webhook-endpoints')).status).toBe(401);
    await house.drops(hook);
  });

  it('have a URL that can be reached from here, and each its own', async () => {
    const hook = await house.endpoint();
    const make = (url: unknown) => refusal('post', '/v1/webhook-endpoints', { url });
    expect(await make(house.sink.url(house.path))).toBe('409 webhook_url_taken');
    expect(await make(`${house.sink.url(house.path)}#part`)).toBe('409 webhook_url_taken');
    for (const url of ['http://169.254.169.254/latest', 'https://10.0.0.1/', 'http://[fd00::1]/', 'https://0xa9fea9fe/']) expect([url, await make(url)]).toEqual([url, '422 invalid address_not_allowed']);
    expect(await make('https://user:pass@shop.example/')).toBe('422 invalid credentials_not_allowed');
    for (const url of ['nonsense', 'ftp://shop.example/', 'javascript:alert(1)', 'https://']) expect([url, await make(url)]).toEqual([url, '422 invalid malformed']);
    for (const url of [undefined, 5, '', `https://shop.example/${'x'.repeat(2_000)}`]) expect((await make(url)).startsWith('422 invalid')).toBe(true);
    expect(await refusal('post', '/v1/webhook-endpoints', { url: 'https://shop.example/', types: ['offer.sung'] })).toMatch(/^422 invalid/);
    expect(await refusal('post', '/v1/webhook-endpoints', { url: 'https://shop.example/', types: [] })).toMatch(/^422 invalid/);
    expect(await refusal('patch', `/v1/webhook-endpoints/${hook.id}`, { url: 'https://127.0.0.1.nip.example:0/' })).not.toBe('500');
    expect(await refusal('patch', `/v1/webhook-endpoints/${hook.id}`, { status: 'deleted' })).toMatch(/^422 invalid/);
    await house.drops(hook);
    expect((await house.told.marketplace.request('get', `/v1/webhook-endpoints/${hook.id}`)).status).toBe(404);
    expect((await house.told.marketplace.request('delete', `/v1/webhook-endpoints/${hook.id}`)).status).toBe(404);
    const again = await house.endpoint();
    await house.drops(again);
  });

  it('can be changed, switched off and on; what waits is told then', async () => {
    const hook = await house.endpoint({ description: 'First' });
    await house.sink.has(house.path, 1);
    expect(await house.ask('patch', `/v1/webhook-endpoints/${hook.id}`, { description: null, types: ['offer.made'] })).toMatchObject({ description: null, types: ['offer.made'], status: 'enabled' });
    expect(await house.ask('patch', `/v1/webhook-endpoints/${hook.id}`, { types: null, status: 'disabled' })).toMatchObject({ types: null, status: 'disabled', disabledReason: 'by_owner' });
    await openDispute(house.parley);
    expect(await house.ask('patch', `/v1/webhook-endpoints/${hook.id}`, { status: 'enabled' })).toMatchObject({ status: 'enabled', disabledReason: null });
    expect(await house.ask<{ data: Endpoint[] }>('get', '/v1/webhook-endpoints')).toMatchObject({ data: [{ id: hook.id }] });
    await house.drops(hook);
  });

  it('are at most fifty, also when many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 54 }, (_, index) => house.told.marketplace.request('post', '/v1/webhook-endpoints', { url: house.sink.url(`/many-${index}`) })));
    const statuses = made.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(50);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(await refusal('post', '/v1/webhook-endpoints', { url: house.sink.url('/one-more') })).toBe('409 webhook_endpoint_limit_reached');
    const { data } = await house.ask<{ data: Endpoint[] }>('get', '/v1/webhook-endpoints');
    await Promise.all(data.map((hook) => house.drops(hook)));
  });

  it('are looked at page by page, and no longer than thirty days', async () => {
    const hook = await house.endpoint();
    for (let count = 0; count < 4; count += 1) await house.ask('post', `/v1/webhook-endpoints/${hook.id}/examples`, { type: 'offer.made' });
    await house.finished(hook, 5);
    const first = await house.ask<{ data: Delivery[]; hasMore: boolean; nextCursor: string }>('get', `/v1/webhook-endpoints/${hook.id}/deliveries?limit=3&status=delivered`);
    const rest = await house.ask<{ data: Delivery[]; hasMore: boolean }>('get', `/v1/webhook-endpoints/${hook.id}/deliveries?limit=3&status=delivered&cursor=${first.nextCursor}`);
    expect([first.data.length, first.hasMore, rest.data.length, rest.hasMore, rest.data[1]?.type]).toEqual([3, true, 2, false, 'endpoint.ping']);
    await house.parley.sql.query(`UPDATE webhook_message SET created_at = created_at - interval '31 days' WHERE id IN (SELECT message_id FROM webhook_delivery WHERE endpoint_id = $1)`, [hook.id]);
    const repository = house.parley.app.get(DeliveriesRepository);
    while ((await repository.purge()) > 0);
    expect(await house.parley.sql.query('SELECT lane FROM webhook_lane WHERE endpoint_id = $1', [hook.id])).toEqual([]);
    expect(await house.deliveries(hook)).toEqual([]);
    expect((await house.told.marketplace.request('get', `/v1/deliveries/${rest.data[0]?.id}`)).status).toBe(404);
    await house.drops(hook);
  });
});
