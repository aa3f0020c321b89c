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

  it('nor whoever asked, proposed, wrote to them, ruled, approved and judged the appeal: in no place that a party reads', async () => {
    const told = await queuedCase(parley, { lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }] });
    const { arbitrator, secondArbitrator, lead, buyer, seller, scene } = told;
    const judge = await staffMember(told, 'arbitrator-judith');
    await arbitrator.takes();
    await arbitrator.says('We look into it.', { audience: 'parties' });
    await arbitrator.does('information-requests', { addressees: ['buyer'], questions: [{ text: 'How loud is it?' }] });
    const { informationRequests } = await buyer.sees<SeenDispute & { informationRequests: { id: string }[] }>();
    await buyer.asks('post', `/v1/information-requests/${informationRequests[0]!.id}/answers`, { text: 'Very.' });
    const { settlements } = await arbitrator.does<SeenDispute & { settlements: { id: string }[] }>('settlements', { remedy: { kind: 'refund' } });
    await seller.does(`settlements/${settlements[0]!.id}/reject`);
    const ruling = { facts: [{ text: 'It hums.', evidenceIds: [] }], remedy: { kind: 'refund', amount: { amount: 90_000, currency: 'EUR' } } };
    const { rulings } = await arbitrator.rules(ruling);
    await secondArbitrator.asks('post', `/v1/rulings/${rulings[0]!.id}/approve`, undefined, { 'if-match': await secondArbitrator.version() });
    await seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
    await lead.does('reassign', { to: judge.sub, reason: 'She knows lamps.' });
    await judge.rules({ ...ruling, onAppeal: 'overturn', remedy: { kind: 'none' }, outcome: 'seller' });
    expect(await seller.waitsUntil('closed.ruled')).toMatchObject({ appeals: [{ status: 'overturned' }] });
    const places = [...pathsOf(told).slice(0, 7), '/v1/disputes', '/v1/events?limit=100', `/v1/disputes/${scene.disputeId}/audit`, `/v1/rulings/${rulings[0]!.id}`, `/v1/rulings/${rulings[0]!.id}/text`];
    for (const party of [buyer, seller]) {
      for (const path of places) {
        const { status, text } = await party.request('get', path);
        expect([path, status, [arbitrator, secondArbitrator, lead, judge].filter(({ sub }) => text.includes(sub)).map(({ sub }) => sub)]).toEqual([path, 200, []]);
      }
      const { text } = await caseFileOf(parley.http, party, scene.disputeId!, 'en');
      expect([arbitrator, secondArbitrator, lead, judge].filter(({ sub }) => text.includes(sub))).toEqual([]);
      expect(text).toContain('We look into it.');
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
