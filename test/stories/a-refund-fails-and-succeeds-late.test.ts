import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { euros, people } from '../support/people.js';

const order = (behaviour: string) => `o-${behaviour}-${randomBytes(4).toString('hex')}`;

describe('a refund fails, is retried and succeeds late', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app.close());

  it('a confirmed failure is tried again with the next key, and paid once', async () => {
    const { buyer, seller, marketplace, clock, scene } = await people(app);
    await marketplace.pushesOrder({}, order('refund-fails-once'));
    await buyer.opensDispute();
    await seller.acceptsClaim();
    const failed = await buyer.waitsUntil('refunding.failed');
    expect(failed).toMatchObject({ waitingOn: 'platform', refunds: [{ status: 'failed' }] });
    await clock.passes('PT1H');
    const closed = await buyer.waitsUntil('closed.settled');
    expect(closed.refunds).toEqual([expect.objectContaining({ status: 'succeeded', amount: euros(120) })]);
    const paid = await app.sql.query<{ key: string }>(`SELECT key FROM sandbox_payment WHERE status = 'succeeded' AND key LIKE $1`, [`${closed.refunds[0]?.id}%`]);
    expect(paid.map(({ key }) => key)).toEqual([`${closed.refunds[0]?.id}-2`]);
    expect(scene.disputeId).toBe(closed.id);
  });

  it('no answer is not a failure: after a day it is unknown, then asked about, never sent with a new key', async () => {
    const { buyer, seller, marketplace, clock } = await people(app);
    await marketplace.pushesOrder({}, order('refund-no-answer'));
    await buyer.opensDispute();
    await seller.acceptsClaim();
    await clock.passes('PT24H');
    expect(await seller.sees()).toMatchObject({ state: 'refunding.failed', refunds: [{ status: 'unknown' }] });
    await clock.passes('PT1H');
    const closed = await buyer.waitsUntil('closed.settled');
    const paid = await app.sql.query<{ key: string }>('SELECT key FROM sandbox_payment WHERE key LIKE $1', [`${closed.refunds[0]?.id}%`]);
    expect(paid.map(({ key }) => key)).toEqual([`${closed.refunds[0]?.id}-1`]);
  });

  it('the marketplace answers late; the same answer again is harmless', async () => {
    const { buyer, seller, marketplace } = await people(app);
    await marketplace.pushesOrder({}, order('refund-pending'));
    await buyer.opensDispute();
    const { refunds } = await seller.acceptsClaim();
    const id = refunds[0]?.id ?? '';
    await marketplace.reportsRefund(id, 'succeeded');
    expect(await buyer.waitsUntil('closed.settled')).toMatchObject({ refunds: [{ status: 'succeeded', providerReference: `psp-${id}` }] });
    expect(await marketplace.reportsRefund(id, 'succeeded')).toMatchObject({ id, status: 'succeeded' });
    await expect(buyer.asks('post', `/v1/refunds/${id}/result`, { status: 'succeeded' })).rejects.toMatchObject({ status: 403 });
  });

  it('a lead records by hand only what has failed for certain', async () => {
    const { buyer, seller, marketplace, lead } = await people(app);
    await marketplace.pushesOrder({}, order('refund-pending'));
    await buyer.opensDispute();
    const { refunds } = await seller.acceptsClaim();
    const id = refunds[0]?.id ?? '';
    await expect(lead.recordsRefund(id, 'bank transfer 17')).rejects.toMatchObject({ status: 409 });
    await marketplace.reportsRefund(id, 'failed', { key: `${id}-1`, failure: 'account closed' });
    await buyer.waitsUntil('refunding.failed');
    await lead.recordsRefund(id, 'bank transfer 17');
    expect(await buyer.waitsUntil('closed.settled')).toMatchObject({ refunds: [{ status: 'succeeded', providerReference: 'bank transfer 17' }] });
  });
});
