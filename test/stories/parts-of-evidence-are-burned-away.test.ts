import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { bootApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { openedWith } from '../support/opened.js';
import { account, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { downloads, opensOriginal, seesPiece, whileNobodyRedacts, type Bytes } from '../support/pieces.js';

interface Redaction {
  number: number;
  status: string;
  by: { role: string; id?: string };
  reasonCode: string;
  text?: string;
  rectangles: object[];
}
interface Picture {
  data: Buffer;
  width: number;
  height: number;
}
type Part = { x: number; y: number; width: number; height: number };

const LABEL: Part = { x: 0.1, y: 0.2, width: 0.3, height: 0.2 };
const FACE: Part = { x: 0.6, y: 0.5, width: 0.2, height: 0.3 };

let parley: TestApp;
let story: People;
let id: string;
let bytes: Bytes;

beforeAll(async () => {
  parley = await bootApp();
});
beforeEach(async () => {
  bytes = await picture();
  ({ story, piece: { id } } = await openedWith(parley, bytes));
});
afterAll(() => parley.close());

/** Bright all over, and nowhere twice the same: every part that is hidden, and every part that is not, can be told. Lying on its side. */
async function picture(): Promise<Bytes> {
  const [width, height] = [800, 1200];
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data.set([120 + (x * 120) / width, 120 + (y * 120) / height, 200], (y * width + x) * 3);
  return new Uint8Array(await sharp(data, { raw: { width, height, channels: 3 } }).withMetadata({ orientation: 6 }).jpeg({ quality: 92 }).toBuffer());
}

const redacts = (who: Person, rectangles: unknown = [LABEL], more: object = {}, headers = {}) =>
  who.request('post', `/v1/evidence/${id}/redactions`, { rectangles, reasonCode: 'address', ...more }, headers);
const redactions = async (who: Person) => (await who.asks<{ data: Redaction[] }>('get', `/v1/evidence/${id}/redactions`)).data;
const isMade = (number: number) => eventually(async () => (await redactions(story.arbitrator)).find((one) => one.number === number)?.status === 'made', 30_000);

async function sees(who: Person, name = 'preview'): Promise<Picture> {
  const { file } = await downloads(who, `/v1/evidence/${id}/renditions/${name}`);
  const { data, info } = await sharp(await file.arrayBuffer()).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Every pixel within the part; a part may be made smaller or larger by so many pixels on each side. */
function* pixelsOf({ data, width, height }: Picture, part: Part, inset: number): Generator<{ x: number; y: number; value: number[] }> {
  const [left, top] = [Math.ceil(part.x * width) + inset, Math.ceil(part.y * height) + inset];
  const [right, bottom] = [Math.floor((part.x + part.width) * width) - inset, Math.floor((part.y + part.height) * height) - inset];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) yield { x, y, value: [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)] };
  }
}

/** The brightest value within the part: the picture is nowhere darker than 120. */
const brightest = (shown: Picture, part: Part): number => Math.max(...[...pixelsOf(shown, part, 0)].map(({ value }) => Math.max(...value)));

/** How much the picture differs from another at most, outside these parts and some pixels around them. */
function change(shown: Picture, before: Picture, parts: readonly Part[]): number {
  const near = (at: number, from: number, long: number, all: number): boolean => at > from * all - 20 && at < (from + long) * all + 20;
  let most = 0;
  for (const { x, y, value } of pixelsOf(shown, { x: 0, y: 0, width: 1, height: 1 }, 0)) {
    if (parts.some((part) => near(x, part.x, part.width, shown.width) && near(y, part.y, part.height, shown.height))) continue;
    value.forEach((one, channel) => (most = Math.max(most, Math.abs(one - (before.data[(y * before.width + x) * 3 + channel] ?? 0)))));
  }
  return most;
}

describe('A redaction', () => {
  it('burns the pixels away in everything a party can fetch, and changes nothing else', async () => {
    const before = await sees(story.seller);
    expect([brightest(before, LABEL) > 100, [before.width, before.height]]).toEqual([true, [1200, 800]]);
    const wished = await redacts(story.buyer, [LABEL], { text: 'The label shows where I live.' });
    expect([wished.status, wished.body]).toMatchObject([202, { number: 1, status: 'requested', by: { role: 'buyer' }, reasonCode: 'address', rectangles: [LABEL] }]);
    await isMade(1);
    for (const who of [story.buyer, story.seller, story.arbitrator]) {
      expect(await seesPiece(who, id)).toMatchObject({ redaction: { number: 1, isPending: false }, sealed: true });
      for (const name of ['preview', 'thumbnail']) {
        // Lossy pictures are nowhere quite black.
        expect([name, brightest(await sees(who, name), LABEL) < 40]).toEqual([name, true]);
      }
    }
    expect(change(await sees(story.seller), before, [LABEL])).toBeLessThan(25);
    expect(new Uint8Array(await (await opensOriginal(story.arbitrator, id)).arrayBuffer())).toEqual(bytes);
    for (const name of ['preview', 'thumbnail']) await eventually(async () => (await parley.app.get(ObjectStore).look(`${id}/1/${name}`)) === null);
    const events = await parley.sql.query<{ input: object; actor: object }>(`SELECT input, actor FROM dispute_event WHERE dispute_id = $1 AND type = 'evidenceRedacted'`, [story.scene.disputeId]);
    expect(events).toMatchObject([{ input: { evidenceId: id, redaction: 1, reasonCode: 'address', regions: 1 }, actor: { role: 'buyer' } }]);
    expect(await story.seller.sees('audit')).toMatchObject({ valid: true });
  });

  it('adds to those before it', async () => {
    await redacts(story.buyer, [LABEL]);
    await isMade(1);
    expect((await redacts(story.arbitrator, [FACE], { reasonCode: 'face' })).body).toMatchObject({ number: 2, by: { role: 'arbitrator' } });
    await isMade(2);
    const shown = await sees(story.seller);
    expect([brightest(shown, LABEL) < 40, brightest(shown, FACE) < 40]).toEqual([true, true]);
    for (const name of ['preview', 'thumbnail']) await eventually(async () => (await parley.app.get(ObjectStore).look(`${id}/1/r1-${name}`)) === null);
  });

  it('asked for six times at once is made, whole, and told in order', async () => {
    const parts = Array.from({ length: 6 }, (_, n): Part => ({ x: 0.05 + n * 0.15, y: 0.4, width: 0.1, height: 0.1 }));
    const answers = await Promise.all(parts.map((part, n) => redacts(n % 2 === 0 ? story.buyer : story.lead, [part])));
    expect(answers.map(({ body }) => (body as Redaction).number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    await isMade(6);
    const shown = await sees(story.seller);
    expect(parts.map((part) => brightest(shown, part) < 40)).toEqual(Array(6).fill(true));
    expect((await redactions(story.seller)).map(({ status }) => status)).toEqual(Array(6).fill('made'));
    const told = await parley.sql.query<{ number: number }>(
      `SELECT (input ->> 'redaction')::int AS number FROM dispute_event WHERE dispute_id = $1 AND type = 'evidenceRedacted' ORDER BY seq`, [story.scene.disputeId]);
    expect(told.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is the owner’s and staff’s to ask for', async () => {
    expect([(await redacts(story.seller)).status, (await redacts(story.stranger)).status, (await redacts(story.marketplace)).status]).toEqual([403, 404, 403]);
    expect((await redacts(story.anonymous)).status).toBe(401);
    expect((await redacts(await account(story, story.seller.sub, ['arbitrator', 'lead']))).status).toBe(403);
    expect(await seesPiece(story.seller, id)).not.toHaveProperty('redaction');
    expect(await redactions(story.seller)).toEqual([]);
    await expect(story.stranger.asks('get', `/v1/evidence/${id}/redactions`)).rejects.toMatchObject({ status: 404 });
    await expect(story.marketplace.asks('get', `/v1/evidence/${id}/redactions`)).rejects.toMatchObject({ status: 403 });
  });

  it('is read by the other side without the words and names behind it', async () => {
    await redacts(story.lead, [LABEL], { text: 'A child is to be seen.' });
    const [asStaff = [], asOwner = [], asOther = []] = await Promise.all([story.arbitrator, story.buyer, story.seller].map(redactions));
    expect(asStaff).toMatchObject([{ text: 'A child is to be seen.', by: { role: 'lead', id: story.lead.sub } }]);
    expect([asOwner[0]?.text, asOwner[0]?.by]).toEqual(['A child is to be seen.', { role: 'lead' }]);
    expect([asOther[0]?.text, asOther[0]?.by]).toEqual([undefined, { role: 'lead' }]);
    await isMade(1);
  });

  it.each<[string, unknown, object, string, string]>([
    ['no part', [], {}, '/rectangles', 'array_min_size'],
    ['no list', 'all of it', {}, '/rectangles', 'is_array'],
    ['a part outside', [{ x: 0.8, y: 0, width: 0.3, height: 0.1 }], {}, '/rectangles/0', 'out_of_picture'],
    ['a part from beyond', [{ x: -0.1, y: 0, width: 0.3, height: 0.1 }], {}, '/rectangles/0/x', 'min'],
    ['a part without width', [{ x: 0, y: 0, width: 0, height: 0.1 }], {}, '/rectangles/0/width', 'min'],
    ['words for numbers', [{ x: '0', y: 0, width: 0.1, height: 0.1 }], {}, '/rectangles/0/x', 'is_number'],
    ['too many', Array(51).fill(LABEL), {}, '/rectangles', 'array_max_size'],
    ['no known reason', [LABEL], { reasonCode: 'because' }, '/reasonCode', 'is_in'],
    ['seconds of a picture', [{ ...LABEL, from: 1 }], {}, '/rectangles/0/from', 'unknown_field'],
  ])('of %s is refused, and hides nothing', async (_what, rectangles, more, pointer, code) => {
    const { status, body } = await redacts(story.buyer, rectangles, more);
    expect([status, body]).toMatchObject([422, { code: 'invalid', errors: expect.arrayContaining([expect.objectContaining({ pointer, code })]) }]);
    expect(await seesPiece(story.seller, id)).toMatchObject({ renditions: expect.arrayContaining([expect.objectContaining({ name: 'preview' })]) });
  });

  it('is kept under its key', async () => {
    const key = { 'idempotency-key': `hide-${id}` };
    const answers = await Promise.all(Array.from({ length: 3 }, () => redacts(story.buyer, [LABEL], {}, key)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await redacts(story.buyer, [FACE], {}, key)).body).toMatchObject({ code: 'idempotency_key_reused' });
    await isMade(1);
    expect(await redactions(story.buyer)).toHaveLength(1);
  });

  it('goes with the piece when that is erased', async () => {
    await redacts(story.buyer, [LABEL], { text: 'Where Rosalind lives.' });
    await isMade(1);
    expect((await story.lead.request('post', `/v1/evidence/${id}/erasure`, { reasonCode: 'court_order' })).status).toBe(202);
    expect((await redacts(story.buyer, [FACE])).body).toMatchObject({ code: 'evidence_erased' });
    for (const name of ['original', 'r1-preview', 'r1-thumbnail']) {
      await eventually(async () => (await parley.app.get(ObjectStore).look(`${id}/1/${name}`)) === null);
    }
    expect(await redactions(story.buyer)).toEqual([]);
    expect(await parley.sql.query(`SELECT 1 FROM idempotency WHERE strpos(body, 'Rosalind') > 0`)).toEqual([]);
  });
});

describe('While a redaction is being made', () => {
  it('only staff are shown anything, also when nobody works', async () => {
    await whileNobodyRedacts(parley.sql, async () => {
      await redacts(story.buyer, [LABEL]);
      for (const party of [story.buyer, story.seller]) {
        expect(await seesPiece(party, id)).toMatchObject({ status: 'available', renditions: [], redaction: { isPending: true } });
        for (const name of ['preview', 'thumbnail']) {
          await expect(downloads(party, `/v1/evidence/${id}/renditions/${name}`)).rejects.toMatchObject({ status: 409, code: 'evidence_not_ready' });
        }
      }
      expect(brightest(await sees(story.arbitrator), LABEL)).toBeGreaterThan(100);
    });
    await parley.sql.query('UPDATE evidence_redaction SET work_at = clock_timestamp() WHERE evidence_id = $1', [id]);
    await isMade(1);
    expect(brightest(await sees(story.seller), LABEL)).toBeLessThan(40);
  });
});
