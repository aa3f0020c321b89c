import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { euros, people, type People } from '../support/people.js';

const wants = (kind: string) => ({ requestedRemedy: { kind } });

describe('goods come back or are replaced', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app.close());

  async function comesBack(): Promise<People> {
    const all = await people(app);
    await all.buyer.opensDispute(wants('return_and_refund'));
    expect(await all.seller.acceptsClaim()).toMatchObject({ state: 'returning.awaitingAddress', waitingOn: 'seller' });
    await all.seller.givesReturnAddress();
    expect(await all.buyer.shipsReturn()).toMatchObject({ state: 'returning.inTransit', waitingOn: 'marketplace' });
    return all;
  }

  it('a return is sent, delivered, inspected by silence and refunded', async () => {
    const { buyer, marketplace, clock, seller } = await comesBack();
    await marketplace.deliversReturn(await clock.tells());
    expect(await seller.sees()).toMatchObject({ state: 'returning.inspection', waitingOn: 'seller' });
    await clock.passes('P5D');
    expect(await buyer.waitsUntil('closed.settled')).toMatchObject({ refunds: [{ status: 'succeeded', amount: euros(120) }] });
  });

  it('what came back is contested: the platform rules on the return alone', async () => {
    const { buyer, seller, marketplace, clock, arbitrator } = await comesBack();
    await marketplace.deliversReturn(await clock.tells());
    const photo = await seller.shows('parcel');
    await seller.contestsReturn({ reason: 'damaged_by_user', text: 'An empty parcel came.', evidenceIds: [photo] });
    expect(await buyer.sees()).toMatchObject({ state: 'escalated.queued' });
    await arbitrator.takes();
    await expect(arbitrator.rules({ remedy: { kind: 'replacement' } })).rejects.toMatchObject({ status: 409, code: 'remedy_not_allowed_in_scope' });
    await arbitrator.rules({ outcome: 'split', remedy: { kind: 'refund', amount: euros(40) } });
    await clock.passes('P10D');
    expect(await buyer.waitsUntil('closed.ruled')).toMatchObject({ refunds: [{ amount: euros(40) }] });
  });

  it('a seller who let the first ruling be may appeal the one on the return, which nobody makes who judged before', async () => {
    const { buyer, seller, marketplace, clock, arbitrator, secondArbitrator } = await people(app);
    await buyer.opensDispute(wants('return_and_refund'));
    await seller.rejectsClaim();
    await buyer.escalates();
    await arbitrator.takes();
    await arbitrator.rules({ remedy: { kind: 'return_and_refund' } });
    expect(await seller.waivesAppeal()).toMatchObject({ state: 'returning.awaitingAddress' });
    await seller.givesReturnAddress();
    await buyer.shipsReturn();
    await marketplace.deliversReturn(await clock.tells());
    await seller.contestsReturn({ reason: 'damaged_by_user', text: 'An empty parcel came.', evidenceIds: [await seller.shows('parcel')] });
    await expect(arbitrator.takes()).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    await secondArbitrator.takes();
    const ruled = await secondArbitrator.rules({ remedy: { kind: 'refund' } });
    expect(ruled).toMatchObject({ state: 'decided', rulings: [expect.anything(), expect.objectContaining({ appeal: { by: ['seller'], until: expect.any(String) } })] });
    expect(await buyer.sees()).toMatchObject({ state: 'decided', waitingOn: 'seller', refunds: [] });
    expect(await seller.may()).toContain('appeal');
  });

  it('a return that is never sent ends the dispute for the seller, for good', async () => {
    const { buyer, seller, clock } = await people(app);
    await buyer.opensDispute(wants('return_and_refund'));
    await seller.acceptsClaim();
    await seller.givesReturnAddress();
    await clock.passes('P10D');
    expect(await buyer.sees()).toMatchObject({ state: 'closed.expired', refunds: [], availableActions: [] });
    await expect(buyer.reopens()).rejects.toMatchObject({ status: 409, code: 'reopen_not_allowed' });
  });

  it('a replacement arrives and the buyer is content', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute(wants('replacement'));
    expect(await seller.acceptsClaim()).toMatchObject({ state: 'replacing.awaitingShipment' });
    await seller.shipsReplacement();
    expect(await buyer.confirmsReplacement()).toMatchObject({ state: 'closed.settled', refunds: [] });
  });

  it('a replacement that is never sent becomes the refund of the claim', async () => {
    const { buyer, seller, clock } = await people(app);
    await buyer.opensDispute(wants('replacement'));
    await seller.acceptsClaim();
    await clock.passes('P5D');
    expect(await buyer.waitsUntil('closed.settled')).toMatchObject({ refunds: [{ status: 'succeeded', amount: euros(120) }] });
  });

  it('a faulty replacement goes to the platform', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute(wants('replacement'));
    await seller.acceptsClaim();
    await seller.shipsReplacement();
    expect(await buyer.reportsFault()).toMatchObject({ state: 'escalated.queued', waitingOn: 'platform' });
  });
});
