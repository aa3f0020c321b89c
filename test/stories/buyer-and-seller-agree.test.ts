import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { euros, people } from '../support/people.js';

describe('buyer and seller agree', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app.close());

  it('the claim is accepted: the buyer gets what was asked for', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute();
    expect(await seller.acceptsClaim()).toMatchObject({ stage: 'refunding' });
    const closed = await buyer.waitsUntil('closed.settled');
    expect(closed.refunds).toEqual([expect.objectContaining({ status: 'succeeded', amount: euros(120) })]);
    expect(await seller.may()).toEqual([]);
  });

  it('the seller offers, the buyer accepts the version it has seen', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute();
    const { offers } = await seller.offers(60);
    await expect(buyer.does(`offers/${offers[0]?.id}/accept`)).rejects.toMatchObject({ status: 428, code: 'if_match_required' });
    await expect(seller.doesHavingSeen(`offers/${offers[0]?.id}/accept`)).rejects.toMatchObject({ status: 409 });
    expect(await buyer.acceptsOffer()).toMatchObject({ stage: 'refunding', offers: [{ status: 'accepted' }] });
    const closed = await seller.waitsUntil('closed.settled');
    expect(closed.refunds).toEqual([expect.objectContaining({ status: 'succeeded', amount: euros(60) })]);
  });

  it('a counter-offer is accepted; the one it answers is superseded', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute();
    await seller.offers(30);
    const countered = await buyer.offers(90, 'The foot is bent too.');
    expect(countered).toMatchObject({ state: 'negotiation.awaitingSeller', waitingOn: 'seller' });
    expect(countered.offers.map(({ by, status }) => [by, status])).toEqual([['seller', 'superseded'], ['buyer', 'open']]);
    await expect(buyer.doesHavingSeen(`offers/${countered.offers[1]?.id}/accept`)).rejects.toMatchObject({ status: 409 });
    await seller.acceptsOffer();
    const closed = await buyer.waitsUntil('closed.settled');
    expect(closed.refunds).toEqual([expect.objectContaining({ amount: euros(90) })]);
    expect(closed.offers.map(({ status }) => status)).toEqual(['superseded', 'accepted']);
  });

  it('they still agree while the platform has the case, and the queue is empty of it', async () => {
    const { buyer, seller, arbitrator, scene } = await people(app);
    await buyer.opensDispute();
    await seller.rejectsClaim();
    await buyer.escalates();
    await arbitrator.takes();
    await seller.offers(80, 'Let us end this.');
    expect(await buyer.acceptsOffer()).toMatchObject({ stage: 'refunding' });
    await seller.waitsUntil('closed.settled');
    const { data } = await arbitrator.asks<{ data: { disputeId: string }[] }>('get', '/v1/cases');
    expect(data.map(({ disputeId }) => disputeId)).not.toContain(scene.disputeId);
    await expect(arbitrator.rules()).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
  });

  it('three offers each, then only yes, no or the platform', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute();
    for (const [sellerOffer, buyerOffer] of [[10, 110], [20, 105], [30, 100]] as const) {
      await seller.offers(sellerOffer);
      await buyer.offers(buyerOffer);
    }
    await expect(seller.offers(40)).rejects.toMatchObject({ status: 409, code: 'counter_offers_exhausted' });
    const seen = await seller.sees();
    expect(seen.unavailableActions).toContainEqual(expect.objectContaining({ action: 'offer', reason: 'counter_offers_exhausted' }));
    expect(await seller.may()).toEqual(expect.arrayContaining(['accept-offer', 'reject-offer', 'escalate']));
  });
});
