import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { stagedKey } from '../../src/evidence/store/object-keys.js';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { people, type People } from '../support/people.js';
import { completes, declaration, declares, downloads, judged, lists, opensOriginal, photoBytes, put, seesPiece, sha256, shows, type Piece, type PieceList } from '../support/pieces.js';

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

describe('A photo', () => {
  it('is declared, uploaded past the API and judged by its bytes', async () => {
    const bytes = await photoBytes();
    const declared = await declares(story.buyer, bytes, { requirement: 'damage', caption: 'The crack' });
    expect(declared).toMatchObject({ status: 'declared', sealed: false, by: 'buyer', kind: 'photo', upload: { method: 'PUT' } });
    await put(declared.upload, bytes);
    await completes(story.buyer, declared.id);
    expect(await judged(story.buyer, declared.id)).toMatchObject({ status: 'available', requirement: 'damage', caption: 'The crack', renditions: [{ name: 'thumbnail' }, { name: 'preview', mediaType: 'image/webp', width: 640, height: 480 }], details: { width: 640, height: 480 } });
    const { evidence } = await story.buyer.sees();
    expect(evidence).toEqual([expect.objectContaining({ id: declared.id, by: 'buyer', kind: 'photo', requirement: 'damage', status: 'available' })]);
    await eventually(async () => (await store().look(stagedKey(declared.id))) === null);
  });

  it('is shown as a picture without its metadata; the original is for staff', async () => {
    const told = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#a52' } })
      .withExif({ IFD3: { GPSLatitude: '40/1 26/1 46/1', GPSLatitudeRef: 'N' } }).jpeg().toBuffer();
    const { id } = await shows(story.buyer, new Uint8Array(told), { fileName: 'lámpara (1).jpeg' });
    await story.buyer.shows();
    await story.buyer.opens();
    const preview = `/v1/evidence/${id}/renditions/preview`;
    for (const who of [story.buyer, story.seller, story.arbitrator]) {
      const { headers, file } = await downloads(who, preview);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
      expect(Object.fromEntries(file.headers)).toMatchObject({ 'content-type': 'image/webp', 'content-disposition': 'attachment; filename="lampara _1_.webp"' });
      expect(await sharp(await file.arrayBuffer()).metadata()).toMatchObject({ format: 'webp', width: 1600, height: 800 });
      expect((await sharp(await (await downloads(who, preview)).file.arrayBuffer()).metadata()).exif).toBeUndefined();
    }
    const original = await opensOriginal(story.arbitrator, id);
    expect(original.headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(await original.arrayBuffer())).toEqual(told);
    for (const who of [story.buyer, story.seller]) {
      await expect(who.asks('get', `/v1/evidence/${id}/renditions/original`)).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    }
    await expect(story.arbitrator.asks('get', `/v1/evidence/${id}/renditions/original`)).rejects.toMatchObject({ status: 403, code: 'reason_required' });
    await expect(story.arbitrator.asks('get', `/v1/evidence/${id}/renditions/poster`)).rejects.toMatchObject({ status: 404 });
  });

  it('declared twice under one key is one piece, also at once', async () => {
    const bytes = await photoBytes();
    const twice = await Promise.all([1, 2, 3, 4].map(() =>
      story.buyer.request('post', `/v1/disputes/${story.scene.disputeId}/evidence`, declaration(bytes), { 'idempotency-key': 'one-photo' })));
    expect(twice.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(twice.map(({ text }) => text)).size).toBe(1);
    expect((await lists(story.buyer)).data).toHaveLength(1);
  });

  it('is declared with two statements, completed with two, read and listed with one', async () => {
    const counted = async (ask: () => Promise<unknown>) => {
      const before = quiet.sql.statements;
      await ask();
      return quiet.sql.statements - before;
    };
    const quiet = await bootApp({ roles: 'api', database: parley.database });
    try {
      const alone = await people(quiet);
      alone.scene.disputeId = story.scene.disputeId ?? '';
      let id = '';
      const bytes = await photoBytes();
      expect(await counted(async () => ({ id } = await declares(alone.buyer, bytes)))).toBe(2);
      expect(await counted(() => seesPiece(alone.buyer, id))).toBe(1);
      expect(await counted(() => lists(alone.buyer))).toBe(1);
      expect(await counted(() => completes(alone.buyer, id))).toBe(2);
    } finally {
      await quiet.close();
    }
  });
});

describe('A piece is rejected', () => {
  const html = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
  const other = async (mediaType: string, make: () => Promise<Buffer>) => ({ mediaType, bytes: new Uint8Array(await make()) });

  it('when other bytes of the same length were sent', async () => {
    const bytes = await photoBytes();
    const forged = bytes.with(bytes.length - 20, (bytes.at(-20) ?? 0) ^ 1);
    expect(await shows(story.buyer, bytes, {}, forged)).toMatchObject({ status: 'rejected', rejection: { code: 'sha256_mismatch' }, renditions: [] });
    expect((await story.buyer.sees()).evidence).toEqual([]);
  });

  it('when a page is named like a photo', async () => {
    const { id, ...piece } = await shows(story.buyer, html);
    expect(piece).toMatchObject({ status: 'rejected', rejection: { code: 'type_mismatch' } });
    const told = async (language: string) => (await story.buyer.asks<Piece>('get', `/v1/evidence/${id}`, undefined, { 'accept-language': language })).rejection;
    expect(await told('en')).toEqual({ code: 'type_mismatch', text: 'The file is of another type than was said, or of none we know.' });
    expect(await told('es')).toEqual({ code: 'type_mismatch', text: 'El archivo es de un tipo distinto del indicado, o de uno que no conocemos.' });
    const list = await story.buyer.asks<PieceList>('get', `/v1/disputes/${story.scene.disputeId}/evidence`, undefined, { 'accept-language': 'es' });
    expect(list.data.find((one) => one.id === id)?.rejection).toMatchObject({ text: expect.stringMatching(/^El archivo/) });
  });

  it.each([
    ['a PNG is called a JPEG', 'image/png', 'image/jpeg', 'type_mismatch'],
    ['a GIF is called a PNG', 'image/gif', 'image/png', 'type_not_allowed'],
  ] as const)('when %s', async (_what, is, called, code) => {
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#111' } });
    const { bytes } = await other(called, () => (is === 'image/png' ? picture.png() : picture.gif()).toBuffer());
    expect(await shows(story.buyer, bytes, { mediaType: called })).toMatchObject({ rejection: { code } });
  });

  it('when the picture cannot be decoded, or would be enormous', async () => {
    const broken = (await photoBytes()).slice(0, 900);
    expect(await shows(story.buyer, broken)).toMatchObject({ rejection: { code: 'unreadable' } });
    const huge = await sharp({ create: { width: 9000, height: 6000, channels: 3, background: '#fff' }, limitInputPixels: false }).png().toBuffer();
    expect(await shows(story.buyer, new Uint8Array(huge), { mediaType: 'image/png' })).toMatchObject({ rejection: { code: 'too_many_pixels' } });
  });

  it('when nothing was sent', async () => {
    const { id } = await declares(story.buyer, html);
    await completes(story.buyer, id);
    expect(await judged(story.buyer, id)).toMatchObject({ rejection: { code: 'not_found' } });
  });

  it('and stays until its owner deletes it', async () => {
    const { id } = await shows(story.buyer, html);
    expect((await lists(story.buyer)).data).toEqual([expect.objectContaining({ id, status: 'rejected' })]);
    await story.buyer.asks('delete', `/v1/evidence/${id}`);
    expect((await lists(story.buyer)).data).toEqual([]);
  });
});

describe('The store', () => {
  it('takes only what the address was signed for, and not after it has expired', async () => {
    const bytes = await photoBytes();
    const { id, upload } = await declares(story.buyer, bytes);
    expect(new URL(upload.url).searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;if-none-match;x-amz-checksum-sha256');
    expect((await put(upload, bytes.slice(1))).status).toBe(403);
    expect((await put({ ...upload, headers: { ...upload.headers, 'content-type': 'text/html' } }, bytes)).status).toBe(403);
    expect((await put({ ...upload, headers: { 'content-type': 'image/jpeg' } }, bytes)).status).toBe(403);
    expect((await put({ ...upload, url: upload.url.replace(id, `${id}x`) }, bytes)).status).toBe(403);
    const old = await store().uploadTo(stagedKey(id), declaration(bytes), Date.now() - 11 * 60_000);
    expect((await put({ ...upload, ...old }, bytes)).status).toBe(403);
    expect((await put(upload, bytes)).status).toBe(200);
  });

  it('keeps what was verified, whatever is sent afterwards', async () => {
    const bytes = await photoBytes();
    const { id, upload } = await declares(story.buyer, bytes);
    await put(upload, bytes);
    await completes(story.buyer, id);
    await judged(story.buyer, id);
    // This store overwrites in spite of If-None-Match.
    expect((await put(upload, bytes.toReversed())).status).toBe(200);
    await story.buyer.shows();
    await story.buyer.opens();
    const original = await opensOriginal(story.arbitrator, id);
    expect(sha256(new Uint8Array(await original.arrayBuffer()))).toBe(sha256(bytes));
  });

  it('is part of being ready', async () => {
    expect((await parley.http.get('/health/ready').expect(200)).body.checks).toMatchObject({ storage: 'ok' });
    const elsewhere = await bootApp({ roles: 'api', database: parley.database, env: { S3_BUCKET: 'nowhere' } });
    try {
      expect((await elsewhere.http.get('/health/ready').expect(503)).body.checks).toMatchObject({ storage: 'failed', database: 'ok' });
    } finally {
      await elsewhere.close();
    }
  });
});
