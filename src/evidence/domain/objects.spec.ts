import { describe, expect, it } from '@jest/globals';
import { isExpected, type ExpectedObjects } from './objects.js';

const piece: ExpectedObjects = {
  status: 'available', attempts: 3, verifiedAttempt: 2, renditions: [{ name: 'preview', mediaType: 'image/webp' }], redaction: null, redactionWanted: null, uploadId: null,
};

describe('An object', () => {
  it.each<[string, Partial<ExpectedObjects>, string, boolean]>([
    ['the original of the try that is kept', {}, '2/original', true],
    ['the original of another try', {}, '1/original', false],
    ['a rendition', {}, '2/preview', true],
    ['a rendition nobody knows of', {}, '2/thumbnail', false],
    ['what was staged and is kept by now', {}, 'staged', false],
    ['what is staged', { status: 'processing' }, 'staged', true],
    ['a try under way', { status: 'processing' }, '3/original', true],
    ['a try nobody has begun', { status: 'processing' }, '4/original', false],
    ['a rendition from before a redaction', { redaction: 1, redactionWanted: 1 }, '2/preview', false],
    ['a rendition of a redaction', { redaction: 1, redactionWanted: 1 }, '2/r1-preview', true],
    ['one that is being made', { redaction: 1, redactionWanted: 2 }, '2/r2-preview', true],
    ['one nobody wished', { redaction: 1, redactionWanted: 2 }, '2/r3-preview', false],
    ['an original in the clothes of a redaction', { redaction: 1, redactionWanted: 1 }, '2/r1-original', false],
    ['anything of what was erased', { status: 'erased' }, '2/original', false],
    ['anything of what was rejected', { status: 'rejected' }, '2/original', false],
    ['another name', {}, '2/original/more', false],
  ])('that is %s', (_what, otherwise, name, expected) => {
    expect(isExpected({ ...piece, ...otherwise }, name)).toBe(expected);
  });
});
