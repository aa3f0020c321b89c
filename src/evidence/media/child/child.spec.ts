import { describe, expect, it } from '@jest/globals';
import { EncodedPacket } from 'mediabunny';
import { deviceOf, exifTime, placeOf, words } from './camera.ts';
import { kindOf } from './file-kind.ts';
import { bareConfig, barePacket } from './packets.ts';

const unit = (head: number, text: string) => {
  const body = Buffer.concat([Buffer.from([head]), Buffer.from(text)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
};
const packet = (...units: Buffer[]) => new EncodedPacket(Buffer.concat(units), 'key', 0, 1);
const AVC = Buffer.from([1, 66, 0, 30, 0xff]);
const HEVC = Buffer.concat([Buffer.alloc(21), Buffer.from([3, 0])]);

describe('A packet of a video', () => {
  it('loses what stands between the pictures', () => {
    expect(Buffer.from(barePacket('avc', packet(unit(6, 'SECRET'), unit(0x65, 'picture'), unit(12, 'filling')), AVC).data)).toEqual(unit(0x65, 'picture'));
    expect(Buffer.from(barePacket('hevc', packet(unit(39 << 1, 'SECRET'), unit(19 << 1, 'picture'), unit(40 << 1, 'SECRET')), HEVC).data)).toEqual(unit(19 << 1, 'picture'));
  });

  it('stays as it is where it is no such packet', () => {
    const broken = new EncodedPacket(Buffer.from([0, 0, 9, 9, 6]), 'key', 0, 1);
    expect(barePacket('avc', broken, AVC)).toBe(broken);
    const other = packet(unit(6, 'a frame of VP9'));
    expect(barePacket('vp9', other, undefined)).toBe(other);
  });

  it('has no remarks in its configuration either', () => {
    const array = (kind: number, text: string) => Buffer.concat([Buffer.from([0x80 | kind, 0, 1, 0, text.length]), Buffer.from(text)]);
    const head = Buffer.concat([Buffer.alloc(22), Buffer.from([2])]);
    const bare = Buffer.from(bareConfig('hevc', Buffer.concat([head, array(39, 'SECRET'), array(33, 'SPS')])) ?? []);
    expect(bare).toEqual(Buffer.concat([Buffer.alloc(22), Buffer.from([1]), array(33, 'SPS')]));
  });
});

describe('What a camera says', () => {
  it.each([
    ['2026:03:04 10:15:00', '+01:00', '2026-03-04T10:15:00+01:00'],
    ['2026:03:04 10:15:00', undefined, '2026-03-04T10:15:00'],
    ['2026:03:04 10:15:00', 'noon', '2026-03-04T10:15:00'],
    ['0000:00:00 00:00:00', '+01:00', undefined],
    [12, '+01:00', undefined],
  ])('about time: %s %s', (value, offset, time) => {
    expect(exifTime(value, offset)).toBe(time);
  });

  it('about itself is one line, its maker once', () => {
    expect(deviceOf('Apple', 'iPhone 15 Pro')).toBe('Apple iPhone 15 Pro');
    expect(deviceOf('Canon', 'Canon EOS R5')).toBe('Canon EOS R5');
    expect(deviceOf(undefined, undefined)).toBeUndefined();
    expect(words('two\nlines\0')).toBe('two lines');
    expect(words('x'.repeat(500))).toHaveLength(120);
  });

  it.each([[91, 0], [0, 181], [0, 0], ['40', 3], [NaN, 1]])('about where it is, is no place: %s %s', (latitude, longitude) => {
    expect(placeOf(latitude, longitude)).toEqual({});
  });
});

describe('The kind of a file', () => {
  it.each([
    ['ftypmif1', 'image/heic'], ['ftypheic', 'image/heic'], ['ftypM4V ', 'video/mp4'], ['ftypqt  ', 'video/quicktime'], ['ftypavif', 'image/avif'],
  ])('%s is %s', async (brand, type) => {
    expect(await kindOf(Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(brand), Buffer.alloc(300)]))).toBe(type);
  });

  it('is what its beginning says, not what stands further in', async () => {
    expect(await kindOf(Buffer.from(`${' '.repeat(20)}%PDF-1.4`))).not.toBe('application/pdf');
    expect(await kindOf(Buffer.from('<!doctype html>'))).toBeNull();
    expect(await kindOf(Buffer.alloc(0))).toBeNull();
  });
});
