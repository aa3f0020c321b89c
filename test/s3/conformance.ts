import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  GetBucketVersioningCommand, GetObjectCommand, GetObjectRetentionCommand, ListObjectsV2Command, ListObjectVersionsCommand, PutObjectCommand, S3Client,
} from '@aws-sdk/client-s3';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { stagedKey } from '../../src/evidence/store/object-keys.js';
import { OpenUploadsWorker } from '../../src/evidence/uploads/open-uploads.worker.js';
import { PartStore } from '../../src/evidence/uploads/part-store.js';
import { RetentionWorker } from '../../src/evidence/uploads/retention.worker.js';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { cut, declaresVideo, sends, signs } from '../support/parts.js';
import { people, type People } from '../support/people.js';
import { completes, declares, downloads, judged, opensOriginal, photoBytes, put, sha256, shows, type Bytes } from '../support/pieces.js';
import { video } from '../../tools/client.mjs';

const MIB = 1024 * 1024;

/** An S3 server and a bucket in it, as environment variables name them. */
export interface Server {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What Parley needs of an S3 server, and what it makes sure of itself where a server does not: the same tests on every
 * server. What a server can do beyond that is found out first and printed, and each finding has an expectation of its own.
 */
export function conformance({ name, env }: Server): void {
  describe(`On ${name}`, () => {
    let parley: TestApp;
    let story: People;
    let film: Bytes;
    let client: S3Client;
    let can: { overwriteRefused: boolean; checksums: boolean; versions: boolean; lock: boolean };
    const Bucket = env.S3_BUCKET ?? '';
    const objects = () => parley.app.get(ObjectStore);
    const parts = () => parley.app.get(PartStore);

    beforeAll(async () => {
      parley = await bootApp({ env: { ...env, S3_RETENTION_DAYS: '30' } });
      client = clientOf(env);
      film = await video(18 * MIB + 5);
      can = await abilitiesOf(client, Bucket, parley);
      console.log(`s3: ${name} ${Object.entries(can).map(([what, does]) => `${what} ${does ? 'yes' : 'no'}`).join(', ')}`);
    });
    beforeEach(async () => {
      story = await people(parley);
      await story.buyer.drafts();
    });
    afterAll(async () => {
      client.destroy();
      await parley.close();
    });

    describe('a whole file', () => {
      it('is taken once and ends available; a second PUT never changes what was verified', async () => {
        const bytes = await photoBytes();
        const { id, upload } = await declares(story.buyer, bytes);
        expect((await put(upload, bytes)).status).toBe(200);
        const second = (await put(upload, bytes.toReversed())).status;
        expect(second).toBe(can.checksums ? 400 : can.overwriteRefused ? 412 : 200);
        await completes(story.buyer, id);
        // Where the store lets itself be overwritten, other bytes are found out by us.
        const piece = await judged(story.buyer, id);
        expect(piece.status === 'available' ? null : piece.rejection?.code).toBe(second === 200 ? 'sha256_mismatch' : null);
      });

      it('is not overwritten after it was verified', async () => {
        const bytes = await photoBytes();
        const { id, upload } = await declares(story.buyer, bytes);
        await put(upload, bytes);
        await completes(story.buyer, id);
        expect(await judged(story.buyer, id)).toMatchObject({ status: 'available' });
        await put(upload, bytes.toReversed());
        await story.buyer.shows();
        await story.buyer.opens();
        expect(sha256(new Uint8Array(await (await opensOriginal(story.arbitrator, id)).arrayBuffer()))).toBe(sha256(bytes));
      });

      it('of another length or type, without its headers, elsewhere, or too late is refused by the store', async () => {
        const bytes = await photoBytes();
        const { id, upload } = await declares(story.buyer, bytes);
        const other = await declares(story.buyer, bytes);
        expect((await put(upload, bytes.slice(1))).status).toBe(403);
        expect((await put({ ...upload, headers: { ...upload.headers, 'content-type': 'text/html' } }, bytes)).status).toBe(403);
        expect((await put({ ...upload, headers: { 'content-type': 'image/jpeg' } }, bytes)).status).toBe(403);
        expect((await put({ ...upload, url: upload.url.replace(id, other.id) }, bytes)).status).toBe(403);
        const old = await objects().uploadTo(stagedKey(id), { size: bytes.length, mediaType: 'image/jpeg', sha256: sha256(bytes) }, Date.now() - 11 * 60_000);
        expect((await put({ ...upload, ...old }, bytes)).status).toBe(403);
        expect(await objects().look(stagedKey(id))).toBeNull();
      });

      it('with other bytes of the same length is found out, by the store or by us', async () => {
        const bytes = await photoBytes();
        const forged = bytes.with(bytes.length - 20, (bytes.at(-20) ?? 0) ^ 1);
        const { id, upload } = await declares(story.buyer, bytes);
        expect((await put(upload, forged)).status).toBe(can.checksums ? 400 : 200);
        await completes(story.buyer, id);
        expect((await judged(story.buyer, id)).rejection?.code).toBe(can.checksums ? 'not_found' : 'sha256_mismatch');
      });

      it('is private: without a signature nobody reads, lists or writes', async () => {
        const { id } = await shows(story.buyer, await photoBytes());
        const at = `${env.S3_ENDPOINT}/${Bucket}`;
        for (const url of [`${at}/${id}/1/original`, at, `${at}/?list-type=2`]) expect((await fetch(url)).status).toBe(403);
        expect((await fetch(`${at}/${id}/staged`, { method: 'PUT', body: 'x' })).status).toBe(403);
      });
    });

    describe('parts', () => {
      it('arrive in any order, are listed with size and number, and become one object', async () => {
        const piece = await declaresVideo(story.buyer, film);
        expect(await sends(story.buyer, piece, film, 3, 1)).toEqual([200, 200]);
        const { data } = await story.buyer.asks<{ data: object[] }>('get', piece.upload.partsHref);
        expect(data).toEqual([{ number: 1, size: 8 * MIB, etag: expect.any(String) }, { number: 3, size: 2 * MIB + 5, etag: expect.any(String) }]);
        await expect(completes(story.buyer, piece.id)).rejects.toMatchObject({ status: 409, code: 'evidence_not_uploaded' });
        await sends(story.buyer, piece, film, 2);
        await completes(story.buyer, piece.id);
        expect(await judged(story.buyer, piece.id)).toMatchObject({ status: 'available' });
        expect((await objects().look(`${piece.id}/1/original`))?.size).toBe(film.length);
      });

      it('of another length, number or piece, or too late, are refused by the store', async () => {
        const piece = await declaresVideo(story.buyer, film);
        const other = await declaresVideo(story.buyer, film);
        const [first] = await signs(story.buyer, piece.id, 1);
        const [theirs] = await signs(story.buyer, other.id, 1);
        const uploadId = new URL(first?.url ?? '').searchParams.get('uploadId') ?? '';
        const otherId = new URL(theirs?.url ?? '').searchParams.get('uploadId') ?? '';
        const status = async (url = '', body = cut(film, 1, 8 * MIB)) => (await fetch(url, { method: 'PUT', body })).status;
        expect(await status(first?.url, cut(film, 1, 100))).toBe(403);
        expect(await status(first?.url.replace('partNumber=1', 'partNumber=2'))).toBe(403);
        expect([403, 404]).toContain(await status(first?.url.replace(uploadId, otherId)));
        expect([403, 404]).toContain(await status(first?.url.replace(piece.id, other.id)));
        const old = await parts().partTo(stagedKey(piece.id), uploadId, { number: 1, size: 8 * MIB }, Date.now() - 11 * 60_000);
        expect(await status(old.url)).toBe(403);
        expect([await parts().list(stagedKey(piece.id), uploadId), await parts().list(stagedKey(other.id), otherId)]).toEqual([[], []]);
      });

      it('are put together in their order whatever was said, once, and not with one that is missing', async () => {
        const key = `${randomBytes(8).toString('hex')}/staged`;
        const uploadId = await parts().open(key, 'video/mp4');
        for (const number of [1, 2]) {
          const { url } = await parts().partTo(key, uploadId, { number, size: 5 * MIB });
          expect((await fetch(url, { method: 'PUT', body: cut(film, number, 5 * MIB) })).status).toBe(200);
        }
        const arrived = (await parts().list(key, uploadId)) ?? [];
        expect(arrived.map(({ number, size }) => [number, size])).toEqual([[1, 5 * MIB], [2, 5 * MIB]]);
        await expect(parts().putTogether(key, uploadId, [...arrived, { number: 3, size: 1, etag: arrived[0]?.etag ?? '' }])).rejects.toThrow();
        expect(await objects().look(key)).toBeNull();
        expect(await parts().putTogether(key, uploadId, arrived.toReversed())).toBe(true);
        // A store may say again that it is done, or that it knows no such upload; the object is there once.
        await parts().putTogether(key, uploadId, arrived);
        const whole = await (await objects().read(key)).toArray();
        expect(sha256(new Uint8Array(Buffer.concat(whole)))).toBe(sha256(film.slice(0, 10 * MIB)));
        expect(await parts().list(key, uploadId)).toBeNull();
        await objects().remove(key);
      });

      it('of an upload that was given up are gone, and no more are taken', async () => {
        const key = `${randomBytes(8).toString('hex')}/staged`;
        const uploadId = await parts().open(key, 'video/mp4');
        const { url } = await parts().partTo(key, uploadId, { number: 1, size: 5 * MIB });
        const send = async () => (await fetch(url, { method: 'PUT', body: film.slice(0, 5 * MIB) })).status;
        expect(await send()).toBe(200);
        expect(await parts().abort({ key, uploadId })).toBe(true);
        expect([await parts().list(key, uploadId), await send(), await parts().abort({ key, uploadId })]).toEqual([null, 404, false]);
      });

      it('of pieces that nobody wants are found by listing, and given up', async () => {
        const piece = await declaresVideo(story.buyer, film);
        await sends(story.buyer, piece, film, 1);
        await story.buyer.asks('delete', `/v1/evidence/${piece.id}`);
        expect(await parley.app.get(OpenUploadsWorker).sweep(0)).toBeGreaterThanOrEqual(1);
        for await (const page of parts().openUploads()) expect(page.filter(({ key }) => key.startsWith(piece.id))).toEqual([]);
      });
    });

    describe('reading', () => {
      it('gives a range of a rendition to who was sent there, and lists what there is', async () => {
        const { id } = await shows(story.buyer, await photoBytes());
        const { headers, file } = await downloads(story.buyer, `/v1/evidence/${id}/renditions/preview`);
        const whole = new Uint8Array(await file.arrayBuffer());
        const range = await fetch(headers['location'] ?? '', { headers: { range: 'bytes=10-19' } });
        expect([range.status, range.headers.get('content-range')]).toEqual([206, `bytes 10-19/${whole.length}`]);
        expect(new Uint8Array(await range.arrayBuffer())).toEqual(whole.slice(10, 20));
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${id}/` }));
        expect(Contents.map(({ Key }) => Key)).toEqual(expect.arrayContaining([`${id}/1/original`, `${id}/1/preview`]));
      });
    });

    describe('versions and locks', () => {
      it('are used where the bucket has them: the version that was verified is the one that is kept and locked', async () => {
        const bytes = await photoBytes();
        const { id } = await shows(story.buyer, bytes);
        await story.buyer.shows();
        await story.buyer.opens();
        const read = async () => (await parley.sql.query<{ version: string | null; retained: string | null }>(
          'SELECT version_id AS version, retained_until AS retained FROM evidence WHERE id = $1', [id]))[0];
        expect((await read())?.version !== null).toBe(can.versions);
        await parley.app.get(RetentionWorker).retainSome();
        const { version, retained } = (await read()) ?? {};
        expect(retained !== null).toBe(can.lock);
        if (can.lock) {
          const { Retention } = await client.send(new GetObjectRetentionCommand({ Bucket, Key: `${id}/1/original`, VersionId: version ?? '' }));
          expect(Retention?.Mode).toBe('GOVERNANCE');
          expect(Math.abs((Retention?.RetainUntilDate?.getTime() ?? 0) - Date.now() - 30 * 86_400_000)).toBeLessThan(3_600_000);
        }
        if (can.versions) {
          // Somebody with the store's own keys writes over it: what was verified is still what staff are shown.
          await client.send(new PutObjectCommand({ Bucket, Key: `${id}/1/original`, Body: 'other bytes' }));
          const chunks = await (await objects().read(`${id}/1/original`, version)).toArray();
          expect(sha256(new Uint8Array(Buffer.concat(chunks)))).toBe(sha256(bytes));
        }
      });

      it('leave nothing behind of what was deleted, in no version', async () => {
        const { id } = await shows(story.buyer, await photoBytes());
        await story.buyer.asks('delete', `/v1/evidence/${id}`);
        await eventually(async () => ((await client.send(new ListObjectsV2Command({ Bucket, Prefix: `${id}/` }))).Contents ?? []).length === 0, 30_000);
        if (!can.versions) return;
        await eventually(async () => ((await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: `${id}/` }))).Versions ?? []).length === 0, 30_000);
      });
    });
  });
}

function clientOf(env: Readonly<Record<string, string>>): S3Client {
  return new S3Client({
    endpoint: env.S3_ENDPOINT, region: env.S3_REGION, forcePathStyle: true,
    credentials: { accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' },
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** Tried out, not looked up: what this server refuses by itself, and what it keeps. */
async function abilitiesOf(client: S3Client, Bucket: string, parley: TestApp) {
  const Key = `${randomBytes(8).toString('hex')}/probe`;
  const fails = (asked: Promise<unknown>) => asked.then(() => false, () => true);
  await client.send(new PutObjectCommand({ Bucket, Key, Body: 'one' }));
  const overwriteRefused = await fails(client.send(new PutObjectCommand({ Bucket, Key, Body: 'two', IfNoneMatch: '*' })));
  const wrong = { Bucket, Key: `${Key}-2`, Body: 'one', ChecksumSHA256: Buffer.alloc(32).toString('base64') };
  const checksums = await fails(client.send(new PutObjectCommand(wrong)));
  const versions = (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status === 'Enabled';
  const lock = await parley.app.get(ObjectStore).hasLock();
  expect((await client.send(new GetObjectCommand({ Bucket, Key }))).ContentLength).toBe(3);
  return { overwriteRefused, checksums, versions, lock };
}
