import { describe, expect, it } from '@jest/globals';
import { printable } from './printable.js';

describe('A text as it is printed', () => {
  it('is as it was written', () => {
    const plain = `It hums.\n\n\nDay and night: ${'ab'.repeat(50)}\nsha-256 ${'0f'.repeat(32)}`;
    expect(printable(plain)).toBe(plain);
    expect(printable('')).toBe('');
  });

  it('may be broken within a word that no line holds, but not between a letter and its accents', () => {
    expect(printable('W'.repeat(250))).toBe([100, 100, 50].map((length) => 'W'.repeat(length)).join('\u200b'));
    const accented = `${'W'.repeat(99)}e${'\u0301'.repeat(3)}`;
    expect(printable(accented)).toBe(accented);
    expect(printable(`${accented}${'W'.repeat(110)}`).split('\u200b')).toEqual([accented, 'W'.repeat(100), 'W'.repeat(10)]);
    expect(printable('😀'.repeat(150)).split('\u200b').map((part) => [...part].length)).toEqual([100, 50]);
  });

  it('has no pages of nothing, and no tabs, which no font shows', () => {
    expect(printable(`a${'\n'.repeat(5_000)}b`)).toBe('a\n\n\nb');
    expect(printable(`a${'\t \n'.repeat(2_000)}b`)).toBe('a\n\n\nb');
    expect(printable('a\tb')).toBe('a  b');
  });

  it('is read in the order in which it was written', () => {
    expect(printable('It costs \u202e00.21\u202c euros, \u2067no more\u2069.')).toBe('It costs 00.21 euros, no more.');
  });
});
