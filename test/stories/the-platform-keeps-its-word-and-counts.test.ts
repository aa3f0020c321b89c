import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerWorker } from '../../src/escalation/ledger.worker.js';
import { bootApp, type TestApp } from '../support/app.js';
import { countedAll, queuedCase } from '../support/desk.js';
import { eventually } from '../support/eventually.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';

const HOUR = 3_600_000;

interface PromiseSeen {
  kind: string;
  dueAt?: string;
  metAt?: string;
  kept?: boolean;
  text: string;
  computedFrom: { since: string; duration: string; timeZone: string; holidays: string[]; paused: string };
}

interface Rate {
  of: number;
  value: number | null;
  low: number;
  high: number;
}

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

const promises = async (who: Person) => (await who.sees<{ data: PromiseSeen[] }>('promises')).data;
const report = <T>(who: Person, name: string, query = '') => who.asks<{ data: T[] }>('get', `/v1/analytics/${name}${query}`);
const alerts = async (kind: string) => Number((await parley.http.get('/metrics')).text.match(new RegExp(`parley_alerts_total\\{kind="${kind}"\\} (\\d+)`))?.[1] ?? 0);

/** Waits until the ledger has read all that was written. */
const counted = () => countedAll(parley);

const facts = [{ text: 'It hums.', evidenceIds: [] }];

describe('The platform’s promises', () => {
  it('are told to both sides, in their language, with what they were computed from', async () => {
    const { buyer, seller, arbitrator, stranger, scene } = await queuedCase(parley);
    const [pickup, decision] = await promises(buyer);
    expect([pickup, decision]).toEqual([
      expect.objectContaining({ kind: 'pickup', computedFrom: expect.objectContaining({ duration: 'PT9H', timeZone: 'Europe/Madrid', paused: 'PT0S' }) }),
      expect.objectContaining({ kind: 'decision', computedFrom: expect.objectContaining({ duration: 'PT36H', timeZone: 'Europe/Madrid' }) }),
    ]);
    expect(Date.parse(pickup!.dueAt!) - Date.parse(pickup!.computedFrom.since)).toBeGreaterThanOrEqual(9 * HOUR);
    expect(pickup).not.toHaveProperty('kept');
    const inWords = async (language: string) => {
      const { data } = await seller.asks<{ data: PromiseSeen[] }>('get', `/v1/disputes/${scene.disputeId}/promises`, undefined, { 'accept-language': language });
      return data[0]!.text;
    };
    expect(await inWords('en')).toMatch(/^The case is taken up by .+: 9 opening hours after it came to the desk\. Counted by the desk’s opening hours in Europe\/Madrid.*\.$/);
    expect(await inWords('es')).toMatch(/^El caso se asume antes del .+: 9 horas de atención.+\. Contado según el horario de la plataforma en Europe\/Madrid.*\.$/);
    expect((await stranger.request('get', `/v1/disputes/${scene.disputeId}/promises`)).status).toBe(404);
    await arbitrator.takes();
    expect((await promises(arbitrator))[0]).toMatchObject({ kind: 'pickup', kept: true, metAt: expect.any(String) });
    await arbitrator.rules({ facts });
    expect((await promises(seller)).map(({ kept }) => kept)).toEqual([true, true]);
    expect(await inWords('en')).toMatch(/ This promise was kept on .+ UTC\. /);
    expect(await inWords('es')).toMatch(/ Esta promesa se cumplió el .+ UTC\. /);
  });

  it('stand still while the parties are asked, and say for how long; one that was met by then stays as it was', async () => {
    const { buyer, seller, arbitrator, clock, scene } = await queuedCase(parley);
    const before = await promises(buyer);
    await arbitrator.takes();
    await arbitrator.does('information-requests', { addressees: ['buyer', 'seller'], questions: [{ text: 'How loud is it?' }] });
    const [met, still] = await promises(seller);
    expect([met!.dueAt, met!.kept]).toEqual([before[0]!.dueAt, true]);
    expect(still).not.toHaveProperty('dueAt');
    expect(still!.text).toMatch(/^The time of 36 opening hours stands still until the answers are there\./);
    await clock.passes('P3D');
    await buyer.waitsUntil('escalated.underReview');
    const [pickup, decision] = await promises(buyer);
    expect(pickup).toMatchObject({ dueAt: before[0]!.dueAt, metAt: met!.metAt, kept: true, computedFrom: { paused: 'PT0S' } });
    expect(decision).toMatchObject({ computedFrom: { paused: expect.stringMatching(/^P3D/) } });
    expect(Date.parse(decision!.dueAt!)).toBeGreaterThan(Date.parse(before[1]!.dueAt!));
    const spanish = await seller.asks<{ data: PromiseSeen[] }>('get', `/v1/disputes/${scene.disputeId}/promises`, undefined, { 'accept-language': 'es' });
    expect([spanish.data[0]!.text.includes('detenido'), spanish.data[1]!.text]).toEqual([false, expect.stringContaining('y sin 3 días en que estuvo detenido.')]);
    await buyer.withdraws();
  });

  it('call a person once where they are broken, and say so', async () => {
    const { buyer, clock } = await queuedCase(parley);
    const before = await alerts('promised_pickup_missed');
    await counted();
    await clock.passes('P20D');
    await eventually(async () => (await alerts('promised_decision_missed')) > 0);
    expect((await promises(buyer)).map(({ kind, kept }) => [kind, kept])).toEqual([['pickup', false], ['decision', false]]);
    expect((await promises(buyer))[0]!.text).toMatch(/ (This promise was broken: the time is over|Esta promesa no se cumplió: el plazo ha terminado)\. /);
    await counted();
    await parley.app.get(LedgerWorker).tick();
    expect(await alerts('promised_pickup_missed')).toBe(before + 1);
    await buyer.withdraws();
  });
});

describe('The numbers', () => {
  let told: People;

  /** Two accepted claims, one withdrawn and taken up again and then withdrawn for good, one ruled against the seller. */
  beforeAll(async () => {
    const sellerId = 'seller-of-numbers';
    for (const end of ['accepts', 'accepts', 'reopens', 'rules'] as const) {
      told = await people(parley);
      Object.assign(told.marketplace.usually, { sellerId });
      const { token } = await told.anonymous.asks<{ token: string }>('post', '/v1/sandbox/tokens', { sub: sellerId });
      Object.assign(told.seller, { sub: sellerId, token });
      await told.marketplace.pushesOrder();
      await told.buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
      await told.buyer.opens();
      if (end === 'accepts') await told.seller.acceptsClaim();
      if (end === 'reopens') {
        await told.buyer.withdraws();
        await told.buyer.reopens();
        await told.buyer.withdraws();
      }
      if (end === 'rules') {
        await told.seller.rejectsClaim();
        await told.buyer.escalates();
        await told.arbitrator.takes();
        await told.arbitrator.rules({ facts });
      }
    }
    await told.marketplace.pushesOrder();
    await told.clock.passes('P12D');
    await counted();
  });

  it('count each dispute once, also where it was reopened, and never a share without its interval', async () => {
    const { data } = await report<{ seller: string; orders: number; disputes: number; closed: number; disputed: Rate; atFault: Rate }>(told.lead, 'sellers', '?limit=100');
    expect(data.find(({ seller }) => seller === 'seller-of-numbers')).toMatchObject({
      orders: 5, disputes: 4, closed: 4, disputed: { of: 5, value: 0.8, low: 0.3755, high: 0.9638 }, atFault: { of: 4, value: 0.75 },
    });
    const outcomes = await report<{ reason?: string; disputes: number; withdrawn: number; sellerAtFault: Rate }>(told.marketplace, 'outcomes', '?reason=other');
    expect(outcomes.data.map(({ reason }) => reason)).toEqual([undefined, 'other']);
    expect(outcomes.data[0]!.sellerAtFault).toMatchObject({ of: outcomes.data[0]!.disputes, low: expect.any(Number), high: expect.any(Number) });
  });

  it('tell how long it took by stage, and how often the word was kept', async () => {
    const { data } = await report<{ stage: string; reason?: string; disputes: number; p50Seconds: number; p95Seconds: number }>(told.lead, 'resolution-times');
    expect(new Set(data.map(({ stage }) => stage))).toEqual(new Set(['total', 'negotiation', 'escalated', 'execution']));
    const total = data.find(({ stage, reason }) => stage === 'total' && reason === undefined);
    expect(total!.p95Seconds).toBeGreaterThanOrEqual(10 * 24 * 3600);
    expect(total!.p50Seconds).toBeLessThanOrEqual(total!.p95Seconds);
    const kept = await report<{ kind: string; kept: Rate }>(told.lead, 'promises');
    expect(kept.data.map(({ kind }) => kind)).toContain('decision');
  });

  it('tell what arbitrators ruled, to their lead only', async () => {
    const { data } = await report<{ arbitrator: string; ruled: number; overturned: Rate }>(told.lead, 'arbitrators');
    expect(data).toContainEqual(expect.objectContaining({ arbitrator: told.arbitrator.sub, ruled: 2, overturned: { of: 0, value: null, low: 0, high: 1 } }));
    expect((await told.marketplace.request('get', '/v1/analytics/arbitrators')).status).toBe(403);
    for (const who of [told.arbitrator, told.buyer, told.seller]) expect((await who.request('get', '/v1/analytics/sellers')).status).toBe(403);
  });

  it('come as CSV where that is asked for', async () => {
    const asked = await told.lead.request('get', '/v1/analytics/sellers?format=csv');
    expect([asked.status, asked.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const [head, ...rows] = asked.text.split('\r\n');
    expect(head).toBe('seller,orders,disputes,closed,disputed.of,disputed.value,disputed.low,disputed.high,atFault.of,atFault.value,atFault.low,atFault.high,escalated.of,escalated.value,escalated.low,escalated.high');
    expect(rows.some((row) => row.startsWith('seller-of-numbers,5,4,4,5,0.8,'))).toBe(true);
    const accepted = await told.lead.request('get', '/v1/analytics/outcomes', undefined, { accept: 'text/csv' });
    expect(accepted.headers['content-type']).toBe('text/csv; charset=utf-8');
  });

  it('come as CSV page by page, and nobody takes a page for all there is', async () => {
    const names: string[] = [];
    for (let next: string | undefined = '/v1/analytics/sellers?format=csv&limit=1'; next !== undefined; ) {
      const { text, headers }: { text: string; headers: Record<string, string> } = await told.lead.request('get', next);
      const [, row = ''] = text.split('\r\n');
      names.push(row.split(',')[0] ?? '');
      next = /^<(.+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1];
    }
    const { data } = await report<{ seller: string }>(told.lead, 'sellers', '?limit=100');
    expect(data.length).toBeGreaterThan(1);
    expect(names).toEqual(data.map(({ seller }) => seller));
  });

  it.each([
    ['?from=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z', 422], ['?from=2020-01-01T00:00:00Z', 422], ['?from=yesterday', 422], ['?format=xml', 422],
    ['?colour=red', 422], ['?cursor=x', 422],
  ])('are refused for %s', async (query, status) => {
    expect((await told.lead.request('get', `/v1/analytics/outcomes${query}`)).status).toBe(status);
  });

  it('leave out a dispute whose log was damaged, which calls a person, and count all others', async () => {
    const [damaged, whole] = [await queuedCase(parley), await queuedCase(parley)];
    await counted();
    await parley.sql.query('ALTER TABLE dispute_event DISABLE TRIGGER USER');
    await parley.sql.query(`UPDATE dispute_event SET input = 'null', type = 'appealRuled' WHERE dispute_id = $1 AND type = 'sellerRejected'`, [damaged.scene.disputeId]);
    await parley.sql.query('ALTER TABLE dispute_event ENABLE TRIGGER USER');
    const before = await alerts('dispute_not_counted');
    await damaged.seller.acceptsClaim();
    await whole.seller.acceptsClaim();
    await eventually(async () => {
      const [row] = await parley.sql.query<{ closed: Date | null }>('SELECT closed_at AS closed FROM dispute_summary WHERE dispute_id = $1', [whole.scene.disputeId]);
      return row?.closed;
    });
    expect(await alerts('dispute_not_counted')).toBeGreaterThan(before);
    await parley.sql.query('ALTER TABLE dispute_event DISABLE TRIGGER USER');
    await parley.sql.query('DELETE FROM dispute_event WHERE dispute_id = $1', [damaged.scene.disputeId]);
    await parley.sql.query('ALTER TABLE dispute_event ENABLE TRIGGER USER');
    await parley.sql.query('DELETE FROM dispute_summary WHERE dispute_id = $1', [damaged.scene.disputeId]);
  });

  it('are the same when they are made again from the log', async () => {
    const table = () => parley.sql.query<object>('SELECT * FROM dispute_summary ORDER BY dispute_id');
    const before = await table();
    await parley.sql.query(`UPDATE desk_ledger SET xid = '0', event_id = ''`);
    await parley.sql.query('DELETE FROM dispute_summary');
    await counted();
    await eventually(async () => (await table()).length === before.length);
    expect(await table()).toEqual(before);
  });
});
