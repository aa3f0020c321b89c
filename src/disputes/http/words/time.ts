import type { Language } from '../../../foundation/identity/index.js';

const HOUR = 3_600_000;

const inUnit = (count: number, unit: 'day' | 'hour' | 'minute', language: Language): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);

/** A length of time (milliseconds) as people say it: whole days, else hours, else minutes. */
export function timeInWords(ms: number, language: Language): string {
  if (ms % (24 * HOUR) === 0) return inUnit(ms / (24 * HOUR), 'day', language);
  if (ms % HOUR === 0) return inUnit(ms / HOUR, 'hour', language);
  return inUnit(Math.ceil(ms / 60_000), 'minute', language);
}
