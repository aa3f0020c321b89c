import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ALL_FORMATS, BufferSource, BufferTarget, EncodedPacketSink, EncodedVideoPacketSource, Input, Mp4OutputFormat, Output, type EncodedPacket,
} from 'mediabunny';
import sharp from 'sharp';
import { ObjectStore } from '../../src/evidence/object-store.js';
import { bootApp, type TestApp } from '../support/app.js';
import { canary, singsIn } from '../support/canary.js';
import { eventually } from '../support/eventually.js';
import { openedWith } from '../support/opened.js';
import type { People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { downloads, opensOriginal, seesPiece, type Bytes, type Piece } from '../support/pieces.js';

/** In fractions of the upright picture. */
type Part = { x: number; y: number; width: number; height: number };
interface Redaction {
  number: number;
  status: string;
}

const FACE: Part = { x: 0.5, y: 0.1, width: 0.25, height: 0.3 };
const LABEL: Part = { x: 0.1, y: 0.6, width: 0.3, height: 0.2 };
const PATIENCE_MS = 60_000;
/** Films as they come: from a telephone that was held upright too. */
const FILMS: readonly [string, () => Promise<Bytes> | Bytes, string, number, number][] = [
  ['an MP4', () => canary('video.mp4'), 'video/mp4', 320, 240],
  ['an MP4 on its side', () => turned(canary('video.mp4')), 'video/mp4', 240, 320],
  ['a WebM', () => canary('video.webm'), 'video/webm', 320, 240],
];

let parley: TestApp;
let directory: string;

beforeAll(async () => {
  [parley, directory] = await Promise.all([bootApp(), mkdtemp(join(tmpdir(), 'parley-films-'))]);
});
afterAll(async () => {
  await parley.close();
  await rm(directory, { recursive: true, force: true });
});

/** The same pictures, and a container that says that they stand on their side. */
async function turned(bytes: Bytes): Promise<Bytes> {
  const track = await new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS }).getPrimaryVideoTrack();
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source, { rotation: 90 });
  await output.start();
  const decoderConfig = await track!.getDecoderConfig();
  for await (const packet of new EncodedPacketSink(track!).packets() as AsyncIterable<EncodedPacket>) await source.add(packet, { decoderConfig } as Parameters<typeof source.add>[1]);
  await output.finalize();
  return new Uint8Array(output.target.buffer ?? new ArrayBuffer(0));
}

const file = async (who: Person, id: string, name: string): Promise<Bytes> => new Uint8Array(await (await downloads(who, `/v1/evidence/${id}/renditions/${name}`)).file.arrayBuffer());
const redacts = (who: Person, id: string, ...rectangles: Part[]) => who.request('post', `/v1/evidence/${id}/redactions`, { rectangles, reasonCode: 'face' });
const isMade = ({ arbitrator }: People, id: string, number: number) => eventually(async () => {
  const { data } = await arbitrator.asks<{ data: Redaction[] }>('get', `/v1/evidence/${id}/redactions`);
  return data.find((one) => one.number === number)?.status === 'made';
}, PATIENCE_MS);

/** A worker with ffmpeg has made pictures of the film; without it nothing can be hidden in one. */
const hasFfmpeg = ({ renditions }: Piece): boolean => renditions.some(({ name }) => name === 'poster');

interface Picture {
  data: Buffer;
  width: number;
  height: number;
}

/** Every picture of a film, upright. */
async function picturesOf(bytes: Bytes, width: number, height: number): Promise<Picture[]> {
  const path = join(directory, 'film');
  await writeFile(path, bytes);
  const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', path, '-an', '-vf', `scale=${width}:${height}`, '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 });
  return Array.from({ length: stdout.length / (width * height * 3) }, (_, n) => ({ data: stdout.subarray(n * width * height * 3, (n + 1) * width * height * 3), width, height }));
}

async function picture(bytes: Bytes): Promise<Picture> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The brightest value of any pixel within the part. */
function brightest({ data, width, height }: Picture, { x, y, ...part }: Part): number {
  let most = 0;
  for (let row = Math.ceil(y * height); row < Math.floor((y + part.height) * height); row += 1) {
    for (let column = Math.ceil(x * width); column < Math.floor((x + part.width) * width); column += 1) {
      for (let channel = 0; channel < 3; channel += 1) most = Math.max(most, data[(row * width + column) * 3 + channel] ?? 0);
    }
  }
  return most;
}

/** The nine pictures of a storyboard, without the black that fills their tiles. */
function tilesOf({ data, width }: Picture, filmWidth: number, filmHeight: number): Picture[] {
  const tile = { width: 320, height: 180 };
  const scale = Math.min(tile.width / filmWidth, tile.height / filmHeight);
  const [wide, high] = [Math.floor(filmWidth * scale), Math.floor(filmHeight * scale)];
  return Array.from({ length: 9 }, (_, place) => {
    const left = (place % 3) * tile.width + Math.floor((tile.width - wide) / 2);
    const top = Math.floor(place / 3) * tile.height + Math.floor((tile.height - high) / 2);
    const rows = Array.from({ length: high }, (_row, row) => data.subarray(((top + row) * width + left) * 3, ((top + row) * width + left + wide) * 3));
    return { data: Buffer.concat(rows), width: wide, height: high };
  });
}

/** How much pictures differ on average in a part that nobody has touched. */
function difference(one: Picture, other: Picture, { x, y, ...part }: Part): number {
  let [sum, count] = [0, 0];
  for (let row = Math.ceil(y * one.height); row < (y + part.height) * one.height; row += 1) {
    for (let at = (row * one.width + Math.ceil(x * one.width)) * 3; at < (row * one.width + Math.floor((x + part.width) * one.width)) * 3; at += 1, count += 1) {
      sum += Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0));
    }
  }
  return sum / count;
}

const lasts = async (bytes: Bytes) => {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  return { seconds: await input.computeDuration(), sound: await (await input.getPrimaryAudioTrack())?.getCodec(), pictures: await (await input.getPrimaryVideoTrack())?.getCodec() };
};

describe.each(FILMS)('A redaction of %s', (_what, make, mediaType, width, height) => {
  it('burns the pixels away in every picture of it, where there is an ffmpeg, and is refused where there is none', async () => {
    const bytes = await make();
    const { story, piece } = await openedWith(parley, bytes, { fileName: 'film', mediaType });
    const { id } = piece;
    if (!hasFfmpeg(piece)) {
      expect(await redacts(story.buyer, id, FACE)).toMatchObject({ status: 409, body: { code: 'redaction_unsupported' } });
      return expect(await seesPiece(story.seller, id)).toMatchObject({ renditions: [{ name: 'playback' }] });
    }
    const before = { film: await file(story.seller, id, 'playback'), poster: await file(story.seller, id, 'poster') };
    const was = await picturesOf(before.film, width, height);
    expect([was.every((one) => brightest(one, FACE) > 100), brightest(await picture(before.poster), FACE) > 100]).toEqual([true, true]);

    expect((await redacts(story.buyer, id, FACE)).status).toBe(202);
    expect((await redacts(story.arbitrator, id, LABEL)).status).toBe(202);
    await isMade(story, id, 2);
    const shown = await seesPiece(story.seller, id);
    expect(shown.renditions.map(({ name }) => name)).toEqual(['thumbnail', 'poster', 'storyboard', 'playback']);
    for (const name of ['thumbnail', 'poster']) {
      const one = await picture(await file(story.seller, id, name));
      expect([name, brightest(one, FACE) < 60, brightest(one, LABEL) < 60]).toEqual([name, true, true]);
    }
    expect(tilesOf(await picture(await file(story.seller, id, 'storyboard')), width, height).filter((tile) => brightest(tile, FACE) >= 60 || brightest(tile, LABEL) >= 60)).toEqual([]);
    const film = await file(story.seller, id, 'playback');
    const is = await picturesOf(film, width, height);
    // Encoders of other containers may show the last picture a moment longer, not fewer or more of them.
    expect([is.length, is.filter((one) => brightest(one, FACE) >= 60 || brightest(one, LABEL) >= 60).length]).toEqual([was.length, 0]);
    const untouched = { x: 0.05, y: 0.05, width: 0.35, height: 0.4 };
    expect(Math.max(...is.map((one, n) => difference(one, was[n]!, untouched)))).toBeLessThan(20);
    const [old, now] = [await lasts(before.film), await lasts(film)];
    expect([now.pictures, now.sound]).toEqual(['avc', old.sound]);
    expect(Math.abs(now.seconds - old.seconds)).toBeLessThan(0.2);
    expect(await singsIn(film)).toEqual([]);
    expect(new Uint8Array(await (await opensOriginal(story.arbitrator, id)).arrayBuffer())).toEqual(bytes);
    for (const name of ['playback', 'poster', 'storyboard', 'thumbnail']) await eventually(async () => (await parley.app.get(ObjectStore).look(`${id}/1/${name}`)) === null);
    expect(await story.seller.sees('audit')).toMatchObject({ valid: true });
  });
});
