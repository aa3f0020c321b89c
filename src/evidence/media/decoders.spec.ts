import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canary } from '../../../test/support/canary.js';
import { bootApp, type TestApp } from '../../../test/support/app.js';
import { judgedAll } from '../../../test/support/corpus.js';
import { Decoders } from './decoders.js';
import { Judge } from './judge.js';

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp({ roles: 'worker' });
});
afterAll(() => parley.close());

describe('Decoders', () => {
  it('are nobody else’s once they are taken, also while the next is still being started', async () => {
    const decoders = parley.app.get(Decoders);
    // The first has the next one started.
    const first = await decoders.take();
    const taken = [first, ...(await Promise.all([decoders.take(), decoders.take(), decoders.take()]))];
    expect(new Set(taken).size).toBe(4);
    expect(taken.map(({ isAlive }) => isAlive)).toEqual(Array(4).fill(true));
    await Promise.all(taken.map((decoder) => decoder.end()));
  });

  it('judge files that come at once each by itself', async () => {
    const photo = { name: 'photo', mediaType: 'image/jpeg', bytes: Buffer.from(canary('photo.jpg')) };
    const files = [photo, photo, { name: 'heic', mediaType: 'image/heic', bytes: Buffer.from(canary('photo.heic')) }];
    for (let round = 0; round < 3; round += 1) {
      expect((await judgedAll(parley.app.get(Judge), files)).map(({ end }) => end)).toEqual(['available', 'available', 'available']);
    }
  });
});
