import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { originalKey, renditionKey, stagedKey } from '../../src/evidence/store/object-keys.js';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { declaresVideo, sends } from '../support/parts.js';
import { people, type People } from '../support/people.js';
import type { Upload } from '../support/person.js';
import { completes, declares, photoBytes, seesPiece, type Bytes } from '../support/pieces.js';
import { video } from '../../tools/client.mjs';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
/** How a process ends at a failpoint. */
const DIED = 86;

let api: TestApp;
let story: People;

beforeAll(async () => {
  api = await bootApp({ roles: 'api' });
});
beforeEach(async () => {
  story = await people(api);
  await story.buyer.drafts();
});
afterAll(() => api.close());

/** A worker process of its own that dies at this place; resolves when it has. */
async function workerDiesAt(place: string): Promise<void> {
  const settings = {
    DATABASE_URL: api.database.url, ROLE: 'worker', SANDBOX: '1', PORT: '0', LOG_LEVEL: 'fatal', SWEEP_INTERVAL_MS: '20', FAILPOINTS: place,
  };
  const worker = spawn(process.execPath, [MAIN], { env: { ...process.env, NODE_OPTIONS: '', ...settings }, stdio: 'inherit' });
  const [code] = await once(worker, 'exit');
  expect([place, code]).toEqual([place, DIED]);
}

/** What real time would do: the dead worker's lease runs out. */
const leaseRunsOut = (id: string) => api.sql.query(`UPDATE evidence SET work_at = clock_timestamp() WHERE id = $1 AND status = 'processing'`, [id]);
const store = () => api.app.get(ObjectStore);

async function withWorker<T>(work: () => Promise<T>): Promise<T> {
  const worker = await bootApp({ roles: 'worker', database: api.database });
  return work().finally(() => worker.close());
}

async function completesPhoto(): Promise<{ id: string; upload: Upload; bytes: Bytes }> {
  const bytes = await photoBytes();
  const { id, upload } = await declares(story.buyer, bytes);
  await story.buyer.uploads(upload, bytes);
  await completes(story.buyer, id);
  return { id, upload, bytes };
}

const additions = async () => {
  const events = await api.sql.query<{ type: string }>(`SELECT type FROM dispute_event WHERE dispute_id = $1 ORDER BY seq`, [story.scene.disputeId]);
  return events.map(({ type }) => type).filter((type) => type.startsWith('evidence'));
};

describe('A worker dies', () => {
  it.each(['evidence-copied', 'evidence-verified', 'dispute-written', 'evidence-added'])('at %s: the next one finishes, and the dispute takes the piece once', async (place) => {
    const { id } = await completesPhoto();
    await workerDiesAt(place);
    expect(await seesPiece(story.buyer, id)).toMatchObject({ status: 'processing' });
    await leaseRunsOut(id);
    await withWorker(async () => {
      await eventually(async () => (await seesPiece(story.buyer, id)).status === 'available');
      const [kept] = await api.sql.query<{ verified_attempt: number }>('SELECT verified_attempt FROM evidence WHERE id = $1', [id]);
      const attempt = kept?.verified_attempt ?? 0;
      expect(attempt).toBe(place === 'evidence-copied' ? 2 : 1);
      expect(await store().look(originalKey(id, attempt))).not.toBeNull();
      expect(await store().look(renditionKey(id, attempt, 'preview'))).not.toBeNull();
      await eventually(async () => (await store().look(stagedKey(id))) === null && (await store().look(originalKey(id, 3 - attempt))) === null);
    });
    expect(await additions()).toEqual(['evidenceAdded']);
    expect((await story.buyer.sees()).evidence).toEqual([expect.objectContaining({ id })]);
  });

  it('after it has put the parts of a video together: the next one finds the whole', async () => {
    const film = await video(17 * 1024 * 1024);
    const piece = await declaresVideo(story.buyer, film);
    await sends(story.buyer, piece, film, 1, 2, 3);
    await completes(story.buyer, piece.id);
    await workerDiesAt('parts-put-together');
    expect(await seesPiece(story.buyer, piece.id)).toMatchObject({ status: 'processing' });
    await leaseRunsOut(piece.id);
    await withWorker(() => eventually(async () => (await seesPiece(story.buyer, piece.id)).status === 'available'));
    expect(await additions()).toEqual(['evidenceAdded']);
  });

  it('after it has verified: bytes sent meanwhile change nothing', async () => {
    const { id, upload, bytes } = await completesPhoto();
    await workerDiesAt('evidence-verified');
    await story.buyer.uploads(upload, bytes.toReversed());
    await leaseRunsOut(id);
    await withWorker(() => eventually(async () => (await seesPiece(story.buyer, id)).status === 'available'));
    const chunks = await (await store().read(originalKey(id, 1))).toArray();
    expect(Buffer.concat(chunks)).toEqual(Buffer.from(bytes));
  });

  it('before it has verified: bytes sent meanwhile are judged', async () => {
    const { id, upload, bytes } = await completesPhoto();
    await workerDiesAt('evidence-copied');
    await story.buyer.uploads(upload, bytes.toReversed());
    await leaseRunsOut(id);
    await withWorker(() => eventually(async () => (await seesPiece(story.buyer, id)).rejection?.code === 'sha256_mismatch'));
    expect(await additions()).toEqual([]);
  });

  it('between taking a piece out of the dispute and forgetting it: the next one forgets it', async () => {
    const { id } = await completesPhoto();
    await withWorker(() => eventually(async () => (await seesPiece(story.buyer, id)).status === 'available'));
    // What a request leaves that was interrupted right after it had noted the owner's wish.
    await api.sql.query(`UPDATE evidence SET removal_wanted_at = clock_timestamp() - interval '1 minute' WHERE id = $1`, [id]);
    await workerDiesAt('evidence-removed');
    expect(await additions()).toEqual(['evidenceAdded', 'evidenceRemoved']);
    expect((await seesPiece(story.buyer, id)).status).toBe('available');
    await withWorker(() => eventually(async () => (await story.buyer.request('get', `/v1/evidence/${id}`)).status === 404));
    expect(await additions()).toEqual(['evidenceAdded', 'evidenceRemoved']);
  });

  it('of a store it cannot find: nobody’s file is rejected for that', async () => {
    const { id } = await completesPhoto();
    const lost = await bootApp({ roles: 'worker', database: api.database, env: { S3_BUCKET: 'nowhere', LOG_LEVEL: 'fatal' } });
    const tried = () => api.sql.query<{ later: boolean }>('SELECT work_at > clock_timestamp() AS later FROM evidence WHERE id = $1 AND attempts > 0', [id]);
    try {
      await eventually(async () => (await tried())[0]?.later);
    } finally {
      await lost.close();
    }
    expect(await seesPiece(story.buyer, id)).toMatchObject({ status: 'processing' });
    await leaseRunsOut(id);
    await withWorker(() => eventually(async () => (await seesPiece(story.buyer, id)).status === 'available'));
  });

  it('and two that are alive share the work', async () => {
    const pieces = await Promise.all(Array.from({ length: 8 }, completesPhoto));
    await withWorker(() => withWorker(() => eventually(async () => {
      const seen = await Promise.all(pieces.map(({ id }) => seesPiece(story.buyer, id)));
      return seen.every((piece) => piece.status === 'available');
    }, 30_000)));
    expect(await additions()).toEqual(Array(8).fill('evidenceAdded'));
    const tries = await api.sql.query<{ attempts: number }>('SELECT attempts FROM evidence WHERE dispute_id = $1', [story.scene.disputeId]);
    expect(tries.map(({ attempts }) => attempts)).toEqual(Array(8).fill(1));
  });
});
