import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { people, type People } from '../support/people.js';
import { downloads, photoBytes, seesPiece, shows } from '../support/pieces.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
/** How a process ends at a failpoint. */
const DIED = 86;

let api: TestApp;
let story: People;
let id: string;

beforeAll(async () => {
  api = await bootApp({ roles: 'api' });
});
beforeEach(async () => {
  story = await people(api);
  await story.buyer.drafts();
  await withWorker(async () => {
    ({ id } = await shows(story.buyer, await photoBytes()));
    await story.buyer.shows();
  });
  await story.buyer.opens();
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

async function withWorker<T>(work: () => Promise<T>): Promise<T> {
  const worker = await bootApp({ roles: 'worker', database: api.database });
  return work().finally(() => worker.close());
}

/** What real time would do: the dead worker's lease runs out. */
const leaseRunsOut = (table: string) => api.sql.query(`UPDATE ${table} SET work_at = clock_timestamp() WHERE work_at IS NOT NULL`);
const store = () => api.app.get(ObjectStore);
const told = async () => {
  const events = await api.sql.query<{ type: string }>(`SELECT type FROM dispute_event WHERE dispute_id = $1 ORDER BY seq`, [story.scene.disputeId]);
  return events.map(({ type }) => type).filter((type) => type === 'evidenceRedacted' || type === 'evidenceErased');
};

describe('A worker dies', () => {
  it.each(['redaction-written', 'dispute-written', 'redaction-told'])('at %s of a redaction: parties see nothing until the next one has made it, and the dispute is told once', async (place) => {
    await story.buyer.asks('post', `/v1/evidence/${id}/redactions`, { rectangles: [{ x: 0, y: 0, width: 0.5, height: 0.5 }], reasonCode: 'face' });
    await workerDiesAt(place);
    for (const party of [story.buyer, story.seller]) {
      expect(await seesPiece(party, id)).toMatchObject({ status: 'available', renditions: [], redaction: { isPending: true } });
      await expect(downloads(party, `/v1/evidence/${id}/renditions/preview`)).rejects.toMatchObject({ code: 'evidence_not_ready' });
    }
    await leaseRunsOut('evidence_redaction');
    await withWorker(() => eventually(async () => (await seesPiece(story.seller, id)).renditions.length > 0, 30_000));
    expect(await told()).toEqual(['evidenceRedacted']);
    expect((await downloads(story.seller, `/v1/evidence/${id}/renditions/preview`)).file.ok).toBe(true);
  });

  it.each(['dispute-written', 'erasure-told'])('at %s of an erasure: nobody sees the piece, the next one forgets it, and the dispute is told once', async (place) => {
    await story.lead.asks('post', `/v1/evidence/${id}/erasure`, { reasonCode: 'court_order' });
    await workerDiesAt(place);
    expect(await seesPiece(story.seller, id)).toMatchObject({ status: 'erased', renditions: [] });
    expect(await api.sql.query('SELECT status FROM evidence WHERE id = $1', [id])).toEqual([{ status: 'available' }]);
    await leaseRunsOut('evidence_erasure');
    await withWorker(() => eventually(async () => (await store().look(`${id}/1/original`)) === null));
    expect(await api.sql.query('SELECT status FROM evidence WHERE id = $1', [id])).toEqual([{ status: 'erased' }]);
    expect(await told()).toEqual(['evidenceErased']);
    expect(await story.seller.sees('audit')).toMatchObject({ valid: true });
  });
});
