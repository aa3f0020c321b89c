import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { euros, people } from '../support/people.js';

const CHEAP = { lines: [{ id: 'lamp', title: 'Reading lamp', quantity: 1, paid: 4_990 }] };

describe('silence ends every dispute', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app.close());

  it('the seller stays silent on a small claim: it is granted', async () => {
    const { buyer, seller, marketplace, clock } = await people(app);
    await marketplace.pushesOrder(CHEAP);
    await buyer.opensDispute();
    const told = (await seller.sees()).availableActions.find(({ action }) => action === 'offer')?.onExpiry ?? '';
    expect(told).toMatch(/49\.90/);
    await clock.passes('P5D');
    const closed = await buyer.waitsUntil('closed.settled');
    expect(closed.refunds).toEqual([expect.objectContaining({ status: 'succeeded', amount: euros(49.9) })]);
  });

  it('the seller stays silent on a large claim: the platform decides', async () => {
    const { buyer, seller, arbitrator, clock } = await people(app);
    await buyer.opensDispute();
    await clock.passes('P5D');
    expect(await buyer.sees()).toMatchObject({ state: 'escalated.queued', waitingOn: 'platform' });
    expect(await seller.sees()).toMatchObject({ state: 'escalated.queued' });
    expect((await arbitrator.sees()).availableActions.map(({ action }) => action)).toContain('take');
  });

  it('the buyer stays silent on a generous offer: closed, and reopenable for a week', async () => {
    const { buyer, seller, clock } = await people(app);
    await buyer.opensDispute();
    await seller.offers(100);
    await clock.passes('P5D');
    expect(await buyer.sees()).toMatchObject({ state: 'closed.expired', offers: [{ status: 'expired' }] });
    expect(await buyer.may()).toContain('reopen');
    expect(await seller.may()).toEqual([]);
  });

  it('the buyer stays silent on a small offer: the platform decides', async () => {
    const { buyer, seller, clock } = await people(app);
    await buyer.opensDispute();
    await seller.offers(50);
    await clock.passes('P5D');
    expect(await seller.sees()).toMatchObject({ state: 'escalated.queued' });
  });

  it('a forgotten draft is gone for everyone, its text too', async () => {
    const { buyer, clock, scene } = await people(app);
    await buyer.drafts();
    await clock.passes('P7D');
    await expect(buyer.sees()).rejects.toMatchObject({ status: 404, code: 'not_found' });
    const [row] = await app.sql.query<object>('SELECT state, statement FROM dispute WHERE id = $1', [scene.disputeId]);
    expect(row).toEqual({ state: 'discarded', statement: null });
    const kept = await app.sql.query('SELECT 1 FROM idempotency WHERE strpos(body, $1) > 0', [scene.disputeId]);
    expect(kept).toEqual([]);
    const { data } = await buyer.asks<{ data: { kind: string; disputeId: string }[] }>('get', '/v1/sandbox/mailbox?limit=100');
    const mails = data.filter(({ disputeId }) => disputeId === scene.disputeId).map(({ kind }) => kind);
    expect([mails.length > 0, mails.filter((kind) => kind !== 'reminder')]).toEqual([true, []]);
    expect((await app.http.get('/metrics')).text).not.toContain('kind="mail_not_written"');
  });

  it('the platform stays silent: the case climbs in the queue, and is never decided by it', async () => {
    const { buyer, arbitrator, seller, clock, scene } = await people(app);
    await buyer.opensDispute();
    await seller.rejectsClaim();
    await buyer.escalates();
    const priority = async () => {
      const { data } = await arbitrator.asks<{ data: { disputeId: string; priority: { level: number } }[] }>('get', '/v1/cases?limit=100');
      return data.find(({ disputeId }) => disputeId === scene.disputeId)?.priority.level;
    };
    const before = await priority();
    await clock.passes('PT24H');
    expect(await priority()).toBe((before ?? 0) + 1);
    expect((await app.http.get('/metrics')).text).toMatch(/parley_alerts_total\{kind="pickup_passed"\} [1-9]/);
    await arbitrator.takes();
    await clock.passes('P5D');
    expect(await arbitrator.sees()).toMatchObject({ state: 'escalated.queued' });
  });

  it('reminders come before the end, to the one who is awaited', async () => {
    const { buyer, seller, clock, scene } = await people(app);
    await buyer.opensDispute();
    await clock.passes('P3D');
    const { data } = await clock.asks<{ data: { disputeId: string; to: string; kind: string }[] }>('get', '/v1/sandbox/mailbox?limit=100');
    const mine = data.filter(({ disputeId, kind }) => disputeId === scene.disputeId && kind === 'reminder');
    expect(mine.map(({ to }) => to)).toContain(seller.sub);
    expect(mine.map(({ to }) => to)).not.toContain(buyer.sub);
  });
});
