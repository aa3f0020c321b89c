import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { queuedCase } from '../support/desk.js';
import { people } from '../support/people.js';

describe('a chargeback suspends, a lead closes', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app.close());

  it('time stands still while the bank looks, and goes on where it was', async () => {
    const { buyer, seller, marketplace, clock } = await people(app);
    await buyer.opensDispute();
    await clock.passes('P2D');
    expect(await marketplace.reportsChargeback('opened')).toMatchObject({ state: 'suspended', waitingOn: 'marketplace' });
    await expect(seller.acceptsClaim()).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    expect(await marketplace.reportsChargeback('opened')).toMatchObject({ state: 'suspended' });
    await clock.passes('P10D');
    const resumed = await marketplace.reportsChargeback('ended');
    expect(resumed).toMatchObject({ state: 'opened' });
    const due = (await seller.sees()).deadlines.find(({ kind }) => kind === 'sellerResponse')?.dueAt ?? '';
    const left = Date.parse(due) - Date.parse(await clock.tells());
    expect(left / 86_400_000).toBeCloseTo(3, 2);
  });

  it('a case that the bank held up is as old as before when it comes back, in the queue or in somebody’s hands', async () => {
    for (const isTaken of [false, true]) {
      const { buyer, marketplace, clock, arbitrator, scene } = await queuedCase(app);
      if (isTaken) await arbitrator.takes();
      const seen = async (query = '') => (await arbitrator.asks<{ data: { disputeId: string; escalatedAt: string }[] }>('get', `/v1/cases?limit=100${query}`)).data.find(({ disputeId }) => disputeId === scene.disputeId);
      const before = await seen();
      await marketplace.reportsChargeback('opened');
      await clock.passes('P7D');
      await marketplace.reportsChargeback('ended');
      expect((await seen())?.escalatedAt).toBe(before?.escalatedAt);
      expect([await seen('&olderThan=P5D'), await seen('&youngerThan=P1D')]).toEqual([expect.anything(), undefined]);
      await buyer.withdraws();
    }
  });

  it('a lost chargeback supersedes the dispute and counts as refunded for good', async () => {
    const { buyer, marketplace, scene } = await people(app);
    await buyer.opensDispute();
    await marketplace.reportsChargeback('opened');
    expect(await marketplace.reportsChargeback('lost')).toMatchObject({ state: 'closed.superseded' });
    expect(await buyer.sees()).toMatchObject({ state: 'closed.superseded', availableActions: [] });
    const [line] = await app.sql.query<object>('SELECT disputed_units, reserved, refunded FROM order_line WHERE order_id = $1', [scene.orderId]);
    expect(line).toEqual({ disputed_units: 0, reserved: 0, refunded: 12_000 });
    await expect(marketplace.reportsChargeback('ended', 'cb-9')).rejects.toMatchObject({ status: 409 });
  });

  it('a lead closes with a reason; the buyer may come again with a new dispute', async () => {
    const { buyer, seller, lead, arbitrator } = await people(app);
    await buyer.opensDispute();
    await expect(arbitrator.does('close', { reasonCode: 'other', text: 'Not mine to do.' })).rejects.toMatchObject({ status: 403 });
    await expect(seller.does('close', { reasonCode: 'other', text: 'Not mine to do.' })).rejects.toMatchObject({ status: 403 });
    expect(await lead.closes('outside_policy', 'The order is not covered.')).toMatchObject({ state: 'closed.inadmissible' });
    expect(await buyer.sees()).toMatchObject({ state: 'closed.inadmissible', availableActions: [] });
    expect(await buyer.opensDispute()).toMatchObject({ state: 'opened' });
  });
});
