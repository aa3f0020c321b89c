import { describe, expect, it } from '@jest/globals';
import { PART_SIZE, partCount, partFaults, partSizeFor, sizeOfPart, WHOLE_UP_TO } from './uploads.js';

const MIB = 1024 * 1024;
const part = (number: number, size: number) => ({ number, size, etag: 'e' });

describe('A file goes', () => {
  it('whole up to 16 MiB and in parts of 8 MiB beyond', () => {
    expect([partSizeFor(1), partSizeFor(WHOLE_UP_TO), partSizeFor(WHOLE_UP_TO + 1)]).toEqual([null, null, PART_SIZE]);
    expect([partCount(200 * MIB, PART_SIZE), partCount(200 * MIB + 1, PART_SIZE)]).toEqual([25, 26]);
  });

  it('with a last part that is what is left', () => {
    expect([1, 2, 3].map((number) => sizeOfPart(number, 20 * MIB + 5, 8 * MIB))).toEqual([8 * MIB, 8 * MIB, 4 * MIB + 5]);
  });
});

describe('Parts are a file', () => {
  it('when all have arrived, in whatever order', () => {
    expect(partFaults([part(3, 2), part(1, 5), part(2, 5)], 12, 5)).toEqual([]);
  });

  it('and not while one is missing or of another length', () => {
    expect(partFaults([part(1, 5), part(3, 5)], 12, 5)).toEqual([
      { code: 'part_missing', values: { number: 2 } },
      { code: 'part_size_mismatch', values: { number: 3, found: 5, wanted: 2 } },
    ]);
  });
});
