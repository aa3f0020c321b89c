import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { people, type People } from '../support/people.js';

let parley: TestApp;
let told: People;

/** Evidence is verified before anything is counted, and a process of its own does it: its statements are not ours. */
let elsewhere: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  elsewhere = await bootApp({ roles: 'worker', database: parley.database });
  told = await people(parley);
});
afterAll(async () => {
  await elsewhere.close();
  await parley.close();
});

async function statementsOf(action: () => Promise<unknown>): Promise<number> {
  const before = parley.sql.statements;
  await action();
  return parley.sql.statements - before;
}

const lampPhotos = (p: People) => Promise.all([p.buyer.shows('lamp-broken'), p.buyer.shows('lamp-shade')]);

describe('Statements per request', () => {
  it('are one read and one write for every command', async () => {
    const { buyer, seller, marketplace } = told;
    await marketplace.pushesOrder();
    const start = await statementsOf(() => buyer.drafts());
    await lampPhotos(told);
    const counted = {
      start,
      open: await statementsOf(() => buyer.opens()),
      offer: await statementsOf(() => seller.offers(60, 'For a new shade.')),
      message: await statementsOf(() => buyer.says('That is not enough.')),
      counterOffer: await statementsOf(() => buyer.offers(110)),
    };
    expect(counted).toEqual({ start: 2, open: 2, offer: 2, message: 2, counterOffer: 2 });
    expect(await statementsOf(() => seller.sees())).toBe(1);
  });

  it('are one read and one write for a comment, as for every message, and one when it is refused or repeated', async () => {
    const { evidence } = await told.buyer.sees<{ evidence: { id: string }[] }>();
    const path = `/v1/evidence/${evidence[0]!.id}/comments`;
    const comment = (key: string, body: object = {}) => told.buyer.asks('post', path, { text: 'Look here.', ...body }, { 'idempotency-key': key });
    expect([await statementsOf(() => comment('looked')), await statementsOf(() => comment('looked'))]).toEqual([2, 1]);
    expect(await statementsOf(() => comment('heard', { second: 1 }).catch(() => undefined))).toBe(1);
  });

  it('is one for a dispute, with its last events or without', async () => {
    const path = `/v1/disputes/${told.scene.disputeId}`;
    expect(await statementsOf(() => told.buyer.asks('get', path))).toBe(1);
    expect(await statementsOf(() => told.buyer.asks('get', `${path}?include=timeline`))).toBe(1);
  });

  it.each(['', '?limit=50', '?role=buyer', '?stage=negotiation&waitingOn=seller', '?orderId=none'])('is one for a list%s', async (query) => {
    expect(await statementsOf(() => told.buyer.asks('get', `/v1/disputes${query}`))).toBe(1);
    expect(await statementsOf(() => told.arbitrator.asks('get', `/v1/disputes${query}`))).toBe(1);
  });

  it('is one when a command is refused, or repeated under its key', async () => {
    await expect(told.buyer.opens()).rejects.toMatchObject({ status: 409 });
    expect(await statementsOf(() => told.buyer.opens().catch(() => undefined))).toBe(1);
    const key = { 'idempotency-key': 'counted-once' };
    const say = () => told.buyer.does('messages', { text: 'Hello?' }, key);
    expect([await statementsOf(say), await statementsOf(say)]).toEqual([2, 1]);
  });
});
