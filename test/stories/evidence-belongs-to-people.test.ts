import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { people, type People } from '../support/people.js';
import { completes, declaration, declares, judged, lists, photoBytes, put, seesPiece, shows } from '../support/pieces.js';

let parley: TestApp;
let story: People;

beforeAll(async () => {
  parley = await bootApp();
});
beforeEach(async () => {
  story = await people(parley);
  await story.buyer.drafts();
});
afterAll(() => parley.close());

const store = () => parley.app.get(ObjectStore);

describe('Evidence belongs to people', () => {
  it('a draft is the buyer’s alone; afterwards both sides and staff see what is available', async () => {
    const id = await story.buyer.shows();
    for (const who of [story.seller, story.stranger, story.arbitrator]) {
      await expect(seesPiece(who, id)).rejects.toMatchObject({ status: 404 });
      await expect(lists(who)).rejects.toMatchObject({ status: 404 });
      await expect(who.does('evidence', declaration(await photoBytes()))).rejects.toMatchObject({ status: 404 });
    }
    await story.buyer.shows();
    await story.buyer.opens();
    const { id: pending } = await declares(story.seller, await photoBytes());
    expect((await lists(story.buyer)).data).toEqual([expect.objectContaining({ id, sealed: true }), expect.objectContaining({ by: 'buyer' })]);
    expect((await lists(story.arbitrator)).data).toHaveLength(2);
    expect((await lists(story.seller)).data.map((piece) => piece.status)).toEqual(['available', 'available', 'declared']);
    await expect(seesPiece(story.buyer, pending)).rejects.toMatchObject({ status: 404 });
    await expect(seesPiece(story.stranger, id)).rejects.toMatchObject({ status: 404 });
    await expect(lists(story.marketplace)).rejects.toMatchObject({ status: 403 });
  });

  it('only its owner completes and deletes it', async () => {
    const { id } = await shows(story.buyer, await photoBytes());
    await story.buyer.shows();
    await story.buyer.opens();
    for (const who of [story.seller, story.stranger, story.arbitrator]) {
      await expect(completes(who, id)).rejects.toMatchObject({ status: 404 });
      await expect(who.asks('delete', `/v1/evidence/${id}`)).rejects.toMatchObject({ status: 404 });
    }
    await expect(story.arbitrator.does('evidence', declaration(await photoBytes()))).rejects.toMatchObject({ status: 403 });
    await expect(story.anonymous.asks('get', `/v1/evidence/${id}`)).rejects.toMatchObject({ status: 401 });
  });

  it('comes in pages', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await declares(story.buyer, await photoBytes())).id);
    const first = await lists(story.buyer, '?limit=3');
    expect(first).toMatchObject({ hasMore: true, data: ids.slice(0, 3).map((id) => ({ id })) });
    expect(await lists(story.buyer, `?limit=3&cursor=${first.nextCursor}`)).toMatchObject({ hasMore: false, nextCursor: null, data: ids.slice(3).map((id) => ({ id })) });
  });
});

describe('Evidence can be taken back', () => {
  it('while the dispute is a draft, and its objects go with it', async () => {
    const { id } = await shows(story.buyer, await photoBytes());
    await story.buyer.asks('delete', `/v1/evidence/${id}`);
    await expect(seesPiece(story.buyer, id)).rejects.toMatchObject({ status: 404 });
    await expect(story.buyer.asks('delete', `/v1/evidence/${id}`)).rejects.toMatchObject({ status: 404 });
    expect((await story.buyer.sees()).evidence).toEqual([]);
    await eventually(async () => (await store().look(`${id}/1/original`)) === null && (await store().look(`${id}/1/preview.webp`)) === null);
  });

  it('not once it is sealed', async () => {
    const id = await story.buyer.shows();
    await story.buyer.shows();
    await story.buyer.opens();
    await expect(story.buyer.asks('delete', `/v1/evidence/${id}`)).rejects.toMatchObject({ status: 409, code: 'evidence_sealed' });
    const later = await story.seller.shows();
    expect(await seesPiece(story.seller, later)).toMatchObject({ status: 'available', sealed: true });
    await expect(story.seller.asks('delete', `/v1/evidence/${later}`)).rejects.toMatchObject({ code: 'evidence_sealed' });
  });

  it('by discarding the draft: nothing of it stays', async () => {
    const { id } = await shows(story.buyer, await photoBytes());
    const { id: announced } = await declares(story.buyer, await photoBytes());
    await story.buyer.asks('delete', `/v1/disputes/${story.scene.disputeId}`);
    await expect(seesPiece(story.buyer, id)).rejects.toMatchObject({ status: 404 });
    const left = () => parley.sql.query('SELECT id FROM evidence WHERE id = ANY ($1)', [[id, announced]]);
    await eventually(async () => (await left()).length === 0 && (await store().look(`${id}/1/original`)) === null);
  });
});

describe('There are limits', () => {
  it.each([
    ['a type nobody asked for', { mediaType: 'image/svg+xml' }, '/mediaType', 'type_not_allowed'],
    ['a photo of 20 MiB and a byte', { size: 20_971_521 }, '/size', 'too_large'],
    ['an empty file', { size: 0 }, '/size', 'min'],
    ['a path', { fileName: '../lamp.jpg' }, '/fileName', 'matches'],
    ['a hash in another spelling', { sha256: 'A'.repeat(64) }, '/sha256', 'matches'],
  ])('%s is refused', async (_what, otherwise, pointer, code) => {
    const refused = await story.buyer.request('post', `/v1/disputes/${story.scene.disputeId}/evidence`, declaration(await photoBytes(), otherwise));
    expect([refused.status, refused.body]).toMatchObject([422, { code: 'invalid', errors: [{ pointer, code }] }]);
  });

  it('each side has twenty places, also when thirty pieces are declared at once', async () => {
    const bytes = await photoBytes();
    const answers = await Promise.all(Array.from({ length: 30 }, () =>
      story.buyer.request('post', `/v1/disputes/${story.scene.disputeId}/evidence`, declaration(bytes))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(Array(10).fill('evidence_limit_reached'));
    await story.buyer.asks('delete', `/v1/evidence/${answers.find(({ status }) => status === 201)?.body.id}`);
    expect((await declares(story.buyer, bytes)).status).toBe('declared');
  });

  it('of time: nothing is declared when the dispute has ended, but what was declared before is judged', async () => {
    await story.buyer.shows();
    await story.buyer.shows();
    await story.buyer.opens();
    const bytes = await photoBytes();
    const { id, upload } = await declares(story.seller, bytes);
    await put(upload, bytes);
    await story.buyer.withdraws();
    await expect(declares(story.seller, bytes)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    await completes(story.seller, id);
    expect(await judged(story.seller, id)).toMatchObject({ status: 'rejected', rejection: { code: 'too_late' } });
  });
});
