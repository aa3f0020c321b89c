import { describe, expect, it } from '@jest/globals';
import { distanceBetween } from './distance.js';
import { looksFrom } from './looks.js';
import { signalsOf } from './signals.js';

const MADRID = { latitude: 40.4168, longitude: -3.7038 };

describe('The way between two places', () => {
  it.each([
    ['next door', { latitude: 40.4200, longitude: -3.7038 }, 'under_1_km'],
    ['another part of town', { latitude: 40.4500, longitude: -3.7038 }, '1_to_10_km'],
    ['Toledo', { latitude: 39.8628, longitude: -4.0273 }, '10_to_100_km'],
    ['Barcelona', { latitude: 41.3874, longitude: 2.1686 }, '100_to_1000_km'],
    ['Berlin', { latitude: 52.52, longitude: 13.405 }, 'over_1000_km'],
    ['the other side of the date line', { latitude: -17.7, longitude: 179.9 }, 'over_1000_km'],
  ] as const)('to %s is told as a range', (_where, place, distance) => {
    expect(distanceBetween(MADRID, place)).toBe(distance);
    expect(distanceBetween(place, MADRID)).toBe(distance);
  });

  it('is short across the date line', () => {
    expect(distanceBetween({ latitude: 0, longitude: 179.999 }, { latitude: 0, longitude: -179.999 })).toBe('under_1_km');
  });
});

describe('How a picture looks', () => {
  it('is a signed number and four parts that know their place', () => {
    expect(looksFrom('ffffffffffffffff')).toEqual({ bits: -1n, parts: [65_535, 131_071, 196_607, 262_143] });
    expect(looksFrom('0001000200030004')).toEqual({ bits: 0x0001000200030004n, parts: [4, 65_539, 131_074, 196_609] });
  });
});

describe('Signals', () => {
  it('tell what is known and nothing about the rest', () => {
    expect(signalsOf({ claims: {}, distance: null, details: null, twins: [] })).toEqual([]);
    const twin = { evidenceId: 'ev_2', disputeId: 'dp_2', isSame: false, bits: 3 };
    expect(signalsOf({ claims: { device: 'Pixel 9', source: 'container' }, distance: 'under_1_km', details: { durationSeconds: 2.5 }, twins: [twin] })).toEqual([
      { code: 'device', value: 'Pixel 9', source: 'container' },
      { code: 'distance_to_delivery', value: 'under_1_km', source: 'container' },
      { code: 'duration', value: '2.5', source: 'bytes' },
      { code: 'similar_photo', value: '3', source: 'other_disputes', twin },
    ]);
  });
});
