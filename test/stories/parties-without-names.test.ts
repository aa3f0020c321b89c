import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseFileOf } from '../support/case-file.js';
import { queuedCase, staffMember } from '../support/desk.js';
import { people, type People } from '../support/people.js';
import type { SeenDispute, SeenList } from '../support/seen.js';

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp({ env: { DESK_HIDES_PARTIES: '1' } });
});
afterAll(() => parley.close());

const BUYER = /^Buyer [2-9A-HJ-NP-Z]{4}$/;
const SELLER = /^Seller [2-9A-HJ-NP-Z]{4}$/;

/** Everything an arbitrator can read, of one dispute and of all. */
const pathsOf = ({ scene }: People): string[] => [
  ...['', '?include=timeline', '/timeline', '/messages', '/evidence', '/refunds', '/promises', '/notes', '/recusals'].map((part) => `/v1/disputes/${scene.disputeId}${part}`),
  '/v1/disputes', '/v1/cases', '/v1/events', `/v1/orders/${scene.orderId}`,
];

describe('Where the house hides the parties', () => {
  it('an arbitrator reads one name for each side of a dispute, and no account anywhere', async () => {
    const told = await queuedCase(parley);
    const other = await queuedCase(parley);
    const { arbitrator, buyer, seller } = told;
    await buyer.says('It hums day and night.');
    const seen = await arbitrator.sees();
    expect([seen.buyerId, seen.sellerId]).toEqual([expect.stringMatching(BUYER), expect.stringMatching(SELLER)]);
    expect((await arbitrator.sees<SeenList<{ author: { id: string } }>>('messages')).data[0]!.author.id).toBe(seen.buyerId);
    const { data } = await arbitrator.asks<SeenList<{ disputeId: string; buyerId: string; sellerId: string }>>('get', '/v1/cases');
    expect(data.find(({ disputeId }) => disputeId === seen.id)).toMatchObject({ buyerId: seen.buyerId, sellerId: seen.sellerId });
    expect((await other.arbitrator.sees()).buyerId).not.toBe(seen.buyerId);
    for (const path of pathsOf(told)) {
      const { status, text } = await arbitrator.request('get', path);
      expect([path, status, [buyer.sub, seller.sub].filter((account) => text.includes(account))]).toEqual([path, 200, []]);
    }
    const spanish = await arbitrator.asks<SeenDispute>('get', `/v1/disputes/${told.scene.disputeId}`, undefined, { 'accept-language': 'es' });
    expect(spanish.buyerId).toBe(seen.buyerId.replace('Buyer', 'Comprador'));
  });

  it('neither a command nor its repetition tells one, and what cannot be told without names is refused', async () => {
    const { arbitrator, buyer, seller, lead, scene } = await queuedCase(parley);
    const key = { 'idempotency-key': randomUUID() };
    const taken = await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/take`, undefined, key);
    const again = await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/take`, undefined, key);
    expect([taken.status, again.headers['idempotency-replayed'], again.body]).toEqual([200, 'true', taken.body]);
    expect([taken.headers['etag'], taken.text.includes(buyer.sub), taken.text.includes(seller.sub)]).toEqual([expect.stringMatching(/^"\d+"$/), false, false]);
    const macro = await lead.asks<{ id: string }>('post', '/v1/macros', { title: 'Sides', language: 'en', text: '{buyer} and {seller}' });
    expect((await arbitrator.does<{ text: string }>(`macros/${macro.id}/preview`)).text).toBe(`${taken.body.buyerId} and ${taken.body.sellerId}`);
    for (const path of [`/v1/disputes/${scene.disputeId}/audit`, '/v1/events/stream', `/v1/cases?seller=${seller.sub}`]) {
      expect([path, (await arbitrator.request('get', path)).status]).toEqual([path, 403]);
    }
    expect((await arbitrator.request('get', `/v1/disputes/${scene.disputeId}/chart.svg`)).status).toBe(200);
  });

  it('a refusal that tells what has happened since names nobody either', async () => {
    const { arbitrator, buyer, seller, scene } = await queuedCase(parley);
    const stale = await arbitrator.request('post', `/v1/disputes/${scene.disputeId}/take`, undefined, { 'if-match': '"1"' });
    const { changes } = stale.body as { changes: { actor: { role: string; id: string } }[] };
    expect([stale.status, changes.map(({ actor }) => actor.role)]).toEqual([412, ['buyer', 'seller', 'buyer']]);
    expect([buyer.sub, seller.sub].filter((account) => stale.text.includes(account))).toEqual([]);
    expect(changes[0]!.actor.id).toBe((await arbitrator.sees()).buyerId);
    await arbitrator.takes();
    await arbitrator.does('information-requests', { addressees: ['buyer'], questions: [{ text: 'How loud is it?' }] });
    const [{ id }] = (await arbitrator.sees<SeenDispute & { informationRequests: [{ id: string }] }>()).informationRequests;
    const unasked = await arbitrator.request('post', `/v1/information-requests/${id}/extension`, {}, { 'if-match': '"1"' });
    expect([unasked.status, [buyer.sub, seller.sub].filter((account) => unasked.text.includes(account))]).toEqual([412, []]);
  });

  it.each(['en', 'es'])('the case file is a file, and names no account: %s', async (language) => {
    const { arbitrator, buyer, seller, scene } = await queuedCase(parley);
    const { text } = await caseFileOf(parley.http, arbitrator, scene.disputeId!, language);
    expect(text).toContain('hums so loudly');
    expect([buyer.sub, seller.sub].filter((account) => text.includes(account))).toEqual([]);
  });

  it('a lead, the parties and a party who judges elsewhere see who they are; the parties never see who judges', async () => {
    const told = await queuedCase(parley);
    const { arbitrator, buyer, seller, lead, scene } = told;
    await arbitrator.takes();
    for (const who of [lead, buyer, seller]) expect(await who.sees()).toMatchObject({ buyerId: buyer.sub, sellerId: seller.sub });
    expect(await (await staffMember(told, seller.sub)).sees()).toMatchObject({ buyerId: buyer.sub, sellerId: seller.sub });
    expect((await lead.request('get', `/v1/disputes/${scene.disputeId}/audit`)).status).toBe(200);
    for (const party of [buyer, seller]) {
      const shown = await Promise.all(pathsOf(told).slice(0, 7).map(async (path) => (await party.request('get', path)).text));
      expect(shown.filter((text) => text.includes(arbitrator.sub))).toEqual([]);
    }
  });
});

describe('Where it does not', () => {
  it('an arbitrator sees the accounts', async () => {
    const open = await bootApp({ roles: 'api' });
    const told = await people(open);
    await told.marketplace.pushesOrder();
    await told.buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
    await told.buyer.opens();
    expect(await told.arbitrator.sees()).toMatchObject({ buyerId: told.buyer.sub, sellerId: told.seller.sub });
    await open.close();
  });
});
