import exifr from 'exifr';
import type { Claims } from './job.ts';

const MOST_CHARACTERS = 120;
const TAGS = ['Make', 'Model', 'Software', 'ProcessingSoftware', 'DateTimeOriginal', 'OffsetTimeOriginal', 'GPSLatitude', 'GPSLatitudeRef', 'GPSLongitude', 'GPSLongitudeRef'];

type Tags = Readonly<Record<string, unknown>>;

/** What EXIF tells; whatever is broken in it tells nothing. */
export async function exifClaims(exif: Buffer | undefined): Promise<Claims> {
  if (exif === undefined) return {};
  const tiff = exif.subarray(0, 4).toString('latin1') === 'Exif' ? exif.subarray(6) : exif;
  const options = { tiff: true, ifd0: {}, exif: true, gps: true, pick: TAGS, reviveValues: false, translateValues: false, silentErrors: true } as const;
  const tags = ((await exifr.parse(tiff, options).catch(() => undefined)) ?? {}) as Tags;
  const place = placeFrom(tags);
  return claims({
    takenAt: exifTime(tags.DateTimeOriginal, tags.OffsetTimeOriginal),
    device: deviceOf(tags.Make, tags.Model),
    software: words(tags.Software) ?? words(tags.ProcessingSoftware),
    ...place,
  }, 'exif');
}

/** Editors write into XMP what they are called. */
export async function xmpClaims(xmp: Buffer | undefined): Promise<Claims> {
  if (xmp === undefined) return {};
  const text = xmp.subarray(0, 256 * 1024).toString('utf8');
  const tool = /(?:xmp:)?CreatorTool(?:="|>)([^"<]{1,120})/.exec(text)?.[1];
  return claims({ software: words(tool) }, 'xmp');
}

/** Only what was told, and from where. */
export function claims(told: Claims, source: Claims['source']): Claims {
  const known = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Claims;
  return Object.keys(known).length === 0 ? {} : { ...known, source };
}

/** Maker and model, once where the model names its maker already. */
export function deviceOf(make: unknown, model: unknown): string | undefined {
  const [maker, name] = [words(make), words(model)];
  if (maker === undefined || name === undefined) return name ?? maker;
  return name.toLowerCase().startsWith(maker.toLowerCase()) ? name : `${maker} ${name}`;
}

/** One line of plain characters, or nothing. */
export function words(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const plain = value.replace(/\p{C}+/gu, ' ').trim().slice(0, MOST_CHARACTERS);
  return plain === '' ? undefined : plain;
}

/** A place on earth, and not the zeros of a camera that had no reception. */
export function placeOf(latitude: unknown, longitude: unknown): Pick<Claims, 'latitude' | 'longitude'> {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return {};
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && (latitude !== 0 || longitude !== 0);
  return isPlace ? { latitude, longitude } : {};
}

/** `2026:03:04 10:15:00` and `+01:00` as RFC 3339; without an offset it is the time on the camera's own clock. */
export function exifTime(value: unknown, offset: unknown): string | undefined {
  const found = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(typeof value === 'string' ? value : '');
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  const zone = typeof offset === 'string' && /^[+-]\d{2}:\d{2}$/.test(offset) ? offset : '';
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
}

function placeFrom({ GPSLatitude, GPSLatitudeRef, GPSLongitude, GPSLongitudeRef }: Tags): Pick<Claims, 'latitude' | 'longitude'> {
  return placeOf(degrees(GPSLatitude, GPSLatitudeRef), degrees(GPSLongitude, GPSLongitudeRef));
}

function degrees(value: unknown, side: unknown): number | undefined {
  if (!Array.isArray(value)) return undefined;
  const [whole = 0, minutes = 0, seconds = 0] = value.map(Number);
  const sum = whole + minutes / 60 + seconds / 3600;
  return Number.isFinite(sum) ? (/^[SW]/i.test(String(side)) ? -sum : sum) : undefined;
}
