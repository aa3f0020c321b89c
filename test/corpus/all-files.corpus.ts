import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decoders } from '../../src/evidence/media/decoders.js';
import { Judge } from '../../src/evidence/media/judge.js';
import { findSandbox, type Sandbox } from '../../src/evidence/media/sandbox.js';
import { Config } from '../../src/foundation/config/config.js';
import { Health } from '../../src/foundation/health/health.js';
import { Log } from '../../src/foundation/logging/log.js';
import { listed, placeOf } from '../../tools/corpus.mjs';
import { bootApp, type TestApp } from '../support/app.js';
import { ends, judgedAll, MOST_MEMORY_KB, MOST_MS, Trap, watchDecoders, type Outcome } from '../support/corpus.js';
import { bombs, FILMS, impostors, mutated, PICTURES, type Hostile } from '../support/hostile.js';
import { eventually } from '../support/eventually.js';
import { people, type People } from '../support/people.js';
import { completes, declares, seesPiece } from '../support/pieces.js';
import { askOverAndOver, RunningApp } from '../support/running-app.js';

/** What the printed p99 is to be compared with is 50 ms on a calm machine; only a blocked event loop reaches this one. */
const BLOCKED_MS = 1_000;
/** So long the API is asked before there is anything to decode, for comparison. */
const CALM_MS = 1_500;
/** As it is run, built: it starts in two thirds of the time that one needs whose types are taken away first. */
const BUILT = fileURLToPath(new URL('../../dist/src/evidence/media/child', import.meta.url));
/** Files that go the whole way: declared, uploaded, judged by the worker, seen. */
const WHOLE_WAY = 60;
/** Every how many-th file is judged: all of them take minutes, which not every run has. */
const EVERY = Number(process.env['CORPUS_EVERY'] ?? 1);
/** What their owners call them, where a name says something we take. */
const SAID: Readonly<Record<string, string>> = { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', heic: 'image/heic', hif: 'image/heic', pdf: 'application/pdf', mov: 'video/quicktime' };
const MAGIC: readonly [string, string][] = [['ffd8ff', 'image/jpeg'], ['89504e47', 'image/png'], ['25504446', 'application/pdf']];

let parley: TestApp;
let running: RunningApp;
let story: People;
let trap: Trap;
let decoders: BuiltDecoders;

class BuiltDecoders extends Decoders {
  readonly #built = findSandbox(BUILT);

  override sandbox(): Promise<Sandbox> {
    return this.#built;
  }
}

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
  decoders = new BuiltDecoders(parley.app.get(Config), parley.app.get(Health), parley.app.get(Log));
  [running, trap] = await Promise.all([RunningApp.start(parley.database), Trap.set()]);
  story = await people(running);
  await story.buyer.drafts();
});
afterAll(async () => {
  trap.spring();
  await decoders.onApplicationShutdown();
  await running.stop();
  await parley.close();
});

/** Declared as what it looks like, so that as many as possible are decoded; else as a photo, as somebody would who tries. */
function saidOf(path: string, bytes: Buffer): string {
  const head = bytes.subarray(0, 4).toString('hex');
  return MAGIC.find(([magic]) => head.startsWith(magic))?.[1] ?? SAID[path.toLowerCase().split('.').at(-1) ?? ''] ?? 'image/jpeg';
}

function* realFiles(): Generator<Hostile> {
  for (const file of listed().flatMap(({ files }) => files).filter((_, index) => index % EVERY === 0)) {
    if (!existsSync(placeOf(file))) continue;
    const bytes = readFileSync(placeOf(file));
    yield { name: file.path, mediaType: saidOf(file.path, bytes), bytes };
  }
}

function* many(count: number, make: (seed: number) => Hostile): Generator<Hostile> {
  for (let seed = 0; seed < count; seed += EVERY) yield make(seed);
}

/** Judges all while somebody uses the API, and says what came of it. */
async function expectTamed(what: string, files: Iterable<Hostile>): Promise<Outcome[]> {
  const calm = await asked(async () => new Promise((resolve) => setTimeout(resolve, CALM_MS)));
  const watch = watchDecoders();
  const start = performance.now();
  let outcomes: Outcome[] = [];
  const busy = await asked(async () => { outcomes = await judgedAll(new Judge(decoders), files); });
  const peakMb = Math.round(Math.max(watch.stop(), ...outcomes.map(({ peakKb }) => peakKb)) / 1024);
  const longest = Math.round(Math.max(0, ...outcomes.map(({ ms }) => ms)));
  console.log(`corpus: ${what}: ${outcomes.length} files in ${Math.round((performance.now() - start) / 1000)} s: ${JSON.stringify(ends(outcomes))}; ` +
    `at most ${peakMb} MB and ${longest} ms; API p99 ${busy.p99.toFixed(1)} ms of ${busy.count} answers (${calm.p99.toFixed(1)} ms before)`);
  expect(peakMb * 1024).toBeLessThan(MOST_MEMORY_KB);
  expect(longest).toBeLessThan(MOST_MS);
  expect(trap.visits).toBe(0);
  // Files that decoders die of are rare: where all of them die it is the decoder that is broken.
  expect(outcomes.filter(({ end }) => end === 'died').length).toBeLessThanOrEqual(Math.max(1, outcomes.length / 100));
  expect(busy.count).toBeGreaterThan(0);
  expect(busy.p99).toBeLessThan(BLOCKED_MS);
  return outcomes;
}

async function asked(work: () => Promise<unknown>): Promise<{ count: number; p99: number }> {
  const asking = askOverAndOver(`${running.url}/v1/disputes/${story.scene.disputeId}`, story.buyer.token ?? '');
  try {
    await work();
  } catch (error) {
    // A failure leaves no thread asking for ever.
    await asking.stop();
    throw error;
  }
  return asking.stop();
}

describe('Thousands of files', () => {
  it('that others found broken', async () => {
    const files = [...realFiles()];
    if (files.length === 0) console.log('corpus: NO REAL FILES: the sources could not be fetched, see above');
    const outcomes = await expectTamed('real files', files);
    expect(outcomes).toHaveLength(files.length);
  });

  it('that were photos and documents once', async () => {
    expect(await expectTamed('mutated photos and documents', many(1500, (seed) => mutated(seed, PICTURES)))).toHaveLength(Math.ceil(1500 / EVERY));
  });

  it('that were videos once', async () => {
    expect(await expectTamed('mutated videos', many(200, (seed) => mutated(seed, FILMS)))).toHaveLength(Math.ceil(200 / EVERY));
  });

  it('that were made to hurt', async () => {
    const files = [...(await bombs()), ...impostors(trap.url)];
    expect(await expectTamed('bombs and impostors', files)).toHaveLength(files.length);
  });

  it('of which some go the whole way, through the store and a worker', async () => {
    const some = [...many(WHOLE_WAY / 2, (seed) => mutated(seed, PICTURES)), ...[...realFiles()].filter((_, i) => i % 37 === 0)].filter(({ bytes }) => bytes.length > 0).slice(0, WHOLE_WAY);
    const ended: string[] = [];
    // One on which decoders die is tried for a minute before it is given up.
    const patienceMs = 180_000;
    for (const { mediaType, bytes } of some) {
      // One side has so many places: what was judged makes room.
      const { id, upload } = await declares(story.buyer, new Uint8Array(bytes), { mediaType });
      await story.buyer.uploads(upload, new Uint8Array(bytes));
      await completes(story.buyer, id);
      const piece = await eventually(async () => {
        const seen = await seesPiece(story.buyer, id);
        return seen.status === 'processing' ? null : seen;
      }, patienceMs);
      ended.push(piece.status);
      await story.buyer.asks('delete', `/v1/evidence/${piece.id}`);
    }
    console.log(`corpus: the whole way: ${some.length} files, ${ended.filter((status) => status === 'available').length} available`);
    expect(ended.filter((status) => status !== 'available' && status !== 'rejected')).toEqual([]);
    expect(ended).toHaveLength(some.length);
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(200);
    expect(trap.visits).toBe(0);
  });
});
