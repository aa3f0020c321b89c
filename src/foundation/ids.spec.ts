import { describe, expect, it } from '@jest/globals';
import { ID_PATTERN, newId } from './ids.js';

describe('an id', () => {
  it('carries its kind and 26 characters that cannot be misread', () => {
    const id = newId('dp');
    expect(id).toMatch(/^dp_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(id).toMatch(ID_PATTERN('dp'));
  });

  it('sorts by the time it was made, also within one millisecond', () => {
    const ids = Array.from({ length: 20_000 }, () => newId('evt'));
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  it('begins with the milliseconds of its making', () => {
    const before = Date.now();
    const id = newId('rf').slice(3);
    const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
    const value = [...id].reduce((sum, letter) => sum * 32n + BigInt(alphabet.indexOf(letter)), 0n);
    const made = Number(value >> 80n);
    expect(made).toBeGreaterThanOrEqual(before);
    expect(made).toBeLessThanOrEqual(Date.now());
  });

  it.each(['dp_01K9X00000000000000000000A', 'dp_91k9x00000000000000000000a', 'of_01k9x00000000000000000000a', 'dp_01k9', "dp_01k9x00000000000000000000a' or 1"])(
    'is not %s when a dispute is meant',
    (text) => expect(ID_PATTERN('dp').test(text)).toBe(false),
  );
});
