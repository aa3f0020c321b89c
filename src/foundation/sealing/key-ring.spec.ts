import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeyRing, SealBroken } from './key-ring.js';

const [OLD, NEW] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const ring = (text: string): KeyRing => KeyRing.parse(text)!;

describe('A key ring', () => {
  it('opens what it sealed, never twice the same, for what it was sealed for', () => {
    const keys = ring(`k1:${OLD}`);
    const [one, other] = [keys.seal('whsec_ñ', 'we_1'), keys.seal('whsec_ñ', 'we_1')];
    expect([keys.open(one, 'we_1'), keys.open(other, 'we_1')]).toEqual(['whsec_ñ', 'whsec_ñ']);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^v1\.k1\.[\w-]+$/);
    expect(() => keys.open(one, 'we_2')).toThrow(SealBroken);
  });

  it('opens nothing that was changed, cut, or sealed by somebody else', () => {
    const keys = ring(`k1:${OLD}`);
    const sealed = keys.seal('whsec_x', 'we_1');
    const [head, body = ''] = [sealed.slice(0, 6), sealed.slice(6)];
    for (let at = 0; at < body.length; at += 1) {
      const spoilt = `${head}${body.slice(0, at)}${body[at] === 'A' ? 'g' : 'A'}${body.slice(at + 1)}`;
      expect([at, spoilt === sealed]).toEqual([at, false]);
      // The last character of base64url may hold bits that stand for nothing.
      if (Buffer.from(spoilt.slice(6), 'base64url').equals(Buffer.from(body, 'base64url'))) continue;
      expect(() => keys.open(spoilt, 'we_1')).toThrow(SealBroken);
    }
    for (const wrong of ['', 'whsec_x', 'v1.k1.', 'v1.k1.AAAA', 'v2.k1.AAAA', sealed.slice(0, -8)]) expect(() => keys.open(wrong, 'we_1')).toThrow(SealBroken);
    expect(() => ring(`k1:${NEW}`).open(sealed, 'we_1')).toThrow(SealBroken);
    expect(() => ring(`k2:${OLD}`).open(sealed, 'we_1')).toThrow('there is no key k1');
  });

  it('seals with its first key and opens with all, so that keys can be changed', () => {
    const before = ring(`k1:${OLD}`).seal('whsec_x', 'we_1');
    const both = ring(`k2:${NEW}, k1:${OLD}`);
    expect([both.open(before, 'we_1'), both.isCurrent(before), both.isCurrent(both.seal('y', 'we_1'))]).toEqual(['whsec_x', false, true]);
  });

  it('is not made of anything but names and 32 bytes each', () => {
    for (const wrong of ['', 'k1', `k1:${OLD.slice(4)}`, `k1:${OLD},`, `K1:${OLD}`, `k.1:${OLD}`, `k1:${OLD},k1:${NEW}`, OLD]) expect([wrong, KeyRing.parse(wrong)]).toEqual([wrong, null]);
  });

  it('of a sandbox is the same everywhere', () => {
    expect(KeyRing.known('sandbox').open(KeyRing.known('sandbox').seal('x', 'y'), 'y')).toBe('x');
  });
});
