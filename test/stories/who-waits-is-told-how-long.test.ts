import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openDispute } from '../support/opened.js';
import type { People } from '../support/people.js';
import type { Person } from '../support/person.js';

interface Wait {
  waitsFor: string;
  place: number | null;
  of: number | null;
  median: string | null;
  p90: string | null;
  computedFrom: { cases: number; days: number };
  asOf: string;
  text: string;
}

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

async function escalated(): Promise<People> {
  const told = await openDispute(parley);
  await told.seller.rejectsClaim();
  await told.buyer.escalates();
  return told;
}

const waitIn = async (id: string | undefined, who: Person, lang = 'en'): Promise<Wait | undefined> =>
  (await who.asks<{ platformWait?: Wait }>('get', `/v1/disputes/${id}`, undefined, { 'accept-language': lang })).platformWait;

/** Visits to the desk that are over, as the ledger keeps them: half were taken up within 5 hours, nine in ten within two days. */
async function pastVisits(of: string, count: number): Promise<void> {
  await parley.sql.query(
    `INSERT INTO case_promise (dispute_id, kind, since, seq, due_at, met_at)
     SELECT $1, k.kind, b.since, 1, NULL, b.since + CASE k.kind WHEN 'pickup' THEN b.hours ELSE b.hours + 24 END * interval '1 hour'
     FROM (SELECT parley_now() - interval '6 days' - g * interval '1 second' AS since, CASE WHEN g * 10 <= $2::integer * 6 THEN 4.7 ELSE 46.5 END AS hours
       FROM generate_series(1, $2::integer) g) b, (VALUES ('pickup'), ('decision')) k(kind)`, [of, count]);
}

describe('Who waits for the platform', () => {
  it('is told that nobody can say, while too few have waited lately, but their place', async () => {
    const first = await escalated();
    const second = await escalated();
    const wait = await eventually(async () => {
      const seen = await waitIn(second.scene.disputeId, second.buyer);
      if (seen?.of !== 2) throw new Error(`the queue has ${seen?.of}`);
      return seen;
    });
    expect(wait).toMatchObject({ waitsFor: 'pickup', place: 2, of: 2, median: null, p90: null, computedFrom: { days: 30 } });
    expect(wait.computedFrom.cases).toBeLessThan(20);
    expect(wait.text).toBe('Your case is number 2 of 2 in the queue. There have been too few cases lately to say how long it will take.');
    expect((await waitIn(second.scene.disputeId, second.seller, 'es'))?.text).toBe('Su caso es el número 2 de 2 en la cola. Últimamente ha habido muy pocos casos como para decir cuánto tardará.');
    expect((await waitIn(first.scene.disputeId, first.buyer))?.place).toBe(1);
    // Staff have their own numbers, and the marketplace waits for nobody.
    expect([await waitIn(second.scene.disputeId, second.arbitrator), await waitIn(second.scene.disputeId, second.marketplace)]).toEqual([undefined, undefined]);
    await first.buyer.withdraws();
    await second.buyer.withdraws();
  });

  it('is told how long others waited, in both languages, measured by the worker', async () => {
    const told = await escalated();
    const { buyer, seller, arbitrator, clock } = told;
    await pastVisits(told.scene.disputeId!, 40);
    await clock.passes('PT10M');
    const wait = await eventually(async () => {
      const seen = await waitIn(told.scene.disputeId, buyer);
      if (seen === undefined || seen.median === null) throw new Error('nothing was measured');
      return seen;
    });
    // The clock has moved: cases withdrawn without being taken up were never waited for to the end, and do not count.
    expect(wait).toMatchObject({ waitsFor: 'pickup', place: 1, median: 'PT5H', p90: 'P1DT23H', computedFrom: { cases: 40, days: 30 } });
    expect(wait.text).toBe('Your case is number 1 of 1 in the queue. Half of all cases are taken up within 5 hours, nine in ten within 47 hours.');
    expect((await waitIn(told.scene.disputeId, seller, 'es'))?.text).toBe(
      'Su caso es el número 1 de 1 en la cola. La mitad de los casos se asumen en 5 horas o menos; nueve de cada diez, en 47 horas o menos.',
    );
    await arbitrator.takes();
    expect(await waitIn(told.scene.disputeId, buyer)).toMatchObject({ waitsFor: 'decision', place: null, of: null, median: 'P1DT5H', p90: 'P3D' });
    await arbitrator.rules();
    expect(await waitIn(told.scene.disputeId, buyer)).toBeUndefined();
  });

  it('is told nothing while the platform waits for them', async () => {
    const told = await escalated();
    await told.arbitrator.takes();
    await told.arbitrator.does('information-requests', { addressees: ['buyer'], questions: [{ text: 'When did it break?' }] });
    expect([await waitIn(told.scene.disputeId, told.buyer), await waitIn(told.scene.disputeId, told.seller)]).toEqual([undefined, undefined]);
  });
});
