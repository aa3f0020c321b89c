import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Decoder } from '../../src/evidence/media/decoder.js';
import { Judge } from '../../src/evidence/media/judge.js';
import { findSandbox } from '../../src/evidence/media/sandbox.js';
import { bootApp, type TestApp } from '../support/app.js';
import { ends, judgedAll, judgedFile, MOST_MEMORY_KB, MOST_MS, TAKEN, Trap, watchDecoders, type Outcome } from '../support/corpus.js';
import { bombs, FILMS, impostors, mutated, PICTURES, type Hostile } from '../support/hostile.js';
import { sha256 } from '../support/pieces.js';
import { TILE, tiledHeic } from '../support/tiled-heic.js';

// A part of `npm run test:corpus` that is quick and needs nothing from outside.

let parley: TestApp;
let trap: Trap;
const judge = () => parley.app.get(Judge);
const many = (count: number, make: (seed: number) => Hostile) => Array.from({ length: count }, (_, seed) => make(seed));

beforeAll(async () => {
  [parley, trap] = await Promise.all([bootApp({ roles: 'worker' }), Trap.set()]);
});
afterAll(async () => {
  trap.spring();
  await parley.close();
});

/** Every file has an end, nobody went over a limit, and nobody fetched anything. */
function expectTamed(outcomes: readonly Outcome[], count: number): void {
  expect(outcomes).toHaveLength(count);
  expect(outcomes.filter(({ ms, peakKb }) => ms > MOST_MS || peakKb > MOST_MEMORY_KB)).toEqual([]);
  expect(trap.visits).toBe(0);
  console.log(`corpus: ${count} files: ${JSON.stringify(ends(outcomes))}, at most ${Math.max(...outcomes.map(({ peakKb }) => peakKb)) >> 10} MB`);
}

describe('Files that were made to hurt', () => {
  it('want more memory than there is, and do not get it', async () => {
    const watch = watchDecoders();
    const files = await bombs();
    const outcomes = await judgedAll(judge(), files);
    expectTamed(outcomes, files.length);
    expect(watch.stop()).toBeLessThan(MOST_MEMORY_KB);
    const endOf = (name: string) => outcomes.find((outcome) => outcome.name === name)?.end;
    expect(['a PNG of 60 000 by 60 000', 'a JPEG that says 60 000 by 60 000'].map(endOf)).toEqual(Array(2).fill('too_many_pixels'));
    expect(['a PNG of exactly 50 megapixels', 'a progressive JPEG of 49 megapixels', 'a WebP of 49 megapixels'].map(endOf)).toEqual(Array(3).fill('available'));
  });

  it('are something else, and are found out or made anew', async () => {
    const files = impostors(trap.url);
    const outcomes = await judgedAll(judge(), files);
    expectTamed(outcomes, files.length);
    const available = outcomes.filter(({ end }) => end === 'available').map(({ name }) => name).sort();
    expect(available).toEqual([
      'a JPEG with a page behind it', 'a JPEG with a page in its comment', 'a MOV that refers to another file', 'a PDF with an action', 'a PNG with an archive behind it',
      'a WebM with an archive behind it', 'an MP4 with a page behind it', 'an SVG in a JPEG’s tail',
    ].sort());
    expect(outcomes.filter(({ end }) => end === 'died')).toEqual([]);
  });

  it('were photos and documents once', async () => {
    expectTamed(await judgedAll(judge(), many(60, (seed) => mutated(seed, PICTURES))), 60);
  });

  it('were videos once', async () => {
    expectTamed(await judgedAll(judge(), many(8, (seed) => mutated(seed, FILMS))), 8);
  });

  it('would be noticed visiting', async () => {
    const control = await Trap.set();
    await fetch(control.url);
    expect(control.visits).toBe(1);
    expect(await judgedFile(judge(), { ...impostors(control.url)[0]!, mediaType: 'image/png' })).toMatchObject({ end: 'type_mismatch' });
    expect(control.visits).toBe(1);
    control.spring();
  });
});

describe('A HEIC as telephones make it, of many tiles', () => {
  const heic = (name: string, tiled: Parameters<typeof tiledHeic>[0]): Hostile => ({ name, mediaType: 'image/heic', bytes: tiledHeic(tiled) });

  it('is decoded up to 48 megapixels, beyond 50 refused by the name of the limit, and stays within its memory', async () => {
    const watch = watchDecoders();
    const files = [
      heic('24 megapixels', { columns: 9, rows: 9, width: 5712, height: 4284 }),
      heic('48 megapixels', { columns: 13, rows: 13, width: 8064, height: 6048, quarters: 3 }),
      heic('69 megapixels', { columns: 15, rows: 15, width: 9600, height: 7200 }),
    ];
    const outcomes = await judgedAll(judge(), files);
    expectTamed(outcomes, files.length);
    expect(watch.stop()).toBeLessThan(MOST_MEMORY_KB);
    expect(outcomes.map(({ name, end }) => [name, end]).sort()).toEqual([['24 megapixels', 'available'], ['48 megapixels', 'available'], ['69 megapixels', 'too_many_pixels']]);
  });

  it('fits with room to spare: not one more, one less by the state of the heap', async () => {
    const decoder = await Decoder.start(await findSandbox(undefined, 520_000));
    const bytes = tiledHeic({ columns: 13, rows: 13, width: 8064, height: 6048 });
    await decoder.receive(Readable.from([bytes]), bytes.length);
    const { told } = await decoder.work({ mediaType: 'image/heic', hide: [], ffmpeg: null });
    await decoder.end();
    expect([told.refused, told.details]).toEqual([undefined, { width: 8064, height: 6048 }]);
  });

  it('stands upright, its tiles where they belong', async () => {
    const file = heic('turned', { columns: 3, rows: 2, width: 1800, height: 900, quarters: 3 });
    const { size, preview } = await judge().judge(Readable.from([file.bytes]), { ...file, size: file.bytes.length, sha256: sha256(new Uint8Array(file.bytes)) }, TAKEN, async (judgement) => {
      if (judgement.rejected !== null) throw new Error(judgement.rejected);
      const made = judgement.made.find(({ name }) => name === 'preview');
      return { size: [judgement.details.width, judgement.details.height], preview: await sharp(await made!.file.readFile()).removeAlpha().raw().toBuffer({ resolveWithObject: true }) };
    });
    const { width, height } = preview.info;
    expect([size, [width, height]]).toEqual([[900, 1800], [800, 1600]]);
    // Turned to the right, a tile is as wide as it was high: the one below looks like the one above it.
    const tile = Math.round((TILE.width / 1800) * height);
    const row = (y: number) => preview.data.subarray(y * width * 3, (y + 1) * width * 3);
    const differs = (one: Buffer, other: Buffer) => one.reduce((sum, value, i) => sum + Math.abs(value - (other[i] ?? 0)), 0) / one.length;
    expect(differs(row(100), row(100 + tile))).toBeLessThan(12);
    expect(differs(row(100), row(100 + Math.round(tile / 2)))).toBeGreaterThan(24);
  });
});
