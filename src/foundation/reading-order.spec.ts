import { describe, expect, it } from '@jest/globals';
import { inReadingOrder } from './reading-order.js';

describe('A text in reading order', () => {
  it('has no embeddings, overrides or isolates', () => {
    const all = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map((code) => String.fromCodePoint(code));
    expect(inReadingOrder(`a${all.join('b')}c`)).toBe(`a${'b'.repeat(all.length - 1)}c`);
    expect(inReadingOrder('+34\u202a 600 000 000\u202c')).toBe('+34 600 000 000');
  });

  it('is as it was otherwise, in every script', () => {
    const plain = 'Lámpara “rota”: שלום, مرحبا 12 \u200e\u200f 👨\u200d👩\u200d👧';
    expect(inReadingOrder(plain)).toBe(plain);
  });
});
