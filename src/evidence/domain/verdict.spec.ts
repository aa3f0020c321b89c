import { describe, expect, it } from '@jest/globals';
import { faultOf, kindOf } from './limits.js';
import { viewsFor } from './renditions.js';
import { verdictOn } from './verdict.js';

const ALLOWED = ['image/jpeg', 'image/heic', 'video/mp4'];
const declared = { size: 10, sha256: 'aa', mediaType: 'image/jpeg' };

describe('The verdict on a file', () => {
  it.each([
    ['what was declared', {}, null],
    ['shorter', { size: 9, sha256: 'bb', mediaType: null }, 'size_mismatch'],
    ['of the same length', { sha256: 'bb' }, 'sha256_mismatch'],
    ['no file we know', { mediaType: null }, 'type_mismatch'],
    ['another type we take', { mediaType: 'video/mp4' }, 'type_mismatch'],
    ['a type nobody takes', { mediaType: 'image/gif' }, 'type_not_allowed'],
  ] as const)('that is %s', (_what, otherwise, verdict) => {
    expect(verdictOn(declared, { ...declared, ...otherwise }, ALLOWED)).toBe(verdict);
  });
});

describe('A declaration', () => {
  const limits = {
    perParty: 2,
    kinds: { photo: { maxBytes: 10, mediaTypes: ['image/jpeg'] }, video: { maxBytes: 20, mediaTypes: ['video/mp4'] }, document: { maxBytes: 5, mediaTypes: [] } },
  };

  it('is judged by the limits of its kind', () => {
    expect(kindOf('video/mp4', limits)).toBe('video');
    expect(faultOf({ mediaType: 'video/mp4', size: 20 }, limits)).toBeNull();
    expect(faultOf({ mediaType: 'image/jpeg', size: 11 }, limits)).toMatchObject({ field: 'size', code: 'too_large' });
    expect(faultOf({ mediaType: 'application/pdf', size: 1 }, limits)).toMatchObject({ field: 'mediaType', code: 'type_not_allowed' });
  });
});

const PREVIEW = { name: 'preview', mediaType: 'image/webp' } as const;

describe('What can be looked at', () => {
  it.each([
    ['a piece with a preview', 'available', [PREVIEW], null, false, ['preview']],
    ['a file without preview', 'available', [], null, false, []],
    ['what is not available yet', 'processing', [PREVIEW], null, false, []],
    ['what is being redacted', 'available', [PREVIEW], 1, false, []],
    ['what is being redacted, by staff', 'available', [PREVIEW], 1, true, ['preview']],
  ] as const)('of %s', (_what, status, renditions, redactionWanted, isStaff, names) => {
    expect(viewsFor({ status, renditions, redaction: null, redactionWanted }, isStaff).map(({ name }) => name)).toEqual(names);
  });
});
