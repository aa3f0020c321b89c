import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { anyFreePort } from '../tools/embedded/ports.mjs';
import { startS3 } from '../tools/embedded/s3.mjs';
import { sandboxPeople, video } from '../tools/client.mjs';
import { startDatabase } from './database.mjs';
import { ownRun, PROJECT, startProcess } from './own-run.mjs';
import { memoryOf, timeOf } from './processor.mjs';

/**
 * What evidence costs: photos from the declaration to `available`, and a large video past the API. The store is the
 * embedded one, in this process. `npm run bench:evidence -- --help`.
 */

const MIB = 1024 * 1024;
const PATIENCE_MS = 300_000;

await ownRun({ command: 'npm run bench:evidence', numbers: { photos: 60, megapixels: 12, mebibytes: 200 } }, bench);

async function bench({ wanted, house, figures }) {
  const database = await house.part(startDatabase());
  const store = await house.part(startS3({ directory: join(PROJECT, '.parley/bench/s3', randomUUID()), port: await anyFreePort() }));
  const settings = { DATABASE_URL: database.url, SANDBOX: '1', LOG_LEVEL: 'error', RATE_DECLARE_PER_MINUTE: '100000', RATE_SIGN_PER_MINUTE: '100000', ...store.env };
  await house.run('migrate', ['dist/src/migrate.js'], { ...settings, ROLE: 'api', PORT: '0' });
  const api = await house.part(startProcess({ ...settings, ROLE: 'api' }));
  const worker = await house.part(startProcess({ ...settings, ROLE: 'worker' }));
  const people = await sandboxPeople(api.base);
  figures.photos = await measurePhotos(api, worker, people, wanted);
  figures.video = await measureVideo(api, people, wanted.mebibytes);
}

/** A draft of its own: each side has so many places in one dispute. */
async function draft({ buyer, marketplace }) {
  const orderId = `bench-${randomUUID()}`;
  const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString();
  await marketplace.put(`/v1/orders/${orderId}`, {
    buyerId: buyer.sub, sellerId: 'seller-bench', currency: 'EUR', placedAt: ago(7), lines: [{ id: 'lamp', title: 'Lamp', quantity: 1, paid: 5_000 }],
    shipments: [{ id: 's-1', carrier: 'DHL', trackingNumber: 'JD014', shippedAt: ago(5), deliveredAt: ago(2) }],
  });
  const claim = { orderId, reason: 'damaged', items: [{ lineId: 'lamp', quantity: 1 }], requestedRemedy: { kind: 'refund' }, statement: 'The shade is broken.' };
  return (await buyer.post('/v1/disputes', claim)).body.id;
}

/** As a telephone's: detail everywhere, so that neither encoding nor decoding is easy. A comment makes each a file of its own. */
async function photos({ photos: count, megapixels }) {
  const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
  const width = Math.round((height * 4) / 3);
  const grain = await sharp({ create: { width: Math.round(width / 4), height: Math.round(height / 4), channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).resize(width, height).jpeg({ quality: 88 }).toBuffer();
  return Array.from({ length: count }, () => {
    const note = Buffer.from(randomUUID());
    return Buffer.concat([grain.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, note.length + 2]), note, grain.subarray(2)]);
  });
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

async function measurePhotos(api, worker, people, wanted) {
  const files = await photos(wanted);
  const ids = [];
  let disputeId = '';
  const apiBefore = timeOf(api.pid);
  for (const [index, bytes] of files.entries()) {
    if (index % 10 === 0) disputeId = await draft(people);
    const { body } = await people.buyer.post(`/v1/disputes/${disputeId}/evidence`, { fileName: 'photo.jpg', mediaType: 'image/jpeg', size: bytes.length, sha256: sha256(bytes) });
    const stored = await fetch(body.upload.url, { method: 'PUT', headers: body.upload.headers, body: bytes });
    if (!stored.ok) throw new Error(`the store answered ${stored.status}`);
    ids.push(body.id);
  }
  const watch = watchDecoders(worker.pid);
  const workerBefore = timeOf(worker.pid);
  const begun = performance.now();
  await Promise.all(ids.map((id) => people.buyer.post(`/v1/evidence/${id}/complete`)));
  for (const id of ids) {
    const { body } = await people.buyer.waitsFor(`/v1/evidence/${id}`, ({ status }) => status !== 'processing', PATIENCE_MS);
    if (body.status !== 'available') throw new Error(`a photo became ${body.status}: ${JSON.stringify(body.rejection)}`);
  }
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = files.reduce((sum, { length }) => sum + length, 0) / 1e6;
  return {
    count: ids.length, megapixels: wanted.megapixels, megabytesEach: round(megabytes / ids.length), perSecond: round(ids.length / seconds),
    apiMsPerMegabyte: round((timeOf(api.pid) - apiBefore) / 1000 / megabytes), workerMsEach: round((timeOf(worker.pid) - workerBefore) / 1000 / ids.length),
    decoderMostMb: watch.stop(), workerMb: memoryOf(worker.pid),
  };
}

/** The most memory that any process below this one has held, looked at all the time. */
function watchDecoders(root) {
  let most = 0;
  const timer = setInterval(() => {
    for (const pid of below(root)) most = Math.max(most, memoryOf(pid).most || 0);
  }, 50);
  return { stop: () => (clearInterval(timer), most) };
}

function below(root) {
  const parents = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
      parents.set(Number(pid), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has just ended.
    }
  }
  const found = [...parents.keys()].filter((pid) => parents.get(pid) === root);
  for (const pid of found) found.push(...[...parents.keys()].filter((other) => parents.get(other) === pid));
  return found;
}

async function measureVideo(api, people, mebibytes) {
  const bytes = await video(mebibytes * MIB);
  const disputeId = await draft(people);
  const before = { time: timeOf(api.pid), memory: memoryOf(api.pid).now };
  const { body: declared } = await people.buyer.post(`/v1/disputes/${disputeId}/evidence`, { fileName: 'film.mp4', mediaType: 'video/mp4', size: bytes.length, sha256: sha256(bytes) });
  const { parts, partSize, partsHref } = declared.upload;
  let most = before.memory;
  const uploading = performance.now();
  for (let from = 1; from <= parts; from += 10) {
    const numbers = Array.from({ length: Math.min(10, parts - from + 1) }, (_, index) => from + index);
    const { body } = await people.buyer.post(partsHref, { numbers });
    for (const { number, url, method = 'PUT', headers = {} } of body.data) {
      const sent = await fetch(url, { method, headers, body: bytes.subarray((number - 1) * partSize, number * partSize) });
      if (!sent.ok) throw new Error(`the store answered ${sent.status} to part ${number}`);
      most = Math.max(most, memoryOf(api.pid).now);
    }
  }
  const uploadSeconds = (performance.now() - uploading) / 1000;
  await people.buyer.post(`/v1/evidence/${declared.id}/complete`);
  const judging = performance.now();
  const { body: piece } = await people.buyer.waitsFor(`/v1/evidence/${declared.id}`, ({ status }) => status !== 'processing', PATIENCE_MS);
  if (piece.status !== 'available') throw new Error(`the video became ${piece.status}: ${JSON.stringify(piece.rejection)}`);
  return {
    mebibytes, parts, uploadSeconds: round(uploadSeconds), judgedAfterSeconds: round((performance.now() - judging) / 1000),
    apiMsPerMegabyte: round((timeOf(api.pid) - before.time) / 1000 / (bytes.length / 1e6)), apiMbBefore: before.memory, apiMbMostDuring: most,
  };
}

function round(value) {
  return Math.round(value * 100) / 100;
}
