import { describe, expect, it } from '@jest/globals';
import { faultOfSpot } from './anchors.js';

const point = { x: 0.5, y: 0.5 };

describe('a comment can point', () => {
  it.each([
    ['nowhere in particular', {}, 'video', null],
    ['at a moment of a video', { second: 12 }, 'video', null],
    ['at its very end', { second: 30 }, 'video', null],
    ['at a spot of a photo', { point }, 'photo', null],
    ['at a spot of a document', { point }, 'document', null],
    ['not after the end', { second: 30.1 }, 'video', 'after_the_end'],
    ['not at a moment of a photo', { second: 0 }, 'photo', 'only_in_videos'],
    ['not at a moment of a document', { second: 1 }, 'document', 'only_in_videos'],
    ['not at a spot of a video', { point }, 'video', 'only_in_pictures'],
    ['not at both', { second: 1, point }, 'video', 'one_of'],
  ] as const)('%s', (_, spot, kind, code) => {
    expect(faultOfSpot(spot, kind, { durationSeconds: 30 })?.what.code ?? null).toBe(code);
  });

  it('anywhere in a video whose length nobody knows', () => {
    expect([faultOfSpot({ second: 9999 }, 'video', null), faultOfSpot({ second: 9999 }, 'video', {})]).toEqual([null, null]);
  });
});
