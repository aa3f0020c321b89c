import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { stagedKey } from '../../src/evidence/store/object-keys.js';
import { OpenUploadsWorker } from '../../src/evidence/uploads/open-uploads.worker.js';
import { PartStore, type OpenUpload } from '../../src/evidence/uploads/part-store.js';
import { bootApp, type TestApp } from '../support/app.js';
import { arrived, cut, declaresVideo, sends, signs } from '../support/parts.js';
import { people, type People } from '../support/people.js';
import { completes, declaration, declares, judged, photoBytes, put, seesPiece, type Bytes } from '../support/pieces.js';
import type { Person, Upload } from '../support/person.js';
import { video } from '../../tools/client.mjs';

const MIB = 1024 * 1024;
let parley: TestApp;
let story: People;
let film: Bytes;

beforeAll(async () => {
  parley = await bootApp();
  film = await video(18 * MIB + 5);
});
beforeEach(async () => {
  story = await people(parley);
  await story.buyer.drafts();
});
afterAll(() => parley.close());

const store = () => parley.app.get(PartStore);
const sweep = (olderThanMs?: number) => parley.app.get(OpenUploadsWorker).sweep(olderThanMs);

async function openUploadsOf(id: string): Promise<OpenUpload[]> {
  const open: OpenUpload[] = [];
  for await (const page of store().openUploads()) open.push(...page.filter(({ key }) => key === stagedKey(id)));
  return open;
}

const finishes = async (id: string) => {
  await completes(story.buyer, id);
  return judged(story.buyer, id);
};

describe('A video over 16 MiB', () => {
  it('is sent in parts, in any order, one of them twice, and becomes available', async () => {
    const piece = await declaresVideo(story.buyer, film);
    expect(piece).toMatchObject({ status: 'declared', kind: 'video', upload: { method: 'PUT', partSize: 8 * MIB, parts: 3, partsHref: `/v1/evidence/${piece.id}/parts` } });
    expect(piece.upload).not.toHaveProperty('url');
    expect(await sends(story.buyer, piece, film, 3, 1)).toEqual([200, 200]);
    expect(await arrived(story.buyer, piece.id)).toEqual([1, 3]);
    expect(await sends(story.buyer, piece, film, 1, 2)).toEqual([200, 200]);
    expect(await finishes(piece.id)).toMatchObject({ status: 'available' });
    expect(await openUploadsOf(piece.id)).toEqual([]);
  });

  it('tells which parts are missing, and takes them still', async () => {
    const piece = await declaresVideo(story.buyer, film);
    const refused = () => story.buyer.request('post', `/v1/evidence/${piece.id}/complete`);
    expect((await refused()).body).toMatchObject({ status: 409, code: 'evidence_not_uploaded', missingParts: [1, 2, 3] });
    await sends(story.buyer, piece, film, 2);
    expect((await refused()).body).toMatchObject({
      missingParts: [1, 3], errors: [{ pointer: '/parts/1', code: 'part_missing' }, { pointer: '/parts/3', code: 'part_missing' }],
    });
    expect(await seesPiece(story.buyer, piece.id)).toMatchObject({ status: 'declared' });
    await sends(story.buyer, piece, film, 1, 3);
    expect(await finishes(piece.id)).toMatchObject({ status: 'available' });
  });

  it('is judged by the whole: parts of the right length with other bytes are no video of that hash', async () => {
    const piece = await declaresVideo(story.buyer, film);
    await sends(story.buyer, piece, film.toReversed(), 1, 2, 3);
    expect(await finishes(piece.id)).toMatchObject({ status: 'rejected', rejection: { code: 'sha256_mismatch' } });
  });

  it('takes no part of another length, under another number, for another piece, or after its address has expired', async () => {
    const piece = await declaresVideo(story.buyer, film);
    const other = await declaresVideo(story.buyer, film);
    const [first, last] = await signs(story.buyer, piece.id, 1, 3);
    const status = async (url = '', body = cut(film, 1, piece.upload.partSize)) => (await fetch(url, { method: 'PUT', body })).status;
    expect(first).toMatchObject({ number: 1, size: 8 * MIB });
    expect(last).toMatchObject({ number: 3, size: 2 * MIB + 5 });
    expect(await status(first?.url, cut(film, 1, 100))).toBe(403);
    expect(await status(first?.url.replace('partNumber=1', 'partNumber=2'))).toBe(403);
    expect(await status(first?.url.replace(piece.id, other.id))).toBeGreaterThanOrEqual(403);
    const [open] = await openUploadsOf(piece.id);
    const old = await store().partTo(stagedKey(piece.id), open?.uploadId ?? '', { number: 1, size: 8 * MIB }, Date.now() - 11 * 60_000);
    expect(await status(old.url)).toBe(403);
    expect(await arrived(story.buyer, piece.id)).toEqual([]);
    expect(await status(first?.url)).toBe(200);
  });

  it('takes nothing more once it is completed, and completing it again changes nothing', async () => {
    const piece = await declaresVideo(story.buyer, film);
    await sends(story.buyer, piece, film, 1, 2, 3);
    const [late] = await signs(story.buyer, piece.id, 1);
    const key = { 'idempotency-key': 'done' };
    const twice = await Promise.all([1, 2, 3].map(() => story.buyer.request('post', `/v1/evidence/${piece.id}/complete`, undefined, key)));
    expect(twice.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(twice.map(({ text }) => text)).size).toBe(1);
    expect((await story.buyer.request('post', `/v1/evidence/${piece.id}/complete`)).status).toBe(202);
    await expect(signs(story.buyer, piece.id, 1)).rejects.toMatchObject({ status: 409, code: 'upload_closed' });
    await judged(story.buyer, piece.id);
    expect((await fetch(late?.url ?? '', { method: 'PUT', body: cut(film, 1, piece.upload.partSize) })).status).toBe(404);
    expect((await story.buyer.sees()).evidence).toEqual([expect.objectContaining({ id: piece.id, kind: 'video' })]);
  });

  it('is its owner’s alone', async () => {
    await story.buyer.shows();
    await story.buyer.shows();
    await story.buyer.opens();
    const { id } = await declaresVideo(story.seller, film);
    for (const who of [story.buyer, story.stranger, story.arbitrator]) {
      await expect(signs(who, id, 1)).rejects.toMatchObject({ status: 404 });
      await expect(arrived(who, id)).rejects.toMatchObject({ status: 404 });
      await expect(completes(who, id)).rejects.toMatchObject({ status: 404 });
      await expect(who.asks('post', `/v1/evidence/${id}/upload`)).rejects.toMatchObject({ status: 404 });
    }
    await expect(signs(story.marketplace, id, 1)).rejects.toMatchObject({ status: 403 });
    await expect(signs(story.anonymous, id, 1)).rejects.toMatchObject({ status: 401 });
  });

  it.each([
    ['no part', []], ['part 0', [0]], ['a part twice', [1, 1]], ['part 4 of 3', [1, 4]], ['half a part', [1.5]],
    ['101 parts', Array.from({ length: 101 }, (_, index) => index + 1)], ['words', ['one']],
  ])('is not signed for %s', async (_what, numbers) => {
    const { id } = await declaresVideo(story.buyer, film);
    const refused = await story.buyer.request('post', `/v1/evidence/${id}/parts`, { numbers });
    expect([refused.status, refused.body.code]).toEqual([422, 'invalid']);
    expect(await openUploadsOf(id)).toEqual([]);
  });
});

describe('An address can be asked for again', () => {
  it('for a whole file whose first one has expired', async () => {
    const bytes = await photoBytes();
    const { id } = await declares(story.buyer, bytes);
    const { upload } = await story.buyer.asks<{ upload: Upload }>('post', `/v1/evidence/${id}/upload`);
    expect((await put(upload, bytes)).status).toBe(200);
    expect(await finishes(id)).toMatchObject({ status: 'available' });
    await expect(story.buyer.asks('post', `/v1/evidence/${id}/upload`)).rejects.toMatchObject({ status: 409, code: 'upload_closed' });
  });

  it('for a large one it says again how it is cut; a small one has no parts', async () => {
    const large = await declaresVideo(story.buyer, film);
    const { upload } = await story.buyer.asks<{ upload: object }>('post', `/v1/evidence/${large.id}/upload`);
    expect(upload).toMatchObject({ method: 'PUT', parts: 3, partSize: 8 * MIB });
    const { id } = await declares(story.buyer, await photoBytes());
    await expect(signs(story.buyer, id, 1)).rejects.toMatchObject({ status: 409, code: 'upload_not_in_parts' });
  });

  it('until the dispute takes no more evidence', async () => {
    await story.buyer.shows();
    await story.buyer.shows();
    await story.buyer.opens();
    const { id } = await declaresVideo(story.buyer, film);
    await signs(story.buyer, id, 1);
    await story.buyer.withdraws();
    await expect(signs(story.buyer, id, 1)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    await expect(story.buyer.asks('post', `/v1/evidence/${id}/upload`)).rejects.toMatchObject({ code: 'action_not_allowed' });
  });

  it('which keeps a piece from being forgotten for another day', async () => {
    const { id } = await declaresVideo(story.buyer, film);
    const age = (hours: number) => parley.sql.query(`UPDATE evidence SET declared_at = clock_timestamp() - make_interval(hours => $2) WHERE id = $1`, [id, hours]);
    await age(23);
    await signs(story.buyer, id, 1);
    const [row] = await parley.sql.query<{ fresh: boolean }>(`SELECT declared_at > clock_timestamp() - interval '1 minute' AS fresh FROM evidence WHERE id = $1`, [id]);
    expect(row?.fresh).toBe(true);
  });
});

describe('Uploads that nobody finishes', () => {
  it('are given up in the store when the piece is deleted or discarded; those under way are not', async () => {
    const [deleted, kept] = [await declaresVideo(story.buyer, film), await declaresVideo(story.buyer, film)];
    await sends(story.buyer, deleted, film, 1);
    await sends(story.buyer, kept, film, 1);
    await story.buyer.asks('delete', `/v1/evidence/${deleted.id}`);
    // Young ones are left alone: they might be about to be noted.
    await sweep();
    expect(await openUploadsOf(deleted.id)).toHaveLength(1);
    await sweep(0);
    expect([await openUploadsOf(deleted.id), await arrived(story.buyer, kept.id)]).toEqual([[], [1]]);
  });

  it('are given up when whoever began them died before noting it; the next one who asks begins another', async () => {
    const piece = await declaresVideo(story.buyer, film);
    const orphan = await store().open(stagedKey(piece.id), 'video/mp4');
    expect(await sends(story.buyer, piece, film, 1, 2, 3)).toEqual([200, 200, 200]);
    expect(await openUploadsOf(piece.id)).toHaveLength(2);
    await sweep(0);
    expect((await openUploadsOf(piece.id)).map(({ uploadId }) => uploadId)).not.toContain(orphan);
    expect(await finishes(piece.id)).toMatchObject({ status: 'available' });
  });

  it('may be given up by a rule of the bucket: then the file is sent anew', async () => {
    const piece = await declaresVideo(story.buyer, film);
    await sends(story.buyer, piece, film, 1, 2);
    for (const upload of await openUploadsOf(piece.id)) await store().abort(upload);
    const refused = await story.buyer.request('post', `/v1/evidence/${piece.id}/complete`);
    expect(refused.body).toMatchObject({ code: 'evidence_not_uploaded', missingParts: [1, 2, 3] });
    await sends(story.buyer, piece, film, 1);
    for (const upload of await openUploadsOf(piece.id)) await store().abort(upload);
    expect(await arrived(story.buyer, piece.id)).toEqual([]);
    await sends(story.buyer, piece, film, 1, 2, 3);
    expect(await finishes(piece.id)).toMatchObject({ status: 'available' });
  });

  it('are one, though its parts are asked for many times at once', async () => {
    const piece = await declaresVideo(story.buyer, film);
    const signed = await Promise.all([1, 2, 3, 1, 2, 3].map((number) => signs(story.buyer, piece.id, number)));
    expect(new Set(signed.flat().map(({ url }) => new URL(url).searchParams.get('uploadId'))).size).toBe(1);
    expect(await openUploadsOf(piece.id)).toHaveLength(1);
  });

  it('are nothing that verified bytes rest on', async () => {
    const piece = await declaresVideo(story.buyer, film);
    await sends(story.buyer, piece, film, 1, 2, 3);
    await finishes(piece.id);
    await sweep(0);
    expect(await parley.app.get(ObjectStore).look(`${piece.id}/1/original`)).toMatchObject({ size: film.length });
  });
});

describe('How much a side may show', () => {
  it('can be read before, and what is left of it for one’s own side', async () => {
    const limits = (who: Person, query = '') => who.asks<Record<string, unknown>>('get', `/v1/policies/evidence${query}`);
    expect(await limits(story.seller)).toMatchObject({ policy: 'standard-1', perParty: 20, totalBytes: 1024 * MIB, partSize: 8 * MIB, wholeUpTo: 16 * MIB });
    expect(await limits(story.seller)).not.toHaveProperty('left');
    const mine = `?disputeId=${story.scene.disputeId}`;
    await declaresVideo(story.buyer, film);
    expect(await limits(story.buyer, mine)).toMatchObject({ left: { by: 'buyer', stage: 'draft', mayDeclare: true, pieces: 19, bytes: 1024 * MIB - film.length } });
    for (const who of [story.seller, story.stranger, story.arbitrator]) await expect(limits(who, mine)).rejects.toMatchObject({ status: 404 });
    await expect(limits(story.buyer, '?disputeId=')).rejects.toMatchObject({ status: 422 });
    await story.buyer.shows();
    await story.buyer.shows();
    await story.buyer.opens();
    expect(await limits(story.seller, mine)).toMatchObject({ left: { by: 'seller', stage: 'opened', mayDeclare: true, pieces: 20, bytes: 1024 * MIB } });
    await expect(limits(story.arbitrator, mine)).rejects.toMatchObject({ status: 403 });
  });

  it('is limited in bytes', async () => {
    const gigantic = (size: number) => story.buyer.request('post', `/v1/disputes/${story.scene.disputeId}/evidence`, declaration(film, { mediaType: 'video/mp4', size }));
    for (let n = 0; n < 5; n += 1) expect((await gigantic(200 * MIB)).status).toBe(201);
    const refused = await gigantic(25 * MIB);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'evidence_limit_reached', errors: [{ pointer: '/size', code: 'too_many_bytes' }] }]);
    expect((await gigantic(24 * MIB)).status).toBe(201);
  });
});
