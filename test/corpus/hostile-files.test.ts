import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Judge } from '../../src/evidence/media/judge.js';
import { bootApp, type TestApp } from '../support/app.js';
import { ends, judgedAll, judgedFile, MOST_MEMORY_KB, MOST_MS, Trap, watchDecoders, type Outcome } from '../support/corpus.js';
import { bombs, FILMS, impostors, mutated, PICTURES, type Hostile } from '../support/hostile.js';

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
    await fetch(trap.url);
    expect(trap.visits).toBe(1);
    expect(await judgedFile(judge(), { ...impostors(trap.url)[0]!, mediaType: 'image/png' })).toMatchObject({ end: 'type_mismatch' });
  });
});
