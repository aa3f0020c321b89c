import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { openDispute } from '../support/opened.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';

interface Marker {
  upTo: number;
  unread: number;
}
interface Said {
  data: { id: string; seq: number; text: string; audience: string }[];
}

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

const pathOf = ({ scene }: People) => `/v1/disputes/${scene.disputeId}`;
const unreadIn = async (who: Person): Promise<number | undefined> => (await who.sees<{ unread?: number }>()).unread;
const badge = (who: Person) => who.asks<{ unread: number; disputes: number }>('get', '/v1/me/unread');
const reads = (told: People, who: Person, upTo: number) => who.asks<Marker>('put', `${pathOf(told)}/read`, { upTo });

async function unreadInList(told: People, who: Person): Promise<number | undefined> {
  const { data } = await who.asks<{ data: { id: string; unread?: number }[] }>('get', `/v1/disputes?orderId=${told.scene.orderId}`);
  return data.find(({ id }) => id === told.scene.disputeId)?.unread;
}

/** The numbers of the messages this person can see, oldest first. */
async function seqsSeenBy(who: Person): Promise<number[]> {
  return (await who.sees<Said>('messages?limit=100')).data.map(({ seq }) => seq).reverse();
}

describe('What is said in a dispute', () => {
  it('is unread for the other side until they say that they have read it; never for its author', async () => {
    const told = await openDispute(parley);
    const { buyer, seller } = told;
    const before = await badge(seller);
    await buyer.says('It came broken.');
    await buyer.says('Are you there?');
    expect([await unreadIn(seller), await unreadInList(told, seller)]).toEqual([2, 2]);
    expect([await unreadIn(buyer), await unreadInList(told, buyer)]).toEqual([0, 0]);
    expect(await badge(seller)).toEqual({ unread: before.unread + 2, disputes: before.disputes + 1 });
    const [first, second] = await seqsSeenBy(seller);
    expect(await reads(told, seller, first!)).toEqual({ upTo: first, unread: 1 });
    expect(await unreadIn(seller)).toBe(1);
    expect(await reads(told, seller, second!)).toEqual({ upTo: second, unread: 0 });
    expect([await unreadInList(told, seller), await badge(seller)]).toEqual([0, before]);
    // A look back is no unreading, and saying it again changes nothing.
    expect(await reads(told, seller, first!)).toEqual({ upTo: second, unread: 0 });
    expect(await reads(told, seller, second!)).toEqual({ upTo: second, unread: 0 });
  });

  it('cannot be read before it is said: a marker ends at what was said to its reader', async () => {
    const told = await openDispute(parley);
    const { buyer, seller } = told;
    expect(await reads(told, seller, 2 ** 31 - 1)).toEqual({ upTo: 0, unread: 0 });
    await buyer.says('Hello?');
    const [seq] = await seqsSeenBy(seller);
    expect(await reads(told, seller, 1_000_000)).toEqual({ upTo: seq, unread: 0 });
    await buyer.says('Still there?');
    expect(await unreadIn(seller)).toBe(1);
  });

  it('counts for those it was said to: notes of the house and words to one side are no news to the other', async () => {
    const told = await openDispute(parley);
    const { buyer, seller, arbitrator, secondArbitrator, lead, marketplace } = told;
    await seller.rejectsClaim();
    await buyer.escalates();
    await buyer.says('Only for you.', { audience: 'staff' });
    await arbitrator.takes();
    await buyer.says('For everybody.');
    await seller.says('For the platform.', { audience: 'staff' });
    await arbitrator.says('Between us.', { audience: 'staff' });
    await arbitrator.says('Only for the buyer.', { audience: 'buyer' });
    expect([await unreadIn(buyer), await unreadIn(seller)]).toEqual([1, 1]);
    // Who holds the case is told what was said since; who only looks in is told nothing until they have marked it.
    expect([await unreadIn(arbitrator), await unreadIn(lead), await unreadIn(secondArbitrator)]).toEqual([2, 0, 0]);
    const [first] = await seqsSeenBy(lead);
    expect((await reads(told, lead, first!)).unread).toBe(4);
    await seller.says('Anything else?', { audience: 'staff' });
    expect([await unreadIn(arbitrator), await unreadIn(lead), await unreadIn(buyer)]).toEqual([3, 5, 1]);
    expect(await unreadIn(marketplace)).toBeUndefined();
    expect((await marketplace.request('put', `${pathOf(told)}/read`, { upTo: 1 })).status).toBe(403);
  });

  it('is counted exactly, however many write and read at once', async () => {
    const told = await openDispute(parley);
    const { buyer, seller } = told;
    const talk = Array.from({ length: 30 }, (_, index) => buyer.says(`message ${index}`));
    const looks = Array.from({ length: 30 }, async (_, index) => reads(told, seller, index));
    await Promise.all([...talk, ...looks]);
    const seqs = await seqsSeenBy(seller);
    const [row] = await parley.sql.query<Marker>('SELECT up_to AS "upTo", unread FROM read_marker WHERE dispute_id = $1 AND reader_id = $2', [told.scene.disputeId, seller.sub]);
    expect(row!.unread).toBe(seqs.filter((seq) => seq > row!.upTo).length);
    expect(seqs).toHaveLength(30);
    expect(await reads(told, seller, seqs[9]!)).toMatchObject({ unread: Math.min(row!.unread, 20) });
  });

  it('is nobody else’s: strangers, drafts and bad bodies change nothing', async () => {
    const told = await openDispute(parley);
    const { buyer, seller, stranger, anonymous } = told;
    await buyer.says('Hello?');
    const path = `${pathOf(told)}/read`;
    const tries: [Person, string, object, number][] = [
      [stranger, path, { upTo: 1 }, 404], [anonymous, path, { upTo: 1 }, 401], [seller, '/v1/disputes/dp_00000000000000000000000000/read', { upTo: 1 }, 404],
      [seller, path, {}, 422], [seller, path, { upTo: -1 }, 422], [seller, path, { upTo: 1.5 }, 422], [seller, path, { upTo: '1' }, 422],
      [seller, path, { upTo: 2 ** 31 }, 422], [seller, path, { upTo: 1, readerId: 'buyer-ana' }, 422],
    ];
    for (const [who, at, body, status] of tries) {
      const refused = await who.request('put', at, body);
      expect([at, body, refused.status, refused.headers['content-type']]).toEqual([at, body, status, expect.stringContaining('application/problem+json')]);
    }
    expect(await unreadIn(seller)).toBe(1);
    const draft = await people(parley);
    await draft.buyer.drafts();
    expect((await draft.seller.request('put', `/v1/disputes/${draft.scene.disputeId}/read`, { upTo: 1 })).status).toBe(404);
  });
});
