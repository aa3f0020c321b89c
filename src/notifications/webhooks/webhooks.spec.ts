import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import { openDispute } from '../../../test/support/opened.js';
import { WebhookHouse } from '../../../test/support/webhook-house.js';
import { babbles, resets, says, stalls, takes, verifies, WebhookSink, type SeenDelivery as Delivery, type SeenEndpoint as Endpoint } from '../../../test/support/webhook-sink.js';
import { LONGEST_BODY } from '../domain/webhook-body.js';

const house = WebhookHouse.opens();

describe('A webhook', () => {
  it('is pinged when it is made, and then told what happens, signed, in order', async () => {
    const hook = await house.endpoint();
    const [ping] = await house.sink.has(house.path, 1);
    expect(verifies(hook.secret, ping!)).toMatchObject({ type: 'endpoint.ping', disputeId: null, sequence: null, data: { endpointId: hook.id } });
    const { scene, seller, buyer, arbitrator } = await openDispute(house.parley);
    await seller.offers(60, 'For a new shade.');
    await buyer.rejectsOffer();
    await buyer.says('Only for the platform.', { audience: 'staff' });
    await seller.escalates();
    await arbitrator.takes();
    const received = await house.sink.has(house.path, 6);
    const bodies = received.slice(1).map((one) => verifies(hook.secret, one));
    expect(bodies.map(({ type }) => type)).toEqual(['dispute.opened', 'offer.made', 'offer.rejected', 'dispute.escalated', 'case.taken']);
    expect(bodies.map(({ sequence }) => sequence)).toEqual([4, 5, 6, 8, 9]);
    expect(bodies[1]).toMatchObject({
      apiVersion: '1', disputeId: scene.disputeId, actor: { role: 'seller', id: seller.sub },
      data: { event: 'sellerOffered', orderId: scene.orderId, previousState: 'opened', state: 'negotiation.awaitingBuyer', remedy: { kind: 'refund', amount: 6_000 } },
    });
    expect(bodies[4]?.actor).toEqual({ role: 'arbitrator' });
    for (const { id, body, headers } of received) {
      expect(Buffer.byteLength(body)).toBeLessThan(LONGEST_BODY);
      expect(body).not.toMatch(/shade|platform\.|[0-9a-f]{64}/);
      expect([JSON.parse(body).id, headers['content-type']]).toEqual([id, 'application/json']);
    }
    await house.drops(hook);
  });

  it('cannot be forged, repeated later or signed with another secret', async () => {
    const hook = await house.endpoint();
    const [ping] = await house.sink.has(house.path, 1);
    expect(() => verifies(hook.secret, { ...ping!, body: ping!.body.replace('ping', 'pong') })).toThrow();
    expect(() => verifies(hook.secret, { ...ping!, headers: { ...ping!.headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 600) } })).toThrow();
    expect(() => verifies('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', ping!)).toThrow();
    await house.drops(hook);
  });

  it('is signed with both secrets while they are changed, and never with three', async () => {
    const first = await house.endpoint();
    const second = await house.ask<Endpoint>('post', `/v1/webhook-endpoints/${first.id}/rotate-secret`);
    const hours = (Date.parse(second.oldSecretUntil ?? '') - Date.now()) / 3_600_000;
    expect([second.secret === first.secret, hours > 23.9 && hours < 24.1]).toEqual([false, true]);
    await house.ask('post', `/v1/webhook-endpoints/${first.id}/examples`, { type: 'offer.made' });
    const received = async (count: number, type: string) => (await house.sink.has(house.path, count)).findLast(({ body }) => body.includes(type));
    const both = await received(2, 'offer.made');
    expect(verifies(first.secret, both!)).toMatchObject({ type: 'offer.made', example: true });
    expect(verifies(second.secret, both!)).toMatchObject({ type: 'offer.made' });
    const third = await house.ask<Endpoint>('post', `/v1/webhook-endpoints/${first.id}/rotate-secret`);
    await house.ask('post', `/v1/webhook-endpoints/${first.id}/examples`, { type: 'claim.accepted' });
    const last = await received(3, 'claim.accepted');
    expect(() => verifies(first.secret, last!)).toThrow();
    expect([second, third].map(({ secret }) => verifies(secret, last!).type)).toEqual(['claim.accepted', 'claim.accepted']);
    const [kept] = await house.parley.sql.query<{ secrets: unknown[] }>('SELECT secrets FROM webhook_endpoint WHERE id = $1', [first.id]);
    expect(kept?.secrets).toHaveLength(2);
    expect(JSON.stringify(await house.sees(first))).not.toContain('whsec_');
    await house.drops(first);
  });

  it('hears only what it asked for', async () => {
    const hook = await house.endpoint({ types: ['offer.made'] });
    const { seller, buyer } = await openDispute(house.parley);
    await seller.offers(60);
    await buyer.rejectsOffer();
    await buyer.offers(110);
    await house.sink.has(house.path, 3);
    expect(house.sink.bodies(house.path).map(({ type }) => type)).toEqual(['endpoint.ping', 'offer.made', 'offer.made']);
    await house.drops(hook);
  });

  it('is tried ten times with the same bytes under the same id, then parked; nothing is lost', async () => {
    const hook = await house.endpoint();
    await house.sink.has(house.path, 1);
    const since = new Date().toISOString();
    house.sink.manners.set(house.path, (received, response) => (received.body.includes('dispute.opened') ? says(503, {}, 'not\0now') : takes)(received, response));
    const { seller } = await openDispute(house.parley);
    await seller.offers(60);
    const [offer, opened] = await house.finished(hook, 3);
    expect([offer, opened].map((one) => [one?.type, one?.status, one?.attempts, one?.lastStatus, one?.lastError])).toEqual([
      ['offer.made', 'delivered', 1, 200, null], ['dispute.opened', 'parked', 10, 503, 'refused'],
    ]);
    const ofOpened = house.sink.at(house.path).filter(({ id }) => id === opened?.messageId);
    expect([ofOpened.length, new Set(ofOpened.map(({ body }) => body)).size]).toEqual([10, 1]);
    // In order: what came later was not tried before the first was given up.
    expect(house.sink.at(house.path).at(-1)?.id).toBe(offer?.messageId);
    const { log: tries, body } = await house.log(opened!.id);
    expect(tries.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([tries[0]?.answer, body === ofOpened[0]?.body]).toEqual(['notnow', true]);
    house.sink.manners.set(house.path, takes);
    expect(await house.ask('post', `/v1/webhook-endpoints/${hook.id}/recover`, { since })).toEqual({ recovered: 1, hasMore: false });
    await eventually(async () => (await house.log(opened!.id)).status === 'delivered');
    expect(await house.ask<Delivery>('post', `/v1/deliveries/${opened!.id}/redeliver`)).toMatchObject({ id: opened!.id, messageId: opened!.messageId });
    await eventually(async () => (await house.log(opened!.id)).attempts === 12);
    expect(await house.log(opened!.id)).toMatchObject({ status: 'delivered', lastStatus: 200, lastError: null });
    expect(house.sink.at(house.path).at(-1)).toMatchObject({ id: opened!.messageId, body: ofOpened[0]!.body, taken: true });
    expect(await house.ask('post', `/v1/webhook-endpoints/${hook.id}/recover`, { since })).toEqual({ recovered: 0, hasMore: false });
    await house.drops(hook);
  });

  it('holds back nothing but the dispute that fails', async () => {
    const hook = await house.endpoint();
    const [failing, well] = [await openDispute(house.parley), await openDispute(house.parley)];
    house.sink.manners.set(house.path, (received, response) => (received.body.includes(failing.scene.disputeId!) ? says(500)(received, response) : takes(received, response)));
    for (const { seller } of [failing, well]) await seller.offers(60);
    await eventually(() => house.sink.bodies(house.path).some(({ disputeId, type }) => disputeId === well.scene.disputeId && type === 'offer.made'));
    expect(house.sink.bodies(house.path).filter(({ disputeId, type }) => disputeId === failing.scene.disputeId && type === 'offer.made').length).toBeLessThan(10);
    house.sink.manners.set(house.path, takes);
    await house.drops(hook);
  });

  it('counts redirects, silence, resets and refused connections as failures, and follows nothing', async () => {
    const elsewhere = await WebhookSink.listen();
    const ways = [
      ['redirected', says(302, { location: elsewhere.url('/stolen') }), 302], ['redirected', says(307, { location: 'http://169.254.169.254/latest/meta-data/' }), 307],
      ['timed_out', stalls, null], ['connection_reset', resets, null], ['refused', says(400, {}, 'x'.repeat(5_000)), 400],
    ] as const;
    for (const [error, manners, status] of ways) {
      house.movesOn();
      house.sink.manners.set(house.path, manners);
      const hook = await house.endpoint();
      const [ping] = await eventually(async () => {
        const all = await house.deliveries(hook);
        return (all[0]?.attempts ?? 0) > 0 ? all : undefined;
      });
      const [first] = (await house.log(ping!.id)).log;
      expect([error, first?.error, first?.status]).toEqual([error, error, status]);
      expect(first?.answer?.length ?? 0).toBeLessThanOrEqual(1_000);
      await house.drops(hook);
    }
    expect(elsewhere.received).toEqual([]);
    const closed = elsewhere.url('/closed');
    await elsewhere.close();
    const gone = await house.endpoint({ url: closed });
    await eventually(async () => (await house.deliveries(gone))[0]?.lastError === 'connection_refused');
    await house.drops(gone);
  });

  it('takes an answer without an end for the success it began with, and leaves it', async () => {
    house.sink.manners.set(house.path, babbles);
    const hook = await house.endpoint();
    const [ping] = await house.finished(hook);
    const { log: tries } = await house.log(ping!.id);
    expect(tries).toEqual([expect.objectContaining({ status: 200, error: null, answer: 'x'.repeat(1_000) })]);
    expect(tries[0]?.durationMs).toBeLessThan(2_000);
    await house.drops(hook);
  });

  it('waits as long as it is asked to', async () => {
    let asked = 0;
    house.sink.manners.set(house.path, (received, response) => ((asked += 1) === 1 ? says(429, { 'retry-after': '1' })(received, response) : takes(received, response)));
    const hook = await house.endpoint();
    const [first, second] = await house.sink.has(house.path, 2);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(990);
    await house.drops(hook);
  });

  it('is switched off when it says that it is gone, and brought up to date when it is back', async () => {
    const hook = await house.endpoint();
    await house.sink.has(house.path, 1);
    const begun = new Date(Date.now() - 1_000).toISOString();
    house.sink.manners.set(house.path, says(410));
    const { scene, seller, buyer } = await openDispute(house.parley);
    await eventually(async () => (await house.sees(hook)).status === 'disabled');
    expect(await house.sees(hook)).toMatchObject({ disabledReason: 'gone' });
    const [notice] = await house.parley.sql.query(`SELECT kind, recipient_id, details FROM account_notice WHERE details ->> 'endpointId' = $1`, [hook.id]);
    expect(notice).toMatchObject({ kind: 'webhook_disabled', recipient_id: house.told.marketplace.sub, details: { url: hook.url, reason: 'gone' } });
    const told410 = () => house.parley.sql.query(`SELECT 1 FROM mail WHERE kind = 'account' AND recipient_id = $1 AND position($2 in plain) > 0`, [house.told.marketplace.sub, hook.url]);
    await eventually(async () => (await told410()).length === 1);
    house.sink.manners.set(house.path, takes);
    await seller.offers(60);
    await buyer.rejectsOffer();
    for (const [way, body] of [['examples', { type: 'offer.made' }], ['recover', { since: begun }]] as const) {
      expect((await house.told.marketplace.request('post', `/v1/webhook-endpoints/${hook.id}/${way}`, body)).body).toMatchObject({ code: 'webhook_endpoint_disabled', status: 409 });
    }
    await house.ask('patch', `/v1/webhook-endpoints/${hook.id}`, { status: 'enabled' });
    const heard = () => house.sink.bodies(house.path).filter(({ disputeId }, index) => disputeId === scene.disputeId && house.sink.at(house.path)[index]?.taken === true);
    // What happened a moment ago may not have come to the relay yet: asked again until all of it was heard.
    await eventually(async () => {
      await house.ask('post', `/v1/webhook-endpoints/${hook.id}/recover`, { since: begun });
      await house.finished(hook);
      return heard().length >= 3;
    });
    expect((await house.ask<{ recovered: number }>('post', `/v1/webhook-endpoints/${hook.id}/recover`, { since: begun })).recovered).toBe(0);
    expect(heard().map(({ type }) => type)).toEqual(['dispute.opened', 'offer.made', 'offer.rejected']);
    await house.drops(hook);
  });

  it('is switched off when nothing got through for five days, not sooner', async () => {
    house.sink.manners.set(house.path, says(500));
    const hook = await house.endpoint();
    await eventually(async () => (await house.sees(hook)).failingSince !== null);
    const [{ since } = { since: '' }] = await house.parley.sql.query<{ since: Date }>('SELECT failing_since AS since FROM webhook_endpoint WHERE id = $1', [hook.id]);
    await eventually(async () => {
      await house.ask('post', `/v1/webhook-endpoints/${hook.id}/examples`, { type: 'offer.made' }).catch(() => undefined);
      return (await house.sees(hook)).status === 'disabled';
    });
    const { updatedAt, disabledReason } = (await house.sees(hook)) as Endpoint & { updatedAt: string };
    expect([disabledReason, Date.parse(updatedAt) - new Date(since).getTime() >= 10_799]).toEqual(['failing', true]);
    await house.drops(hook);
  });

  it('forgets that it was ill when something gets through', async () => {
    let asked = 0;
    house.sink.manners.set(house.path, (received, response) => ((asked += 1) <= 2 ? says(500)(received, response) : takes(received, response)));
    const hook = await house.endpoint();
    await house.finished(hook);
    expect(await house.sees(hook)).toMatchObject({ status: 'enabled', failingSince: null });
    await house.drops(hook);
  });
});
