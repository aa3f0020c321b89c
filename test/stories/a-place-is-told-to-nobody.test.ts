import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { CANARIES, canary, NEAR_THE_PLACE, singsIn, type CanaryName } from '../support/canary.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { downloads, seesPiece, shows, type Piece } from '../support/pieces.js';

interface Signals {
  data: { code: string; value: string; source: string; text: string; disputeId?: string }[];
}

const NAMES = Object.keys(CANARIES) as CanaryName[];

let parley: TestApp;
let story: People;
const pieces = new Map<CanaryName, Piece>();

const signals = (who: Person, name: CanaryName, language = 'en') =>
  who.asks<Signals>('get', `/v1/evidence/${pieces.get(name)?.id}/signals`, undefined, { 'accept-language': language });

beforeAll(async () => {
  parley = await bootApp();
  story = await people(parley);
  await story.marketplace.pushesOrder({ deliveryPlace: NEAR_THE_PLACE });
  await story.buyer.drafts();
  for (const name of NAMES) pieces.set(name, await shows(story.buyer, canary(name), { fileName: name, mediaType: CANARIES[name], ...(name.startsWith('photo') && { requirement: 'damage' }) }));
  await story.buyer.opens();
}, 120_000);
afterAll(() => parley.close());

describe('What a camera wrote into a file', () => {
  it.each(NAMES)('is there to be found in %s', async (name) => {
    expect(await singsIn(canary(name))).toContain('CANARY-SN-7731-XQ');
  });

  it.each(NAMES)('is in nothing that anybody can download of %s', async (name) => {
    const piece = pieces.get(name);
    expect(piece?.status).toBe('available');
    for (const who of [story.buyer, story.seller]) {
      const seen = await seesPiece(who, piece?.id ?? '');
      expect(seen.renditions.length).toBeGreaterThan(0);
      for (const { href, mediaType, size } of seen.renditions) {
        const { file } = await downloads(who, href);
        const bytes = new Uint8Array(await file.arrayBuffer());
        expect([file.status, file.headers.get('content-type'), bytes.length]).toEqual([200, mediaType, size]);
        expect([href, await singsIn(bytes)]).toEqual([href, []]);
      }
      expect(JSON.stringify({ ...seen, fileName: '' })).not.toMatch(/CANARY|27\.98|86\.92/);
      await expect(who.asks('get', `/v1/evidence/${piece?.id}/renditions/original`)).rejects.toMatchObject({ status: 403 });
    }
  });

  it.each(['photo.jpg', 'photo.png', 'photo.webp', 'photo.heic', 'video.mp4', 'video.mov'] as const)('is told to staff of %s, but no place', async (name) => {
    const { data } = await signals(story.arbitrator, name);
    const source = name.startsWith('photo') ? 'exif' : 'container';
    expect(data).toEqual(expect.arrayContaining([
      expect.objectContaining({ code: 'device', value: 'CanaryCorp Canary One', source }),
      expect.objectContaining({ code: 'distance_to_delivery', value: '1_to_10_km', source }),
      expect.objectContaining({ code: 'taken_at', source, value: '2026-03-04T10:15:00+01:00' }),
      expect.objectContaining({ code: 'software', value: 'Birdsong 4.2' }),
    ]));
    expect(JSON.stringify(data)).not.toMatch(/27\.98|86\.92|SN-7731/);
    expect((await signals(story.arbitrator, name, 'es')).data.map(({ text }) => text)).toContainEqual(expect.stringContaining('entre 1 y 10 km'));
  });

  it('is for staff only', async () => {
    for (const party of [story.buyer, story.seller]) await expect(signals(party, 'photo.jpg')).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    await expect(signals(story.stranger, 'photo.jpg')).rejects.toMatchObject({ status: 404 });
    await expect(story.arbitrator.asks('get', '/v1/evidence/ev_none/signals')).rejects.toMatchObject({ status: 404 });
  });

  it('is kept without the place, here and in the order that others see', async () => {
    const rows = await parley.sql.query(`SELECT to_jsonb(f) AS fact FROM evidence_facts f`);
    expect(rows).toHaveLength(NAMES.length);
    expect(JSON.stringify(rows)).not.toMatch(/27\.98|86\.92|SN-7731/);
    for (const who of [story.buyer, story.seller, story.arbitrator, story.marketplace]) {
      expect(JSON.stringify(await who.asks('get', `/v1/orders/${story.scene.orderId}`))).not.toContain('86.92');
    }
  });
});

describe('A video', () => {
  it.each(['video.mp4', 'video.mov', 'video.webm'] as const)('%s is played from anywhere in it', async (name) => {
    const seen = await seesPiece(story.seller, pieces.get(name)?.id ?? '');
    expect(seen.details).toMatchObject({ width: 320, height: 240, durationSeconds: expect.closeTo(2, 0), codec: name === 'video.webm' ? 'vp9' : 'avc' });
    const playback = seen.renditions.find((rendition) => rendition.name === 'playback');
    const { headers } = await downloads(story.seller, playback?.href ?? '');
    const part = await fetch(headers['location'] ?? '', { headers: { range: 'bytes=100-299' } });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-type')])
      .toEqual([206, `bytes 100-299/${playback?.size}`, name === 'video.webm' ? 'video/webm' : 'video/mp4']);
    const whole = new Uint8Array(await (await fetch(headers['location'] ?? '')).arrayBuffer());
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(100, 300));
  });

  it('has its index in front, so that it begins to play at once', async () => {
    const { renditions } = await seesPiece(story.buyer, pieces.get('video.mp4')?.id ?? '');
    const { file } = await downloads(story.buyer, renditions.find(({ name }) => name === 'playback')?.href ?? '');
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.indexOf('moov')).toBeGreaterThan(0);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });
});

describe('A picture that was shown before', () => {
  it('in another dispute is told to staff of both, the same file and one that looks like it', async () => {
    const other = await people(parley);
    await other.marketplace.pushesOrder();
    await other.buyer.drafts();
    const same = await shows(other.buyer, canary('photo.jpg'), { requirement: 'damage' });
    await shows(other.buyer, canary('photo.webp'), { mediaType: 'image/webp', requirement: 'damage' });
    const twins = async () => (await signals(story.arbitrator, 'photo.jpg')).data.filter(({ source }) => source === 'other_disputes');
    // A draft is its owner's alone.
    expect(await twins()).toEqual([]);
    await other.buyer.opens();
    expect(await twins()).toEqual([
      expect.objectContaining({ code: 'same_file', value: '0', disputeId: other.scene.disputeId, evidenceId: same.id }),
      expect.objectContaining({ code: 'similar_photo', disputeId: other.scene.disputeId }),
    ]);
    const back = await story.arbitrator.asks<Signals>('get', `/v1/evidence/${same.id}/signals`);
    expect(back.data.filter(({ code }) => code === 'same_file')).toEqual([expect.objectContaining({ disputeId: story.scene.disputeId })]);
    // PNG, WebP and HEIC of the same scene.
    expect(back.data.filter(({ code }) => code === 'similar_photo').length).toBe(3);
  });
});
