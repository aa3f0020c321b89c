import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseUnderReview, escalatedCase, rulingFor } from '../support/cases.js';
import { countedAll } from '../support/desk.js';
import { people, type People } from '../support/people.js';

const DAY = 86_400;
const APPEAL = { ground: 'disproportionate', text: 'Half the price is too much for a hum.' };
const REPORTS = ['resolution-times', 'promises', 'outcomes', 'sellers', 'arbitrators'] as const;

type Row = Record<string, unknown>;

let parley: TestApp;
let told: People;

async function opened(paid = 12_000, reason = 'other'): Promise<People> {
  const all = await people(parley);
  await all.marketplace.pushesOrder({ lines: [{ id: 'lamp', title: 'Brass lamp', quantity: 1, paid }] });
  await all.buyer.drafts({ reason, statement: 'The lamp hums so loudly that nobody can read beside it.' });
  if (reason !== 'other') await all.buyer.shows('lamp-broken', { requirement: 'defect' });
  await all.buyer.opens();
  return all;
}

async function appealed(): Promise<People> {
  const all = await caseUnderReview(parley);
  await all.arbitrator.doesHavingSeen('rulings', rulingFor(6_000));
  await all.seller.does('appeals', APPEAL);
  await all.secondArbitrator.takes();
  return all;
}

const onAppeal = async ({ secondArbitrator, buyer }: People, outcome: string, amount: number) => {
  await secondArbitrator.doesHavingSeen('rulings', rulingFor(amount, { onAppeal: outcome }));
  await buyer.waitsUntil('closed.ruled');
};

/** Withdrawn after a day, taken up again two days later and withdrawn for good after one more: two days in all. */
async function comesTwice(): Promise<void> {
  const { buyer, clock } = await opened(12_000, 'defective');
  for (const next of ['reopens', 'ends'] as const) {
    await clock.passes('P1D');
    await buyer.withdraws();
    if (next === 'ends') return;
    await clock.passes('P2D');
    await buyer.reopens();
  }
}

async function sellerIsSilent(): Promise<void> {
  const { buyer, clock } = await opened(4_000);
  await clock.passes('P5D');
  await buyer.waitsUntil('closed.settled');
}

/** The one case that nobody takes up: both of the platform's promises are broken. */
async function nobodyComes(): Promise<void> {
  const { buyer, clock } = await escalatedCase(parley);
  await clock.passes('P20D');
  await buyer.withdraws();
}

async function sentBack(): Promise<void> {
  const all = await appealed();
  await all.secondArbitrator.doesHavingSeen('remand', { text: 'Nobody asked how loud it is.' });
  await all.lead.does('take');
  await all.lead.doesHavingSeen('rulings', rulingFor(3_000));
  await all.buyer.waivesAppeal();
  await all.buyer.waitsUntil('closed.ruled');
}

async function ruledByTwo(): Promise<void> {
  const { arbitrator, secondArbitrator, buyer, seller } = await caseUnderReview(parley, 60_000);
  const { rulings } = await arbitrator.doesHavingSeen('rulings', rulingFor(55_000));
  await secondArbitrator.asks('post', `/v1/rulings/${rulings[0]!.id}/refuse`, { reason: 'The second photo is missing.' });
  const again = await arbitrator.doesHavingSeen('rulings', rulingFor(55_000));
  await secondArbitrator.asks('post', `/v1/rulings/${again.rulings.at(-1)!.id}/approve`, undefined, { 'if-match': await secondArbitrator.version() });
  await buyer.waivesAppeal();
  await seller.waivesAppeal();
  await buyer.waitsUntil('closed.ruled');
}

/** Nine disputes of one seller, each with a way of its own; of ten orders. */
beforeAll(async () => {
  parley = await bootApp();
  await comesTwice();
  await sellerIsSilent();
  await nobodyComes();
  const accepted = await opened();
  await accepted.seller.acceptsClaim();
  await accepted.buyer.waitsUntil('closed.settled');
  await onAppeal(await appealed(), 'modify', 3_000);
  await onAppeal(await appealed(), 'uphold', 6_000);
  await sentBack();
  await ruledByTwo();
  told = await caseUnderReview(parley);
  await told.arbitrator.does('inadmissible', { reasonCode: 'duplicate', text: 'Twice.' });
  await (await people(parley)).marketplace.pushesOrder();
  await countedAll(parley);
});
afterAll(() => parley.close());

const report = async (name: string, query = '') => (await told.lead.asks<{ data: Row[] }>('get', `/v1/analytics/${name}${query}`)).data;
const share = (of: number, value: number) => expect.objectContaining({ of, value: Math.round(value * 10_000) / 10_000 });
const about = (rows: Row[], reason?: string) => rows.filter((row) => row['reason'] === reason);

describe('The work of the desk', () => {
  it('is told of everybody who judges, also of who only judges appeals or looks twice', async () => {
    const { arbitrator, secondArbitrator, lead } = told;
    const rows = await report('arbitrators');
    expect(rows.map((row) => row['arbitrator'])).toEqual([arbitrator.sub, secondArbitrator.sub, lead.sub].sort());
    const of = (sub: string) => rows.find((row) => row['arbitrator'] === sub);
    expect(of(arbitrator.sub)).toEqual({
      arbitrator: arbitrator.sub, ruled: 5, appealed: share(5, 3 / 5), overturned: share(3, 2 / 3), ruledAgain: 0, appealsDecided: 0, rulingsReviewed: 0, held: 0,
    });
    const none = { of: 0, value: null, low: 0, high: 1 };
    // One dispute is counted once, though its ruling was refused before it was approved.
    expect(of(secondArbitrator.sub)).toEqual({
      arbitrator: secondArbitrator.sub, ruled: 0, appealed: none, overturned: none, ruledAgain: 0, appealsDecided: 3, rulingsReviewed: 1, held: 0,
    });
    expect(of(lead.sub)).toEqual({ arbitrator: lead.sub, ruled: 0, appealed: none, overturned: none, ruledAgain: 1, appealsDecided: 0, rulingsReviewed: 0, held: 0 });
  });

  it('is counted in the time in which it was done', async () => {
    const now = Date.parse(await told.clock.tells());
    const at = (days: number) => encodeURIComponent(new Date(now + days * DAY * 1000).toISOString());
    expect(await report('arbitrators', `?from=${at(-60)}&until=${at(-1)}`)).toEqual([]);
    expect(await report('arbitrators', `?from=${at(-1)}&until=${at(1)}`)).toEqual(await report('arbitrators'));
  });
});

describe('The numbers', () => {
  it('say how disputes ended, by reason: escalations, appeals, the seller’s fault', async () => {
    const rows = await report('outcomes');
    expect(rows.map((row) => row['reason'])).toEqual([undefined, 'defective', 'other']);
    expect(about(rows)).toEqual([{
      disputes: 9, settled: 2, ruled: 4, withdrawn: 2, expired: 0, inadmissible: 1, superseded: 0,
      escalated: share(9, 6 / 9), appealed: share(5, 3 / 5), sellerAtFault: share(9, 6 / 9),
    }]);
    expect(about(rows, 'defective')).toMatchObject([{ disputes: 1, withdrawn: 1, escalated: { of: 1, value: 0, low: 0, high: 0.7935 } }]);
    expect(about(rows, 'other')).toMatchObject([{ disputes: 8, escalated: { of: 8, value: 0.75 } }]);
    expect(await report('outcomes', '?reason=defective')).toMatchObject([{ disputes: 1 }, { reason: 'defective', disputes: 1 }]);
  });

  it('say how long it took by stage and reason; a dispute that was taken up again counts once, without the time it was closed', async () => {
    const rows = await report('resolution-times');
    const of = (stage: string, reason?: string) => about(rows, reason).find((row) => row['stage'] === stage);
    const twice = of('total', 'defective')! as { p50Seconds: number; p90Seconds: number; p95Seconds: number };
    expect(twice).toMatchObject({ disputes: 1, p90Seconds: twice.p50Seconds, p95Seconds: twice.p50Seconds });
    expect([twice.p50Seconds >= 2 * DAY, twice.p50Seconds < 2 * DAY + 600]).toEqual([true, true]);
    const other = of('total', 'other')! as { p50Seconds: number; p90Seconds: number; p95Seconds: number };
    expect(other).toMatchObject({ disputes: 8 });
    // Eight: six at once, one after five days, one after twenty.
    expect([other.p50Seconds < 600, other.p90Seconds >= 20 * DAY, other.p95Seconds === other.p90Seconds]).toEqual([true, true, true]);
    expect(['total', 'negotiation', 'escalated', 'appealed', 'execution'].map((stage) => of(stage)?.['disputes'])).toEqual([9, 9, 6, 3, 6]);
  });

  it('say how often the word was kept', async () => {
    const rows = about(await report('promises'));
    expect(rows).toEqual(['decision', 'pickup'].map((kind) => ({ kind, kept: share(6, 5 / 6) })));
  });

  it('say of a seller how often orders are disputed, and how often it was their fault', async () => {
    expect(await report('sellers')).toEqual([{
      seller: told.seller.sub, orders: 10, disputes: 9, closed: 9, disputed: share(10, 9 / 10), atFault: share(9, 6 / 9), escalated: share(9, 6 / 9),
    }]);
  });

  it.each(REPORTS)('of %s show no share without how sure it is', async (name) => {
    const rows = await report(name);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      for (const [field, found] of Object.entries(row)) {
        if (typeof found === 'number') expect([field, Number.isInteger(found)]).toEqual([field, true]);
        if (typeof found !== 'object' || found === null) continue;
        const { of, value, low, high } = found as { of: number; value: number | null; low: number; high: number };
        expect([of >= 0, low >= 0, high <= 1, low <= (value ?? 0.5), high >= (value ?? 0.5)]).toEqual([true, true, true, true, true]);
        // Of a handful of cases nobody knows much, and it shows.
        expect([field, of, high - low > 0.2]).toEqual([field, of, true]);
      }
    }
  });

  it.each(REPORTS)('of %s are the same as a table', async (name) => {
    const rows = await report(name);
    const { text, headers } = await told.lead.request('get', `/v1/analytics/${name}?format=csv`);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head = '', ...lines] = text.trimEnd().split('\r\n');
    const columns = head.split(',');
    const flat = (row: Row, before = ''): Record<string, string> => Object.fromEntries(Object.entries(row).flatMap(([field, found]) => {
      if (typeof found === 'object' && found !== null) return Object.entries(flat(found as Row, `${before}${field}.`));
      return [[`${before}${field}`, typeof found === 'number' || typeof found === 'string' ? String(found) : '']];
    }));
    const cells = rows.map((row) => flat(row));
    expect(lines).toEqual(cells.map((row) => columns.map((column) => row[column] ?? '').join(',')));
    expect(cells.flatMap((row) => Object.keys(row)).filter((field) => !columns.includes(field))).toEqual([]);
  });

  it('are for the lead and, but for those about people, the marketplace', async () => {
    for (const name of REPORTS) {
      for (const who of [told.arbitrator, told.buyer, told.seller]) expect([name, (await who.request('get', `/v1/analytics/${name}`)).status]).toEqual([name, 403]);
      expect([name, (await told.marketplace.request('get', `/v1/analytics/${name}`)).status]).toEqual([name, name === 'arbitrators' ? 403 : 200]);
    }
  });
});

describe('What is under way', () => {
  it('is told with what somebody holds at this moment, and stands in no figure about what ended', async () => {
    const outcomes = await report('outcomes');
    const held = await escalatedCase(parley);
    await held.secondArbitrator.takes();
    const counted = async () => (await report('arbitrators')).find((row) => row['arbitrator'] === told.secondArbitrator.sub);
    expect(await counted()).toMatchObject({ held: 1, appealsDecided: 3 });
    await held.marketplace.reportsChargeback('opened', 'cb-counted');
    expect(await counted()).toMatchObject({ held: 1 });
    await countedAll(parley);
    expect(await report('sellers')).toMatchObject([{ orders: 11, disputes: 10, closed: 9, atFault: share(9, 6 / 9), escalated: share(10, 7 / 10), disputed: share(11, 10 / 11) }]);
    expect(await report('outcomes')).toEqual(outcomes);
  });
});
