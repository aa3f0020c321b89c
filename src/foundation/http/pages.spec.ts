import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor, idIn, pageOf, parseLimit, type CursorPosition } from './pages.js';

const FILTER = 'disputes?state=opened&role=buyer';
const malformed = expect.objectContaining({ code: 'malformed', status: 400 });

describe('A cursor', () => {
  it('gives back the position it was made from', () => {
    const position: CursorPosition = ['dp_01k', 1763800000000];
    expect(decodeCursor(FILTER, encodeCursor(FILTER, position))).toEqual(position);
  });

  it('that is absent means the beginning', () => {
    expect(decodeCursor(FILTER, undefined)).toBeUndefined();
  });

  it('of another filter is refused', () => {
    const cursor = encodeCursor('disputes?state=decided', ['dp_01k']);
    expect(() => decodeCursor(FILTER, cursor)).toThrow(malformed);
  });

  const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const mark = JSON.parse(Buffer.from(encodeCursor(FILTER, []), 'base64url').toString()) as [string];

  it.each([
    ['empty text', ''],
    ['no base64', 'ä'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['no list', forged({ length: 2 })],
    ['no position', forged(mark)],
    ['an object inside', forged([...mark, { $ne: 1 }])],
    ['a fraction', forged([...mark, 0.5])],
    ['NUL inside', forged([...mark, '\0'])],
    ['endless text', 'a'.repeat(3_000)],
  ])('with %s is refused', (_what, cursor) => {
    expect(() => decodeCursor(FILTER, cursor)).toThrow(malformed);
  });
});

describe('The place in a list that is ordered by id', () => {
  it('is an id or the beginning, and no number', () => {
    expect(idIn(FILTER, undefined)).toBeNull();
    expect(idIn(FILTER, encodeCursor(FILTER, ['dp_01k']))).toBe('dp_01k');
    expect(() => idIn(FILTER, encodeCursor(FILTER, [7]))).toThrow(malformed);
  });
});

describe('A limit', () => {
  it.each([[undefined, 20], ['1', 1], [100, 100]])('%s means %i', (limit, size) => {
    expect(parseLimit(limit)).toBe(size);
  });

  it.each(['0', '101', '-1', '1.5', 'all', ''])('%s is refused', (limit) => {
    expect(() => parseLimit(limit)).toThrow(malformed);
  });
});

describe('A page', () => {
  const list = { filterKey: FILTER, positionOf: (id: string) => [id], viewOf: (id: string) => ({ id }) };

  it('tells that there is more, and where', () => {
    const page = pageOf(['c', 'b', 'a'], 2, list);
    expect(page).toMatchObject({ data: [{ id: 'c' }, { id: 'b' }], hasMore: true });
    expect(decodeCursor(FILTER, page.nextCursor!)).toEqual(['b']);
  });

  it('that is the last has no cursor', () => {
    expect(pageOf(['b', 'a'], 2, list)).toEqual({ data: [{ id: 'b' }, { id: 'a' }], hasMore: false, nextCursor: null });
  });
});
