import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CustodyCheck, type CheckWish } from '../../src/evidence/custody/check/custody-check.js';
import type { Report } from '../../src/evidence/custody/check/findings.js';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { S3 } from '../../src/evidence/s3.js';
import { Config } from '../../src/foundation/config/config.js';
import { startS3 } from '../../tools/embedded/s3.mjs';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openedWith } from '../support/opened.js';
import type { People } from '../support/people.js';
import { photoBytes, type Bytes } from '../support/pieces.js';

const COMMAND = fileURLToPath(new URL('../../dist/src/evidence-verify.js', import.meta.url));

let directory: string;
/** A store of its own: another test's objects would be orphans here. */
let bucket: Awaited<ReturnType<typeof startS3>>;
let parley: TestApp;
let story: People;
let bytes: Bytes;
let id: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parley-verify-'));
  bucket = await startS3({ directory, port: 4800 });
  parley = await bootApp({ env: bucket.env });
});
beforeEach(async () => {
  bytes = await photoBytes();
  ({ story, piece: { id } } = await openedWith(parley, bytes));
});
afterAll(async () => {
  await parley.close();
  await bucket.stop();
  await rm(directory, { recursive: true, force: true });
});

const store = () => parley.app.get(ObjectStore);

/** What was sent lies where it was put until the worker comes by; the second deletion is minutes away. */
async function uploadsAreTidied(): Promise<boolean> {
  const [row] = await parley.sql.query<{ due: string }>(`SELECT count(*) AS due FROM object_removal WHERE due_at < clock_timestamp() + interval '5 minutes'`);
  return Number(row?.due) === 0;
}

async function verified(wish: CheckWish = { sample: 'all' }): Promise<Report> {
  const check = new CustodyCheck(parley.sql, parley.app.get(Config));
  try {
    return await check.run(wish);
  } finally {
    check.close();
  }
}
const faults = async (wish?: CheckWish) => (await verified(wish)).findings.map(({ fault, evidenceId, key }) => [fault, evidenceId, key]);

/** Plants a fault, looks, and puts right what it has done. */
async function planted(plant: () => Promise<unknown>, undo: () => Promise<unknown>): Promise<unknown[]> {
  await plant();
  try {
    return await faults();
  } finally {
    await undo();
    expect(await faults()).toEqual([]);
  }
}

async function command(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, NODE_OPTIONS: '', ...bucket.env, DATABASE_URL: parley.database.url, SANDBOX: '1' };
  const child = spawn(process.execPath, [COMMAND, ...args], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (err += String(text)));
  const [code] = await once(child, 'close') as [number];
  return { code, out, err };
}

describe('What is kept', () => {
  it('is what was sealed: every byte is read again, and nothing lies about', async () => {
    await eventually(uploadsAreTidied);
    const { checked, findings } = await verified();
    expect(findings).toEqual([]);
    expect(checked.pieces).toBeGreaterThanOrEqual(2);
    expect(checked.bytes).toBeGreaterThan(bytes.length);
    expect([checked.renditions, checked.objects]).toEqual([checked.pieces * 2, checked.pieces * 3]);
  });

  it('shows a changed byte', async () => {
    const key = `${id}/1/original`;
    const write = (some: Bytes) => store().write(key, Buffer.from(some), 'image/jpeg');
    const changed = bytes.with(bytes.length - 9, (bytes.at(-9) ?? 0) ^ 1);
    expect(await planted(() => write(changed), () => write(bytes))).toEqual([['original_differs', id, key]]);
    expect(await planted(() => write(bytes.slice(0, -1)), () => write(bytes))).toEqual([['original_differs', id, key]]);
  });

  it('shows what is missing, the original and what parties see of it', async () => {
    const key = `${id}/1/original`;
    expect(await planted(() => store().remove(key), () => store().write(key, Buffer.from(bytes), 'image/jpeg'))).toEqual([['original_missing', id, key]]);
    const preview = `${id}/1/preview`;
    const shown = Buffer.concat(await (await store().read(preview)).toArray());
    expect(await planted(() => store().remove(preview), () => store().write(preview, shown, 'image/webp'))).toEqual([['rendition_missing', id, preview]]);
  });

  it.each([
    ['hash', `sha256 = repeat('0', 64)`, ['original_differs', 'row_differs']],
    ['size', 'size = size + 1', ['original_differs', 'row_differs']],
    ['salt', `content_salt = 'another'`, ['row_differs']],
    ['event', 'event_seq = NULL', ['event_missing']],
    ['event’s number', 'event_seq = 1', ['event_altered']],
    ['version', `version_id = 'v1'`, ['version_differs']],
  ])('shows a row whose %s was changed', async (_what, change, expected) => {
    const [before] = await parley.sql.query<Record<string, unknown>>('SELECT sha256, size, content_salt, event_seq, version_id FROM evidence WHERE id = $1', [id]);
    const undo = 'sha256 = $2, size = $3, content_salt = $4, event_seq = $5, version_id = $6';
    const found = await planted(
      () => parley.sql.query(`UPDATE evidence SET ${change} WHERE id = $1`, [id]),
      () => parley.sql.query(`UPDATE evidence SET ${undo} WHERE id = $1`, [id, ...Object.values(before ?? {})]));
    expect(found.map((one) => (one as string[])[0]).sort()).toEqual(expected);
  });

  it('shows an event that was changed, though the row follows it', async () => {
    const own = async (on: boolean) => parley.sql.query(`ALTER TABLE dispute_event ${on ? 'ENABLE' : 'DISABLE'} TRIGGER dispute_event_append_only`);
    const where = `WHERE dispute_id = (SELECT dispute_id FROM evidence WHERE id = $1) AND seq = (SELECT event_seq FROM evidence WHERE id = $1)`;
    const [before] = await parley.sql.query<{ canonical: string }>(`SELECT canonical FROM dispute_event ${where}`, [id]);
    await own(false);
    try {
      expect(await planted(
        () => parley.sql.query(`UPDATE dispute_event SET canonical = replace(canonical, '"size":', '"size":1') ${where}`, [id]),
        () => parley.sql.query(`UPDATE dispute_event SET canonical = $2 ${where}`, [id, before?.canonical]),
      )).toEqual([['event_altered', id, undefined]]);
    } finally {
      await own(true);
    }
  });

  it.each([['of no piece', 'ev_01k00000000000000000000000/1/original'], ['of no kind', 'holiday.jpg']])('shows an object %s', async (_what, key) => {
    expect((await planted(() => store().write(key, Buffer.from('?'), 'image/jpeg'), () => store().remove(key))).map((one) => (one as string[])[2])).toEqual([key]);
  });

  it('shows what an earlier try, or a time before a redaction, has left', async () => {
    for (const key of [`${id}/2/original`, `${id}/1/r1-preview`]) {
      expect(await planted(() => store().write(key, Buffer.from('?'), 'image/jpeg'), () => store().remove(key))).toEqual([['orphan_object', id, key]]);
    }
  });

  it('shows uploads in parts that nobody knows of, once they are old', async () => {
    const s3 = new S3(parley.app.get(Config));
    await s3.client.send(new CreateMultipartUploadCommand({ Bucket: s3.bucket, Key: `${id}/staged` }));
    s3.onModuleDestroy();
    expect(await faults()).toEqual([]);
    expect(await faults({ sample: 1, uploadPatienceMs: -1000 })).toEqual([['abandoned_upload', undefined, `${id}/staged`]]);
  });

  it('is complete after a redaction and after an erasure', async () => {
    await story.buyer.asks('post', `/v1/evidence/${id}/redactions`, { rectangles: [{ x: 0, y: 0, width: 0.5, height: 0.5 }], reasonCode: 'face' });
    const redaction = async () => (await parley.sql.query<{ redaction: number }>('SELECT redaction FROM evidence WHERE id = $1', [id]))[0]?.redaction;
    await eventually(async () => (await redaction()) === 1, 30_000);
    expect(await faults()).toEqual([]);
    await story.lead.asks('post', `/v1/evidence/${id}/erasure`, { reasonCode: 'court_order' });
    await eventually(async () => (await store().look(`${id}/1/original`)) === null && (await store().look(`${id}/1/r1-preview`)) === null);
    expect(await faults()).toEqual([]);
    const left = `${id}/1/original`;
    await parley.sql.query('DELETE FROM object_removal WHERE object_key = $1', [left]);
    expect(await planted(() => store().write(left, Buffer.from(bytes), 'image/jpeg'), () => store().remove(left))).toEqual([['orphan_object', id, left]]);
  });
});

describe('The command', () => {
  it('ends with 0 when everything is as it was sealed, and says how much that is', async () => {
    const { code, out } = await command('--all');
    expect([code, out]).toEqual([0, expect.stringMatching(/^all \d+ pieces, \d+ bytes hashed, .*: everything is as it was sealed\n$/)]);
    expect((await command('--sample', '1')).out).toMatch(/^1 pieces \(a sample\)/);
  });

  it('ends with 1 when it found something, in words or as JSON', async () => {
    const key = `${id}/1/original`;
    await store().remove(key);
    const [words, json] = [await command('--all'), await command('--all', '--json')];
    await store().write(key, Buffer.from(bytes), 'image/jpeg');
    expect([words.code, words.out]).toEqual([1, expect.stringContaining(`original_missing  ${key}`)]);
    expect([json.code, JSON.parse(json.out)]).toMatchObject([1, { findings: [{ fault: 'original_missing', evidenceId: id, disputeId: story.scene.disputeId, key }] }]);
  });

  it('ends with 2 when it could not look', async () => {
    for (const args of [['--sample', 'many'], ['--all', '--sample', '3'], ['--everything']]) {
      const { code, err } = await command(...args);
      expect([args, code, err]).toEqual([args, 2, expect.stringContaining('usage:')]);
    }
  });
});
