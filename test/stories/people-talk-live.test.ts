import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { EventStreamReader } from '../support/event-stream.js';
import { eventually } from '../support/eventually.js';
import { openDispute } from '../support/opened.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';

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

/** A window on the story's dispute that has its place, in one process or the other. */
async function opensWindow(told: People, who: Person, app = parley): Promise<EventStreamReader> {
  const stream = await EventStreamReader.placed(`${app.url}/v1/events/stream?disputeId=${told.scene.disputeId}`, who.token ?? '');
  opened.push(stream);
  return stream;
}

/** What the window shows of a side now. */
const shows = ({ whispers }: EventStreamReader, side: string) => whispers.findLast(({ name, data }) => name === 'presence' && data['side'] === side)?.data['online'];
const typingIn = ({ whispers }: EventStreamReader) => whispers.filter(({ name }) => name === 'typing').map(({ data }) => data);
const types = (told: People, who: Person, body: object = {}) => who.request('post', `/v1/disputes/${told.scene.disputeId}/typing`, body);
/** What talk would leave behind, if it left anything. */
const traces = () => parley.sql.query(`SELECT (SELECT count(*) FROM message) AS messages, (SELECT count(*) FROM dispute_event) AS events, (SELECT count(*) FROM rate_limit) AS counted`);

describe('A window that is open on a dispute', () => {
  it('shows what the other side writes and says how soon, whichever process it is open at', async () => {
    const told = await openDispute(parley);
    const windows = [await opensWindow(told, told.seller), await opensWindow(told, told.seller, second)];
    await told.buyer.says('Are you there?');
    const said = performance.now();
    for (const window of windows) await eventually(() => window.events.some(({ type }) => type === 'messageSent'));
    console.log(`chat: a message was in two windows ${Math.round(performance.now() - said)} ms after its answer`);
    expect((await told.seller.sees<{ unread: number }>()).unread).toBe(1);
  });

  it('shows that the other side is typing, not that one does oneself, and keeps its place', async () => {
    const told = await openDispute(parley);
    const { buyer, seller } = told;
    await eventually(async () => (await parley.sql.query<{ done: boolean }>('SELECT position = (SELECT count(*) FROM dispute_event) AS done FROM feed_head'))[0]?.done);
    const [here, there, own] = [await opensWindow(told, seller), await opensWindow(told, seller, second), await opensWindow(told, buyer)];
    const places = [here.lastId, there.lastId];
    const before = await traces();
    await eventually(async () => {
      expect((await types(told, buyer)).status).toBe(204);
      return typingIn(here).length > 0 && typingIn(there).length > 0;
    });
    const { disputeId } = told.scene;
    expect(typingIn(here)[0]).toEqual({ disputeId, side: 'buyer', audience: 'parties', seconds: 6 });
    expect([...here.whispers, ...there.whispers].some(({ hadId }) => hadId)).toBe(false);
    expect([here.events, there.events, typingIn(own)]).toEqual([[], [], []]);
    expect([here.lastId, there.lastId]).toEqual(places);
    expect(await traces()).toEqual(before);
  });

  it('shows who of the others is there, in which process they may be, and that they went', async () => {
    const told = await openDispute(parley);
    const { buyer, seller } = told;
    const ofBuyer = await opensWindow(told, buyer);
    await eventually(() => shows(ofBuyer, 'seller') === false && shows(ofBuyer, 'platform') === false);
    const ofSeller = await opensWindow(told, seller, second);
    const another = await opensWindow(told, seller);
    await eventually(() => shows(ofBuyer, 'seller') === true && shows(ofSeller, 'buyer') === true);
    ofSeller.close();
    another.close();
    await eventually(() => shows(ofBuyer, 'seller') === false);
    // Presence is of this dispute: a window on everything, or on another dispute, is none here.
    const elsewhere = await openDispute(parley);
    await opensWindow(elsewhere, elsewhere.seller);
    expect(shows(ofBuyer, 'seller')).toBe(false);
  });

  it('tells of staff only as the platform, once the platform has to do with it; notes of the house are typed unseen', async () => {
    const told = await openDispute(parley);
    const { buyer, seller, arbitrator, lead } = told;
    const [ofBuyer, ofSeller] = [await opensWindow(told, buyer), await opensWindow(told, seller, second)];
    const looking = await opensWindow(told, lead);
    await eventually(() => shows(looking, 'buyer') === true && shows(looking, 'seller') === true);
    expect([shows(ofBuyer, 'platform'), shows(ofSeller, 'platform')]).toEqual([false, false]);
    looking.close();
    await seller.rejectsClaim();
    await buyer.escalates();
    await arbitrator.takes();
    const atDesk = await opensWindow(told, arbitrator);
    await eventually(() => shows(ofBuyer, 'platform') === true && shows(ofSeller, 'platform') === true);
    await types(told, arbitrator, { audience: 'staff' });
    await types(told, arbitrator, { audience: 'buyer' });
    await types(told, seller, { audience: 'staff' });
    await types(told, arbitrator, { audience: 'parties' });
    await eventually(() => typingIn(ofBuyer).length === 2 && typingIn(ofSeller).length === 1 && typingIn(atDesk).length === 1);
    expect(typingIn(ofBuyer).map(({ side, audience }) => [side, audience])).toEqual([['platform', 'buyer'], ['platform', 'parties']]);
    expect(typingIn(ofSeller).map(({ side, audience }) => [side, audience])).toEqual([['platform', 'parties']]);
    expect(typingIn(atDesk).map(({ side, audience }) => [side, audience])).toEqual([['seller', 'staff']]);
    const everything = JSON.stringify([...ofBuyer.whispers, ...ofSeller.whispers]);
    for (const name of [arbitrator.sub, lead.sub, buyer.sub, seller.sub]) expect(everything).not.toContain(name);
  });

  it('goes on where the connection that listens was lost', async () => {
    const told = await openDispute(parley);
    const window = await opensWindow(told, told.seller);
    const cut = await eventually(async () => {
      const [row] = await parley.sql.query<{ cut: number }>(
        `SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))::integer AS cut FROM pg_stat_activity WHERE application_name = 'parley whispers' AND datname = current_database()`);
      return row!.cut > 0 && row!.cut;
    });
    expect(cut).toBeGreaterThanOrEqual(1);
    await eventually(async () => {
      await types(told, told.buyer);
      return typingIn(window).length > 0;
    }, 20_000);
    const late = await opensWindow(told, told.buyer, second);
    await eventually(() => shows(late, 'seller') === true && shows(window, 'buyer') === true, 20_000);
  });

  it('tells strangers, the marketplace and those who look at a draft nothing', async () => {
    const told = await openDispute(parley);
    const { buyer, seller, stranger, marketplace } = told;
    const [ofStranger, ofShop, ofBuyer] = [await opensWindow(told, stranger), await opensWindow(told, marketplace), await opensWindow(told, buyer)];
    expect((await types(told, seller)).status).toBe(204);
    await eventually(async () => {
      await types(told, seller);
      return typingIn(ofBuyer).length > 0;
    });
    expect([ofStranger.whispers, ofShop.whispers]).toEqual([[], []]);
    expect([shows(ofBuyer, 'seller'), shows(ofBuyer, 'platform')]).toEqual([false, false]);
  });
});

describe('Typing', () => {
  it('is refused to those who cannot say anything there', async () => {
    const told = await openDispute(parley);
    const { buyer, stranger, marketplace, anonymous } = told;
    const tries: [Person, object, number, string][] = [
      [stranger, {}, 404, 'not_found'], [anonymous, {}, 401, 'unauthenticated'], [marketplace, {}, 403, 'forbidden'],
      [buyer, { audience: 'seller' }, 409, 'audience_not_allowed'], [buyer, { audience: 'everybody' }, 422, 'invalid'], [buyer, { text: 'x' }, 422, 'invalid'],
    ];
    for (const [who, body, status, code] of tries) {
      const refused = await types(told, who, body);
      expect([who.name, body, refused.status, (refused.body as { code: string }).code]).toEqual([who.name, body, status, code]);
    }
    expect((await buyer.request('post', `/v1/disputes/${told.scene.disputeId}/typing`)).status).toBe(204);
    await buyer.withdraws();
    expect((await types(told, buyer)).body).toMatchObject({ status: 409, code: 'action_not_allowed' });
    const draft = await people(parley);
    await draft.buyer.drafts();
    expect([(await types(draft, draft.buyer)).status, (await types(draft, draft.seller)).status]).toEqual([409, 404]);
  });

  it('cannot be a flood', async () => {
    const strict = await bootApp({ roles: 'api', database: parley.database, env: { RATE_TYPING_PER_MINUTE: '5' } });
    const told = await people(strict);
    told.scene.disputeId = (await openDispute(parley)).scene.disputeId!;
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) statuses.push((await types(told, told.buyer)).status);
    expect(statuses).toEqual([204, 204, 204, 204, 204, 429, 429, 429]);
    expect((await types(told, told.buyer)).headers['retry-after']).toMatch(/^\d+$/);
    expect((await types(told, told.seller)).status).toBe(204);
    await strict.close();
  });
});
