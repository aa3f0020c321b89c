import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../test/support/app.js';
import { refundIsDue as dueRefund } from '../../test/support/due-refund.js';
import { RefundProvider, type Turn } from '../../test/support/refund-provider.js';
import { eventually } from '../../test/support/eventually.js';
import { account } from '../../test/support/people.js';

const provider = new RefundProvider();
let app: TestApp;

beforeAll(async () => {
  app = await bootApp({ env: await provider.listens() });
});
afterAll(async () => {
  await app.close();
  await provider.closes();
});

const refundIsDue = (turns: Turn[] = []) => dueRefund(app, provider, turns);

const books = async (orderId = '') => (await app.sql.query('SELECT reserved, refunded FROM order_line WHERE order_id = $1', [orderId]))[0];
const alerts = async (kind: string) => Number((await app.http.get('/metrics')).text.match(new RegExp(`parley_alerts_total\\{kind="${kind}"\\} (\\d+)`))?.[1] ?? 0);
const kept = async (refundId: string) =>
  (await app.sql.query<{ told: string }>(`SELECT key_no || ' ' || source || ' ' || status AS told FROM refund_answer WHERE refund_id = $1 ORDER BY id`, [refundId])).map(({ told }) => told);
const called = (refundId: string, expected: string[]) => eventually(() => provider.told(refundId).length >= expected.length).then(() => expect(provider.told(refundId)).toEqual(expected));

describe('The marketplace pays a refund', () => {
  it('at once: one call, and the books say so', async () => {
    const { buyer, scene, refundId, refund } = await refundIsDue(['pays']);
    await buyer.waitsUntil('closed.settled');
    expect(await refund()).toMatchObject({ id: refundId, amount: { amount: 12_000, currency: 'EUR' }, status: 'succeeded', attempts: 1, providerReference: `psp-${refundId}-1` });
    expect(provider.told(refundId)).toEqual(['requested -1']);
    expect(await books(scene.orderId)).toEqual({ reserved: 0, refunded: 12_000 });
    await expect(app.sql.query('UPDATE order_line SET refunded = refunded + 1 WHERE order_id = $1', [scene.orderId])).rejects.toMatchObject({ constraint: 'order_line_paid_covers' });
  });

  it('later, and tells it twice: nothing happens the second time', async () => {
    const { buyer, marketplace, refundId, refund } = await refundIsDue(['will tell later']);
    await called(refundId, ['requested -1']);
    expect(await refund()).toMatchObject({ status: 'pending' });
    const before = await alerts('possible_double_payment');
    const told = await marketplace.reportsRefund(refundId, 'succeeded');
    expect(told).toMatchObject({ id: refundId, status: 'succeeded', providerReference: `psp-${refundId}` });
    await buyer.waitsUntil('closed.settled');
    expect(await marketplace.reportsRefund(refundId, 'succeeded')).toEqual(told);
    expect(await alerts('possible_double_payment')).toBe(before);
  });

  it('later, and then tells otherwise: nothing moves, and a person is called', async () => {
    const { buyer, marketplace, refundId, refund } = await refundIsDue(['will tell later']);
    await marketplace.reportsRefund(refundId, 'succeeded');
    const settled = await refund();
    const before = [await alerts('refund_result_conflicts'), await alerts('possible_double_payment')];
    await marketplace.reportsRefund(refundId, 'failed', { key: `${refundId}-1` });
    await marketplace.reportsRefund(refundId, 'succeeded', { providerReference: 'another payment' });
    expect([await alerts('refund_result_conflicts'), await alerts('possible_double_payment')]).toEqual(before.map((count) => count + 1));
    expect(await refund()).toEqual(settled);
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
    expect((await kept(refundId)).filter((told) => told.includes('report'))).toEqual(['1 report succeeded', '1 report failed', '1 report succeeded']);
  });

  it('after a confirmed failure with the next key; what is told about the older one changes nothing', async () => {
    const { buyer, marketplace, clock, refundId, refund } = await refundIsDue(['fails', 'will tell later']);
    await buyer.waitsUntil('refunding.failed');
    await clock.passes('PT59M');
    expect(await refund()).toMatchObject({ status: 'failed', attempts: 1 });
    await clock.passes('PT1M');
    await called(refundId, ['requested -1', 'requested -2']);
    expect(await marketplace.reportsRefund(refundId, 'failed', { key: `${refundId}-1` })).toMatchObject({ status: 'pending', attempts: 2 });
    const before = await alerts('possible_double_payment');
    expect(await marketplace.reportsRefund(refundId, 'succeeded', { key: `${refundId}-1` })).toMatchObject({ status: 'pending', attempts: 2 });
    expect(await alerts('possible_double_payment')).toBe(before + 1);
    expect(await marketplace.reportsRefund(refundId, 'succeeded', { key: `${refundId}-2` })).toMatchObject({ status: 'succeeded', attempts: 2 });
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
    const [failed] = await app.sql.query<{ input: object }>(`SELECT input FROM dispute_event WHERE type = 'refundFailed' AND input->>'refundId' = $1`, [refundId]);
    expect(failed?.input).toEqual({ refundId, keyNo: 1, failure: 'account_closed' });
  });
});

describe('When nobody answers', () => {
  it('the refund is unknown after a day, asked about an hour later, and never sent with another key', async () => {
    const { buyer, clock, refundId, refund } = await refundIsDue(['pays silently']);
    await clock.passes('PT24H');
    expect(await refund()).toMatchObject({ status: 'unknown', attempts: 1 });
    expect(await buyer.sees()).toMatchObject({ state: 'refunding.failed' });
    expect(provider.told(refundId)).toEqual(['requested -1']);
    await clock.passes('PT1H');
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
    expect(provider.told(refundId)).toEqual(['requested -1', 'status -1']);
    expect(provider.payments.get(`${refundId}-1`)).toBe(12_000);
  });

  it('and the key is not known, the same one is sent again', async () => {
    const { buyer, clock, refundId } = await refundIsDue(['is deaf', 'pays']);
    await clock.passes('PT26H');
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
    expect(provider.told(refundId)).toEqual(['requested -1', 'status -1', 'requested -1']);
  });

  it('and the key is not known when it would be forgotten, that is a failure, and the next key pays', async () => {
    const { buyer, clock, refundId, refund } = await refundIsDue(['is deaf', 'is deaf', 'is deaf', 'is deaf']);
    await clock.passes('PT56H');
    expect(await refund()).toMatchObject({ status: 'unknown', attempts: 1 });
    await clock.passes('PT24H');
    expect(await refund()).toMatchObject({ status: 'failed', attempts: 1 });
    await clock.passes('PT24H');
    expect(await refund()).toMatchObject({ status: 'succeeded', attempts: 2 });
    const again = ['status -1', 'requested -1'];
    expect(provider.told(refundId)).toEqual(['requested -1', ...again, ...again, ...again, 'status -1', 'requested -2']);
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
  });
});

describe('A lead', () => {
  it('who is related to a party says of nobody that they were paid', async () => {
    const told = await refundIsDue(['will tell later']);
    const { buyer, seller, marketplace, refundId } = told;
    await marketplace.reportsRefund(refundId, 'failed', { key: `${refundId}-1` });
    const cousin = await account(told, 'lead-cousin', ['lead']);
    const record = `/v1/refunds/${refundId}/record-by-hand`;
    expect(await cousin.may()).toContain('record-refund');
    const { id } = await cousin.asks<{ id: string }>('post', '/v1/me/conflicts', { partyId: seller.sub, reason: 'My cousin’s shop.' });
    await expect(cousin.asks('post', record, { reference: 'SEPA 16' })).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    expect((await cousin.sees()).unavailableActions).toContainEqual(expect.objectContaining({ action: 'record-refund', reason: 'conflict_of_interest' }));
    expect((await buyer.sees()).state).toBe('refunding.failed');
    await cousin.asks('delete', `/v1/me/conflicts/${id}`);
    expect(await cousin.asks('post', record, { reference: 'SEPA 16' })).toMatchObject({ status: 'succeeded' });
  });

  it('records by hand what has failed for certain; money that arrives after that calls a person', async () => {
    const { buyer, marketplace, lead, refundId, refund } = await refundIsDue(['will tell later']);
    await expect(lead.recordsRefund(refundId, 'SEPA 17')).rejects.toMatchObject({ status: 409, code: 'money_in_flight' });
    await marketplace.reportsRefund(refundId, 'failed', { key: `${refundId}-1` });
    await expect(lead.recordsRefund(refundId, 'SEPA 17', ['ev_00000000000000000000000000'])).rejects.toMatchObject({ status: 409, code: 'evidence_unknown' });
    expect(await lead.recordsRefund(refundId, 'SEPA 17')).toMatchObject({ status: 'succeeded', providerReference: 'SEPA 17' });
    expect(await buyer.sees()).toMatchObject({ state: 'closed.settled' });
    const before = await alerts('possible_double_payment');
    const late = await marketplace.reportsRefund(refundId, 'succeeded', { key: `${refundId}-1` });
    expect(late).toMatchObject({ status: 'succeeded', providerReference: 'SEPA 17' });
    await marketplace.reportsRefund(refundId, 'succeeded', { key: `${refundId}-1` });
    expect(await alerts('possible_double_payment')).toBe(before + 1);
    expect((await kept(refundId)).at(-1)).toBe('1 report succeeded');
    expect(await refund()).toEqual(late);
  });
});

describe('A refund', () => {
  it('is reported and recorded only by who may, about what there is, and with what it needs', async () => {
    const { buyer, stranger, seller, marketplace, lead, anonymous, refundId } = await refundIsDue(['will tell later']);
    const result = `/v1/refunds/${refundId}/result`;
    const told = { status: 'succeeded', providerReference: 'psp-1' };
    const code = async (who: typeof buyer | typeof lead | typeof anonymous, path: string, body: object, headers = {}) => {
      const { status, body: problem } = await who.request('post', path, body, headers);
      return [status, problem.code, problem.errors?.[0]?.pointer].filter(Boolean);
    };
    expect(await code(buyer, result, told)).toEqual([403, 'forbidden']);
    expect(await code(anonymous, result, told)).toEqual([401, 'unauthenticated']);
    expect(await code(marketplace, result, told, { 'idempotency-key': '' })).toEqual([400, 'idempotency_key_required']);
    expect(await code(marketplace, '/v1/refunds/rf_00000000000000000000000000/result', told)).toEqual([404, 'not_found']);
    expect(await code(marketplace, result, { status: 'succeeded' })).toEqual([422, 'invalid', '/providerReference']);
    expect(await code(marketplace, result, { status: 'failed' })).toEqual([422, 'invalid', '/key']);
    expect(await code(marketplace, result, { ...told, amount: 1 })).toEqual([422, 'invalid', '/amount']);
    expect(await code(marketplace, result, { ...told, key: `${refundId}-2` })).toEqual([422, 'invalid', '/key']);
    expect(await code(marketplace, result, { ...told, key: 'rf_1-1' })).toEqual([422, 'invalid', '/key']);
    expect(await code(marketplace, `/v1/refunds/${refundId}/record-by-hand`, { reference: 'x' })).toEqual([403, 'forbidden']);
    expect(await code(lead, `/v1/refunds/${refundId}/record-by-hand`, { reference: '' })).toEqual([422, 'invalid', '/reference']);
    await expect(stranger.sees('refunds')).rejects.toMatchObject({ status: 404 });
    expect(await kept(refundId)).not.toContain('1 report succeeded');
    expect(await seller.sees('refunds')).toEqual(await marketplace.sees('refunds'));
  });

  it('told under one Idempotency-Key is told once', async () => {
    const { marketplace, refundId } = await refundIsDue(['will tell later']);
    const tell = () => marketplace.request('post', `/v1/refunds/${refundId}/result`, { status: 'succeeded', providerReference: 'psp' }, { 'idempotency-key': `once-${refundId}` });
    const first = await tell();
    const again = await tell();
    expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(again.text).toBe(first.text);
  });
});
