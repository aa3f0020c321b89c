import { describe, expect, it } from '@jest/globals';
import { Problem } from '../problems/problem.js';
import { parseIfMatch, requireIfMatch } from './if-match.js';
import { preferredLanguage } from './language.js';

function refusal(attempt: () => unknown): Problem {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('If-Match', () => {
  it.each([
    ['"7"', 7],
    ['W/"7"', 7],
    [' "12" ', 12],
    ['*', undefined],
    [undefined, undefined],
  ])('%s means %s', (header, version) => {
    expect(parseIfMatch(header)).toBe(version);
  });

  it.each(['7', '""', '"seven"', '"1", "2"', '"-1"', '"7', 'w/"7"', '', `"${'9'.repeat(16)}"`])('%s is refused', (header) => {
    const { code, status } = refusal(() => parseIfMatch(header));
    expect([code, status]).toEqual(['malformed', 400]);
  });

  it.each([undefined, '*'])('%s is not enough where agreeing unread must be impossible', (header) => {
    const { code, status } = refusal(() => requireIfMatch(header));
    expect([code, status]).toEqual(['if_match_required', 428]);
  });

  it('is taken where it is required', () => {
    expect(requireIfMatch('"3"')).toBe(3);
  });
});

describe('Accept-Language', () => {
  it.each([
    ['es', 'es'],
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['en;q=0.4, es;q=0.5', 'es'],
    ['fr, en;q=0.3', 'en'],
    ['EN-gb', 'en'],
    ['es;q=0, en;q=0.1', 'en'],
    ['fr', undefined],
    ['*', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s prefers %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
