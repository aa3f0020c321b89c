import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseFileOf } from '../support/case-file.js';
import { caseUnderReview } from '../support/cases.js';
import { eventually } from '../support/eventually.js';
import type { People } from '../support/people.js';
import type { Person } from '../support/person.js';
import type { SeenList } from '../support/seen.js';

type Name = 'buyer' | 'seller' | 'arbitrator' | 'secondArbitrator' | 'lead' | 'marketplace';

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

const EVERYBODY: readonly Name[] = ['buyer', 'seller', 'arbitrator', 'secondArbitrator', 'lead', 'marketplace'];
const STAFF: readonly Name[] = ['arbitrator', 'secondArbitrator', 'lead'];

/** How often somebody is told of something said, wherever they can look; nowhere for who has no business with it. */
async function toldOf(who: Person, { scene }: People, seq: number, words: string): Promise<Record<string, boolean>> {
  const path = `/v1/disputes/${scene.disputeId}`;
  const seen = async (part: string): Promise<string> => {
    const { status, text } = await who.request('get', part);
    expect([200, 403]).toContain(status);
    return status === 200 ? text : '';
  };
  const events = await who.asks<SeenList<{ seq: number }>>('get', `/v1/events?disputeId=${scene.disputeId}&types=messageSent&limit=100`);
  return {
    messages: (await seen(`${path}/messages`)).includes(words),
    timeline: (await seen(`${path}/timeline?limit=100`)).includes(`"seq":${seq},`),
    recent: (await seen(`${path}?include=timeline`)).includes(`"seq":${seq},`),
    feed: events.data.some((event) => event.seq === seq),
    file: who.name === 'marketplace' ? false : (await caseFileOf(parley.http, who, scene.disputeId!, 'en')).text.includes(words),
  };
}

const everywhere = { messages: true, timeline: true, recent: true, feed: true, file: true };
const nowhere = { messages: false, timeline: false, recent: false, feed: false, file: false };
/** That the parties spoke is no secret to the marketplace, what they said is not its business. */
const inTheFeed = { ...nowhere, feed: true };

const fedUpTo = (told: People, seq: number) => eventually(async () => {
  const { data } = await told.lead.asks<SeenList<{ seq: number }>>('get', `/v1/events?disputeId=${told.scene.disputeId}&limit=100`);
  return data.some((event) => event.seq === seq);
});

const lastSeq = async ({ lead }: People) => (await lead.sees<SeenList<{ seq: number }>>('messages')).data[0]!.seq;

describe('What is said', () => {
  let told: People;
  beforeAll(async () => {
    told = await caseUnderReview(parley);
  });

  it.each<[author: Name, audience: string, also: readonly Name[]]>([
    ['buyer', 'parties', ['seller', ...STAFF]], ['seller', 'parties', ['buyer', ...STAFF]], ['arbitrator', 'parties', ['buyer', 'seller', ...STAFF]],
    ['buyer', 'staff', STAFF], ['seller', 'staff', STAFF], ['arbitrator', 'staff', STAFF], ['lead', 'staff', STAFF],
    ['arbitrator', 'buyer', ['buyer', ...STAFF]], ['arbitrator', 'seller', ['seller', ...STAFF]], ['secondArbitrator', 'seller', ['seller', ...STAFF]],
  ])('by the %s to %s is told to these and to nobody else, in every place', async (author, audience, also) => {
    const words = `From ${author.toLowerCase()} for ${audience} alone`;
    const before = await told.buyer.sees();
    const versions = await Promise.all(EVERYBODY.map((name) => told[name].version()));
    await told[author].says(words, { audience });
    const seq = await lastSeq(told);
    await fedUpTo(told, seq);
    for (const name of EVERYBODY) {
      const isTold = name === author || also.includes(name);
      const expected = name === 'marketplace' && audience === 'parties' ? inTheFeed : isTold ? everywhere : nowhere;
      expect([name, await toldOf(told[name], told, seq, words)]).toEqual([name, expected]);
    }
    // Talk makes nothing stale, and a time that moved would tell who was left out that somebody spoke.
    expect(await Promise.all(EVERYBODY.map((name) => told[name].version()))).toEqual(versions);
    const isForBoth = audience === 'parties';
    for (const party of [told.buyer, told.seller]) expect((await party.sees()).updatedAt !== before.updatedAt).toBe(isForBoth);
  });

  it('names staff to staff, and to the parties only that it was staff', async () => {
    await told.arbitrator.says('Who is speaking?', { audience: 'parties' });
    const authorSeen = async (who: Person) => (await who.sees<SeenList<{ author: object }>>('messages')).data[0]!.author;
    for (const party of [told.buyer, told.seller]) expect(await authorSeen(party)).toEqual({ role: 'arbitrator' });
    expect(await authorSeen(told.lead)).toEqual({ role: 'arbitrator', id: told.arbitrator.sub });
  });
});

describe('To whom', () => {
  it('is said by staff every time: nothing becomes everybody’s because it was forgotten', async () => {
    const told = await caseUnderReview(parley);
    const { arbitrator, lead, buyer, seller, scene } = told;
    const photo = await seller.shows('parcel');
    const path = `/v1/disputes/${scene.disputeId}`;
    for (const who of [arbitrator, lead]) {
      for (const [where, body] of [[`${path}/messages`, { text: 'A liar.' }], [`/v1/evidence/${photo}/comments`, { text: 'A liar.' }], [`${path}/typing`, {}]] as const) {
        const refused = await who.request('post', where, body);
        expect([where, refused.status, refused.body]).toEqual([where, 422, expect.objectContaining({ code: 'invalid', errors: [expect.objectContaining({ pointer: '/audience', code: 'required' })] })]);
      }
    }
    for (const party of [buyer, seller]) expect((await party.sees<SeenList<object>>('messages')).data).toEqual([]);
    await buyer.says('To both of us, as always.');
    expect((await seller.sees<SeenList<{ audience: string }>>('messages')).data).toMatchObject([{ audience: 'parties' }]);
  });

  it('is for a party everybody or the platform, never one side alone, nor somebody unheard of', async () => {
    const { buyer, seller } = await caseUnderReview(parley);
    for (const party of [buyer, seller]) {
      for (const audience of ['buyer', 'seller']) await expect(party.says('Psst.', { audience })).rejects.toMatchObject({ status: 409, code: 'audience_not_allowed' });
      await expect(party.says('Psst.', { audience: 'marketplace' })).rejects.toMatchObject({ status: 422, code: 'invalid' });
      expect((await party.sees<SeenList<object>>('messages')).data).toEqual([]);
    }
  });
});

describe('What happens among staff', () => {
  it('moves nothing that a party can see, neither in the dispute nor in a list', async () => {
    const told = await caseUnderReview(parley);
    const { arbitrator, secondArbitrator, lead, buyer, seller, clock, scene } = told;
    const shown = async (who: Person) => {
      const { data } = await who.asks<SeenList<{ id: string }>>('get', '/v1/disputes?limit=100');
      // How long others waited is measured by the worker whenever it likes, and says when.
      const dispute = { ...(await who.sees()), platformWait: undefined };
      return JSON.stringify([dispute, await who.version(), data.find(({ id }) => id === scene.disputeId), await who.sees('timeline'), await who.sees('promises')]);
    };
    await clock.passes('PT1H');
    const before = [await shown(buyer), await shown(seller)];
    await lead.does('notes', { text: 'Ask the carrier.' });
    await arbitrator.asks('put', `/v1/disputes/${scene.disputeId}/ruling-draft`, { document: { outcome: 'seller' } });
    await arbitrator.says('What do you think?', { audience: 'staff' });
    await secondArbitrator.says('He is right.', { audience: 'staff' });
    await arbitrator.asks('get', `/v1/disputes/${scene.disputeId}/case-file.pdf`);
    expect([await shown(buyer), await shown(seller)]).toEqual(before);
    await arbitrator.says('How loud is it?', { audience: 'buyer' });
    expect(await shown(seller)).toBe(before[1]);
    expect(await shown(buyer)).not.toBe(before[0]);
  });
});
