import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { people } from '../support/people.js';

describe('the buyer withdraws and reopens', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app.close());

  it('within a week, once, with all clocks afresh', async () => {
    const { buyer, seller, clock } = await people(app);
    await buyer.opensDispute();
    await seller.offers(30);
    expect(await buyer.withdraws()).toMatchObject({ state: 'closed.withdrawn', waitingOn: 'none', offers: [{ status: 'superseded' }] });
    expect(await seller.sees()).toMatchObject({ state: 'closed.withdrawn', availableActions: [] });
    await clock.passes('P6D');
    const reopened = await buyer.reopens();
    expect(reopened).toMatchObject({ state: 'opened', waitingOn: 'seller' });
    const due = reopened.deadlines.find(({ kind }) => kind === 'sellerResponse')?.dueAt ?? '';
    expect(Date.parse(due) - Date.parse(await clock.tells())).toBeGreaterThan(4.9 * 86_400_000);
    await buyer.withdraws();
    await expect(buyer.reopens()).rejects.toMatchObject({ status: 409, code: 'reopen_used' });
  });

  it('after a week it is over, and the units are free for a new dispute', async () => {
    const { buyer, clock, scene } = await people(app);
    await buyer.opensDispute();
    await buyer.withdraws();
    const first = scene.disputeId;
    await expect(buyer.opensDispute()).rejects.toMatchObject({ status: 409, code: 'use_reopen' });
    scene.disputeId = first;
    await clock.passes('P7D');
    await expect(buyer.reopens()).rejects.toMatchObject({ status: 409 });
    expect(await buyer.may()).toEqual([]);
    expect(await buyer.opensDispute()).toMatchObject({ state: 'opened' });
  });
});
