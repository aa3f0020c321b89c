import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { StreamHub } from '../../src/notifications/feed/stream.hub.js';
import { bootApp, type TestApp } from '../support/app.js';
import { rulingFor } from '../support/cases.js';
import { declaresRelation, queuedCase, staffMember } from '../support/desk.js';
import { EventStreamReader } from '../support/event-stream.js';
import { eventually } from '../support/eventually.js';
import type { People } from '../support/people.js';
import type { Person } from '../support/person.js';
import type { Arbitrator } from '../support/staff.js';

interface SeenEvent {
  type: string;
  disputeId: string;
  data: { audience?: string };
  cursor: string;
}
interface SeenPage {
  data: SeenEvent[];
  hasMore: boolean;
  nextCursor: string;
}

const DEAR = { lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }] };

let parley: TestApp;
/** Another process on the same database, as behind a balancer. */
let second: TestApp;
const opened: EventStreamReader[] = [];

beforeAll(async () => {
  parley = await bootApp();
  second = await bootApp({ roles: 'api', database: parley.database });
});
afterEach(() => opened.splice(0).forEach((stream) => stream.close()));
afterAll(async () => {
  await second.close();
  await parley.close();
});

/** Waits until the relay has placed everything that was written. */
const settled = () => eventually(async () => (await parley.sql.query<{ done: boolean }>('SELECT position = (SELECT count(*) FROM dispute_event) AS done FROM feed_head'))[0]?.done);

async function listens(who: Person, query = '', app = parley): Promise<EventStreamReader> {
  const stream = await EventStreamReader.placed(`${app.url}/v1/events/stream${query}`, who.token ?? '');
  opened.push(stream);
  return stream;
}

const told = ({ type, data }: { type: string; data: { audience?: unknown } }): string => (type === 'messageSent' ? `said to ${String(data.audience)}` : type);

/** What somebody reads of a dispute, in pages of two; `everywhere` in the feed of all disputes. */
async function reads(who: Person, disputeId: string, everywhere = false): Promise<string[]> {
  const found: SeenEvent[] = [];
  for (let after = ''; ; ) {
    const { data, hasMore, nextCursor } = await who.asks<SeenPage>('get', `/v1/events?limit=${everywhere ? 100 : 2}${everywhere ? '' : `&disputeId=${disputeId}`}${after}`);
    found.push(...data.filter((event) => event.disputeId === disputeId));
    if (!hasMore) return found.map(told);
    after = `&after=${nextCursor}`;
  }
}

/** Somebody of the platform of whom nothing is known. */
const newcomer = (of: People, roles?: string[]): Promise<Arbitrator> => staffMember(of, `aside-${randomUUID().slice(0, 8)}`, roles);

/** A colleague holds the case, speaks to everybody, rules on 900 euros and is refused. */
async function goesOn({ arbitrator, secondArbitrator, buyer, seller }: People): Promise<void> {
  await arbitrator.takes();
  await buyer.says('I know where the seller lives.', { audience: 'staff' });
  for (const audience of ['staff', 'buyer', 'seller', 'parties']) await arbitrator.says('Wait.', { audience });
  const { rulings } = await arbitrator.doesHavingSeen('rulings', rulingFor(90_000));
  await secondArbitrator.asks('post', `/v1/rulings/${rulings[0]!.id}/refuse`, { reason: 'The second photo is missing.' });
  await seller.says('Is anybody there?');
}

const OF_BOTH = ['caseTaken', 'said to parties', 'said to parties'];
const OF_STAFF = ['caseTaken', 'said to staff', 'said to staff', 'said to buyer', 'said to seller', 'said to parties', 'arbitratorRuled', 'rulingRefused', 'said to parties'];

/** The ways out of a case: by a relation to either side, of a lead too, and by stepping back from it. */
const WAYS: [string, string[], (who: Arbitrator, of: People) => Promise<unknown>, string[]][] = [
  ['a relation to the buyer', ['arbitrator'], (who, { buyer }) => declaresRelation(who, buyer.sub), []],
  ['a relation to the seller, of a lead', ['lead'], (who, { seller }) => declaresRelation(who, seller.sub), []],
  ['stepping back', ['arbitrator'], async (who) => {
    await who.takes();
    await who.does('recuse', { reason: 'I know the buyer from school.' });
  }, ['caseTaken', 'arbitratorRecused']],
];

describe('Who stepped aside', () => {
  it.each(WAYS)('by %s reads in the feed and hears in streams that were open before only what both sides do', async (_how, roles, stepsAside, before) => {
    const of = await queuedCase(parley, DEAR);
    const disputeId = of.scene.disputeId!;
    const own = await newcomer(of, roles);
    await settled();
    const query = `?disputeId=${disputeId}`;
    // One hears of everything and one of the dispute, in the process where they step aside and in another.
    const streams = [await listens(own), await listens(own, query, second), await listens(own, '', second)];
    const [ofLead, ofShop, ofSeller] = [await listens(of.lead, query, second), await listens(of.marketplace, query), await listens(of.seller, query)];
    await stepsAside(own, of);
    await goesOn(of);
    const heard = ({ events }: EventStreamReader): string[] => events.filter((event) => event.disputeId === disputeId).map(told);
    for (const [stream, expected] of [
      ...streams.map((stream) => [stream, OF_BOTH] as const), [ofLead, OF_STAFF] as const, [ofShop, OF_BOTH] as const,
      [ofSeller, ['caseTaken', 'said to seller', 'said to parties', 'said to parties']] as const,
    ]) {
      await eventually(() => heard(stream).length >= before.length + expected.length);
      expect(heard(stream)).toEqual([...before, ...expected]);
    }
    const begun = ['buyerOpened', 'sellerRejected', 'buyerEscalated', ...before];
    for (const everywhere of [false, true]) {
      expect(await reads(own, disputeId, everywhere)).toEqual([...begun, ...OF_BOTH]);
      expect(await reads(of.lead, disputeId, everywhere)).toEqual([...begun, ...OF_STAFF]);
    }
    // A stream that begins anew, from the oldest, says no more; nor where it asks for what is kept from them.
    const [first] = (await own.asks<SeenPage>('get', `/v1/events${query}&limit=1`)).data;
    const again = await listens(own, `${query}&after=${first!.cursor}`);
    expect(heard(again)).toEqual([...begun.slice(1), ...OF_BOTH]);
    expect((await own.asks<SeenPage>('get', `/v1/events${query}&types=arbitratorRuled,rulingRefused`)).data).toEqual([]);
    expect((await own.asks<SeenPage>('get', `/v1/events${query}`)).nextCursor).toBe((await of.lead.asks<SeenPage>('get', `/v1/events${query}`)).nextCursor);
  });

  it('hears all of other cases, and of this one again when the relation has ended', async () => {
    const [of, stepped, other] = [await queuedCase(parley), await queuedCase(parley), await queuedCase(parley)];
    const own = await newcomer(of);
    const itsOwn = await newcomer(stepped);
    const conflict = await declaresRelation(own, of.seller.sub);
    await itsOwn.takes();
    await itsOwn.does('recuse', { reason: 'I know the buyer from school.' });
    await settled();
    const [related, recused] = [await listens(own), await listens(itsOwn, '', second)];
    const heard = ({ events }: EventStreamReader, { scene }: People): string[] => events.filter(({ disputeId }) => disputeId === scene.disputeId).map(told);
    const talks = async ({ buyer }: People): Promise<void> => {
      await buyer.says('For you only.', { audience: 'staff' });
      await buyer.says('For all.');
    };
    for (const each of [of, stepped, other]) await talks(each);
    const [all, open] = [['said to staff', 'said to parties'], ['said to parties']];
    await eventually(() => heard(recused, other).length === 2 && heard(related, other).length > 0);
    // One seller has all of these cases.
    expect([of, stepped, other].map((each) => heard(related, each))).toEqual([open, open, open]);
    expect([of, stepped, other].map((each) => heard(recused, each))).toEqual([all, open, all]);
    expect((await own.request('delete', `/v1/me/conflicts/${conflict}`)).status).toBe(204);
    await talks(of);
    await eventually(() => heard(related, of).length === 3);
    expect(heard(related, of)).toEqual([...open, ...all]);
  });

  it('is not overlooked where they sat down while the news were being read', async () => {
    const of = await queuedCase(parley);
    const disputeId = of.scene.disputeId!;
    const [own, colleague] = [await newcomer(of), await newcomer(of)];
    await settled();
    const streams = [await listens(own, `?disputeId=${disputeId}`, second), await listens(colleague, `?disputeId=${disputeId}`, second)];
    await declaresRelation(own, of.buyer.sub);
    // As if nobody had been here when it was asked who stands aside.
    const hub = second.app.get<{ staffHere: () => Set<string> }>(StreamHub);
    hub.staffHere = () => new Set();
    await of.buyer.says('For you only.', { audience: 'staff' });
    await of.buyer.says('For all.');
    for (const [stream, expected] of [[streams[0]!, ['said to parties']], [streams[1]!, ['said to staff', 'said to parties']]] as const) {
      await eventually(() => stream.events.length >= expected.length);
      expect(stream.events.map(told)).toEqual(expected);
    }
    Reflect.deleteProperty(hub, 'staffHere');
  });
});

describe('A window of somebody who stepped aside', () => {
  const shows = ({ whispers }: EventStreamReader, side: string) => whispers.findLast(({ name, data }) => name === 'presence' && data['side'] === side)?.data['online'];
  const typingIn = ({ whispers }: EventStreamReader) => whispers.filter(({ name }) => name === 'typing').map(({ data }) => data['audience']);
  const types = (query: string, who: Person, audience: string) => who.request('post', `/v1/disputes/${query.split('=')[1]}/typing`, { audience });

  it('is not the platform’s: nobody sees it, none can type in it, and it shows typing to both sides only', async () => {
    const of = await queuedCase(parley);
    const query = `?disputeId=${of.scene.disputeId}`;
    const own = await newcomer(of);
    const ofBuyer = await listens(of.buyer, query);
    const windows = [await listens(own, query), await listens(own, query, second)];
    await eventually(() => shows(ofBuyer, 'platform') === true);
    expect((await types(query, own, 'parties')).status).toBe(204);
    await own.takes();
    await own.does('recuse', { reason: 'I know the buyer from school.' });
    for (const audience of ['parties', 'staff', 'buyer']) expect((await types(query, own, audience)).body).toMatchObject({ status: 409, code: 'conflict_of_interest' });
    await eventually(() => shows(ofBuyer, 'platform') === false);
    // A colleague is seen, and hears what is for staff.
    const ofColleague = await listens(of.secondArbitrator, query, second);
    await eventually(() => shows(ofBuyer, 'platform') === true);
    const before = windows.map((window) => typingIn(window).length);
    await types(query, of.seller, 'staff');
    await types(query, of.secondArbitrator, 'buyer');
    await types(query, of.seller, 'parties');
    await eventually(() => [ofColleague, ...windows].every((window) => typingIn(window).includes('parties')));
    await eventually(() => typingIn(ofColleague).length === 2);
    expect(windows.map((window, index) => typingIn(window).slice(before[index]))).toEqual([['parties'], ['parties']]);
    expect(typingIn(ofColleague).toSorted()).toEqual(['parties', 'staff']);
    ofColleague.close();
    await eventually(() => shows(ofBuyer, 'platform') === false);
    // Nor is it where it is opened now.
    await listens(own, query);
    const late = await listens(of.seller, query, second);
    await eventually(() => shows(late, 'platform') === false && shows(late, 'buyer') === true);
    expect([shows(late, 'platform'), shows(ofBuyer, 'platform')]).toEqual([false, false]);
  });

  it('is the platform’s again when the relation has ended', async () => {
    const of = await queuedCase(parley);
    const query = `?disputeId=${of.scene.disputeId}`;
    const own = await newcomer(of, ['lead']);
    const conflict = await declaresRelation(own, of.seller.sub);
    const ofBuyer = await listens(of.buyer, query, second);
    const window = await listens(own, query);
    await eventually(() => shows(window, 'buyer') === true);
    expect([shows(ofBuyer, 'platform'), (await types(query, own, 'staff')).status]).toEqual([false, 409]);
    await own.request('delete', `/v1/me/conflicts/${conflict}`);
    await eventually(() => shows(ofBuyer, 'platform') === true);
    await types(query, of.buyer, 'staff');
    await eventually(() => typingIn(window).includes('staff'));
    expect((await types(query, own, 'staff')).status).toBe(204);
  });
});
