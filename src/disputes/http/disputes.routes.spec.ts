import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../../../test/support/app.js';
import { openDispute, verifiedPhotos } from '../../../test/support/opened.js';
import { people, type People } from '../../../test/support/people.js';
import type { SeenDispute, SeenList } from '../../../test/support/seen.js';
import { newId } from '../../foundation/ids.js';

const ENGLISH = { 'accept-language': 'en' };

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
});
afterAll(() => parley.close());

const opened = (claim?: object): Promise<People> => openDispute(parley, claim);

const faultsOf = (error: { response: { body: { errors?: { pointer: string; code: string }[] } } }) =>
  (error.response.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);

describe('A draft', () => {
  it.each([
    ['/reason unknown_reason', { reason: 'bored' }],
    ['/reason matches', { reason: 'Not A Code' }],
    ['/subreason unknown_subreason', { subreason: 'colour' }],
    ['/items/0/lineId unknown_line', { items: [{ lineId: 'sofa', quantity: 1 }] }],
    ['/items/0/quantity more_than_bought', { items: [{ lineId: 'lamp', quantity: 2 }] }],
    ['/items array_unique', { items: [{ lineId: 'lamp', quantity: 1 }, { lineId: 'lamp', quantity: 1 }] }],
    ['/requestedRemedy/kind remedy_not_allowed', { reason: 'missing_items', requestedRemedy: { kind: 'return_and_refund' } }],
    ['/requestedRemedy/amount/currency currency_mismatch', { requestedRemedy: { kind: 'refund', amount: { amount: 100, currency: 'USD' } } }],
    ['/requestedRemedy/amount/amount min', { requestedRemedy: { kind: 'refund', amount: { amount: 0, currency: 'EUR' } } }],
    ['/requestedRemedy/amount amount_not_for_kind', { requestedRemedy: { kind: 'replacement', amount: { amount: 5, currency: 'EUR' } } }],
    ['/statement matches', { statement: '   ' }],
    ['/subreason matches', { subreason: null }],
    ['/state unknown_field', { state: 'closed.settled' }],
  ])('is told what is wrong: %s', async (fault, claim) => {
    const { buyer } = await people(parley);
    const error = await buyer.drafts(claim).catch((refusal) => refusal);
    expect(error).toMatchObject({ status: 422, code: 'invalid' });
    expect(faultsOf(error)).toContain(fault);
  });

  it('is its buyer’s alone, is revised in parts, and is gone for everyone when discarded', async () => {
    const { buyer, seller, arbitrator, stranger, scene } = await people(parley);
    const draft = await buyer.drafts({ subreason: 'item_damaged' });
    for (const other of [seller, arbitrator, stranger]) await expect(other.sees()).rejects.toMatchObject({ status: 404 });
    const path = `/v1/disputes/${draft.id}`;
    const revised = await buyer.asks('patch', path, { requestedRemedy: { kind: 'refund', amount: { amount: 5000, currency: 'EUR' } } }, { 'if-match': '"1"' });
    expect(revised).toMatchObject({ version: 2, statement: draft.statement, subreason: 'item_damaged', requestedRemedy: { amount: { amount: 5000 } } });
    expect(await buyer.asks('patch', path, { reason: 'defective', statement: 'It never worked.' })).not.toHaveProperty('subreason');
    await expect(buyer.asks('patch', path, { statement: 'x' }, { 'if-match': '"1"' })).rejects.toMatchObject({ status: 412, code: 'stale_version' });
    expect((await buyer.request('delete', path)).status).toBe(204);
    await expect(buyer.sees()).rejects.toMatchObject({ status: 404 });
    const { data } = await buyer.asks<SeenList<SeenDispute>>('get', `/v1/disputes?orderId=${scene.orderId}`);
    expect(data).toEqual([]);
  });

  it('is of an order of one’s own, and made once however often it is sent', async () => {
    const { buyer, stranger, marketplace, scene } = await people(parley);
    const orderId = await marketplace.pushesOrder();
    await expect(stranger.drafts()).rejects.toMatchObject({ status: 404 });
    scene.orderId = orderId;
    const body = { orderId, reason: 'damaged', items: [{ lineId: 'lamp', quantity: 1 }], requestedRemedy: { kind: 'refund' }, statement: 'Broken.' };
    const send = () => buyer.request('post', '/v1/disputes', body, { 'idempotency-key': `once-${orderId}` });
    const answers = await Promise.all(Array.from({ length: 10 }, send));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.headers['location']).toBe(`/v1/disputes/${answers[0]?.body.id}`);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true').length).toBe(9);
  });

  it('whose line the marketplace took back cannot be opened, and says so', async () => {
    const told = await people(parley);
    const draft = await told.buyer.drafts();
    await verifiedPhotos(parley, told);
    const { orderId, ...order } = await told.marketplace.asks<{ orderId: string }>('get', `/v1/orders/${draft.orderId}`);
    await told.marketplace.asks('put', `/v1/orders/${orderId}`, { ...order, lines: [{ id: 'rug', title: 'Rug', quantity: 1, paid: 100 }] });
    expect((await told.buyer.sees()).unavailableActions).toContainEqual(expect.objectContaining({ action: 'open', reason: 'units_not_disputable' }));
    await expect(told.buyer.opens()).rejects.toMatchObject({ status: 409, code: 'units_not_disputable' });
  });
});

describe('An open dispute', () => {
  it('is negotiated by both sides, and nobody agrees to what they have not seen', async () => {
    const { buyer, seller, stranger } = await opened();
    const made = await seller.request('post', `/v1/disputes/${(await seller.sees()).id}/offers`, { remedy: { kind: 'refund', amount: { amount: 6000, currency: 'EUR' } } });
    expect([made.status, made.headers['location'], made.headers['etag']]).toEqual([201, `/v1/disputes/${made.body.id}#${made.body.offers[0].id}`, '"5"']);
    const accept = `offers/${made.body.offers[0].id}/accept`;
    await expect(buyer.does(accept)).rejects.toMatchObject({ status: 428, code: 'if_match_required' });
    await expect(buyer.does(accept, {}, { 'if-match': '"4"' })).rejects.toMatchObject({ status: 412 });
    await expect(buyer.does(`offers/${newId('of')}/accept`, {}, { 'if-match': '*' })).rejects.toMatchObject({ status: 428 });
    await expect(buyer.does(`offers/${newId('of')}/reject`)).rejects.toMatchObject({ status: 404 });
    await expect(seller.does('withdraw')).rejects.toMatchObject({ status: 403 });
    await expect(stranger.does('withdraw')).rejects.toMatchObject({ status: 404 });
    const wish = { remedy: { kind: 'refund', amount: { amount: 20_000, currency: 'EUR' } } };
    const { body: tooMuch } = await buyer.request('post', `/v1/disputes/${(await buyer.sees()).id}/offers`, wish, ENGLISH);
    expect(tooMuch).toMatchObject({ status: 409, code: 'amount_exceeds_claim', detail: 'The claim is €120.00: no more than that can be proposed.', atMost: { amount: 12_000, currency: 'EUR' } });
    await expect(buyer.does('offers', { remedy: { kind: 'refund', amount: { amount: 1, currency: 'USD' } } })).rejects.toMatchObject({ status: 422 });
    await buyer.rejectsOffer('The foot is bent too.');
    await buyer.offers(110);
    expect(await seller.acceptsOffer()).toMatchObject({ state: 'refunding.pending', refunds: [{ amount: { amount: 11_000, currency: 'EUR' } }] });
  });

  it('is amended once', async () => {
    const { buyer } = await opened();
    const amend = () => buyer.does('amend', { requestedRemedy: { kind: 'return_and_refund' } });
    expect(await amend()).toMatchObject({ state: 'opened', requestedRemedy: { kind: 'return_and_refund' } });
    await expect(amend()).rejects.toMatchObject({ status: 409, code: 'amend_used' });
  });

  it('goes back with an address that came with the offer', async () => {
    const { buyer, seller } = await opened();
    const remedy = { kind: 'return_and_refund', amount: { amount: 11_000, currency: 'EUR' } };
    await expect(buyer.does('offers', { remedy, returnAddress: 'Home' })).rejects.toMatchObject({ status: 422 });
    await seller.does('offers', { remedy, returnAddress: 'Calle Mayor 1, 28013 Madrid' });
    expect(await buyer.acceptsOffer()).toMatchObject({ state: 'returning.awaitingShipment' });
    const { data } = await buyer.sees<{ data: { said?: object }[] }>('timeline');
    expect(data.map(({ said }) => said)).toContainEqual({ address: 'Calle Mayor 1, 28013 Madrid' });
  });

  it('refuses with what may be done instead', async () => {
    const { buyer } = await opened();
    const error = await buyer.escalates().catch((refusal) => refusal);
    expect(error).toMatchObject({ status: 409, code: 'too_early_to_escalate' });
    expect(error.response.body).toMatchObject({ availableFrom: expect.any(String), availableActions: expect.arrayContaining([expect.objectContaining({ action: 'withdraw' })]) });
  });
});

describe('An order that has less left than was claimed', () => {
  it('refuses what would pay more, and says how much there is', async () => {
    const { buyer, seller } = await opened();
    const { id, orderId } = await buyer.sees();
    await parley.sql.query('UPDATE order_line SET refunded = refunded + 7000 WHERE order_id = $1', [orderId]);
    const { body } = await seller.request('post', `/v1/disputes/${id}/accept-claim`, undefined, ENGLISH);
    const { detail, ...told } = body as { detail: string };
    expect(told).toMatchObject({ status: 409, code: 'amount_exceeds_refundable', atMostParts: [{ kind: 'item', amount: { amount: 5_000, currency: 'EUR' } }, { kind: 'shipping' }] });
    expect(detail).toMatch(/^At most €50\.00 /);
    expect((await seller.sees()).state).toBe('opened');
  });
});

describe('Messages', () => {
  it('reach whom they are for, newest first, page by page', async () => {
    const { buyer, seller, arbitrator, marketplace } = await opened();
    await buyer.says('To everyone');
    await buyer.says('To the platform', { audience: 'staff' });
    await arbitrator.says('To the seller', { audience: 'seller' });
    const version = await buyer.version();
    await seller.says('Thank you');
    expect(await buyer.version()).toBe(version);
    const texts = async (who: typeof buyer | typeof seller | typeof arbitrator) =>
      (await who.sees<SeenList<{ text: string; author: object }>>('messages')).data.map(({ text }) => text);
    expect(await texts(buyer)).toEqual(['Thank you', 'To the platform', 'To everyone']);
    expect(await texts(seller)).toEqual(['Thank you', 'To the seller', 'To everyone']);
    expect(await texts(arbitrator)).toEqual(['Thank you', 'To the seller', 'To the platform', 'To everyone']);
    const first = await arbitrator.sees<SeenList<{ text: string }>>('messages?limit=3');
    const rest = await arbitrator.sees<SeenList<{ text: string }>>(`messages?limit=3&cursor=${first.nextCursor}`);
    expect([first.hasMore, rest.hasMore, rest.data.map(({ text }) => text)]).toEqual([true, false, ['To everyone']]);
    await expect(seller.sees(`messages?cursor=${first.nextCursor?.slice(1)}`)).rejects.toMatchObject({ status: 400 });
    await expect(marketplace.sees('messages')).rejects.toMatchObject({ status: 403 });
    await expect(buyer.says('Only you', { audience: 'seller' })).rejects.toMatchObject({ status: 409, code: 'audience_not_allowed' });
    const ids = [newId('ev'), newId('ev')];
    const { body: refused } = await seller.request('post', `/v1/disputes/${(await seller.sees()).id}/messages`, { text: 'Look', evidenceIds: ids }, ENGLISH);
    expect(refused).toMatchObject({ status: 409, code: 'evidence_unknown', detail: `This dispute has no evidence that you can name by these ids: ${ids.join(', ')}.`, evidenceIds: ids });
    const { data } = await seller.sees<SeenList<{ author: object }>>('messages');
    expect(data[1]?.author).toEqual({ role: 'arbitrator' });
  });
});

describe('A list', () => {
  it('shows one’s own disputes, newest first, page by page, and everybody’s to staff', async () => {
    const told = await people(parley);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      delete told.scene.orderId;
      ids.unshift((await told.buyer.drafts({ reason: 'counterfeit' })).id);
    }
    await verifiedPhotos(parley, told);
    await told.buyer.opens();
    const list = (who: { asks: typeof told.buyer.asks }, query: string) => who.asks<SeenList<SeenDispute>>('get', `/v1/disputes?reason=counterfeit${query}`);
    const shown = async (who: { asks: typeof told.buyer.asks }, query = '') => (await list(who, query)).data.map(({ id }) => id);
    expect(await shown(told.buyer)).toEqual(ids);
    expect(await shown(told.seller)).toEqual([ids[0]]);
    expect(await shown(told.arbitrator)).toEqual([ids[0]]);
    expect(await shown(told.marketplace)).toEqual([ids[0]]);
    expect(await shown(told.stranger)).toEqual([]);
    expect(await shown(told.buyer, '&role=seller')).toEqual([]);
    expect(await shown(told.buyer, '&stage=draft')).toEqual(ids.slice(1));
    expect(await shown(told.seller, '&state=opened&waitingOn=seller')).toEqual([ids[0]]);
    const first = await list(told.buyer, '&limit=2');
    expect([first.hasMore, (await list(told.buyer, `&limit=2&cursor=${first.nextCursor}`)).data.map(({ id }) => id)]).toEqual([true, ids.slice(2)]);
    await expect(list(told.buyer, `&limit=2&stage=draft&cursor=${first.nextCursor}`)).rejects.toMatchObject({ status: 400 });
    await expect(list(told.buyer, '&state=discarded')).rejects.toMatchObject({ status: 422 });
    await expect(list(told.buyer, '&limit=101')).rejects.toMatchObject({ status: 400 });
  });
});

describe('What comes from outside', () => {
  it('suspends for a chargeback, goes on after it, and a lead can close', async () => {
    const { marketplace, seller, lead, buyer } = await opened();
    await expect(seller.does('chargeback', { status: 'opened', reference: 'cb-1' })).rejects.toMatchObject({ status: 403 });
    expect(await marketplace.reportsChargeback('opened')).toMatchObject({ state: 'suspended' });
    expect(await marketplace.reportsChargeback('opened')).toMatchObject({ state: 'suspended' });
    expect(await marketplace.reportsChargeback('ended')).toMatchObject({ state: 'opened' });
    await expect(buyer.does('close', { reasonCode: 'other', text: 'x' })).rejects.toMatchObject({ status: 403 });
    expect(await lead.closes('outside_policy', 'It was a test.')).toMatchObject({ state: 'closed.inadmissible' });
  });
});
