import { describe, expect, it } from '@jest/globals';
import { VerifiedTokens } from './verified-tokens.js';

const caller = (sub: string) => ({ sub, roles: [] });
const MINUTE = 60_000;

describe('Verified tokens', () => {
  it('are forgotten when they expire', () => {
    const tokens = new VerifiedTokens();
    tokens.remember('a', caller('ana'), 1_000, 0);
    expect(tokens.find('a', 999)).toEqual(caller('ana'));
    expect(tokens.find('a', 1_000)).toBeUndefined();
    expect(tokens.size).toBe(0);
  });

  it('are examined again after five minutes, in case the key was withdrawn', () => {
    const tokens = new VerifiedTokens();
    tokens.remember('a', caller('ana'), 1_000 * MINUTE, 0);
    expect(tokens.find('a', 5 * MINUTE - 1)).toEqual(caller('ana'));
    expect(tokens.find('a', 5 * MINUTE)).toBeUndefined();
  });

  it('leave when there are too many, the least recently used first', () => {
    const tokens = new VerifiedTokens(2);
    tokens.remember('a', caller('ana'), MINUTE, 0);
    tokens.remember('b', caller('ben'), MINUTE, 0);
    tokens.find('a', 0);
    tokens.remember('c', caller('cleo'), MINUTE, 0);
    expect(['a', 'b', 'c'].map((token) => tokens.find(token, 0)?.sub)).toEqual(['ana', undefined, 'cleo']);
  });
});
