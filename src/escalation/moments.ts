import type { Language } from '../foundation/identity/index.js';

const formats = (options: Intl.DateTimeFormatOptions): Readonly<Record<Language, Intl.DateTimeFormat>> => ({
  en: new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' }),
  es: new Intl.DateTimeFormat('es', { ...options, timeZone: 'UTC' }),
});

const MOMENTS = formats({ dateStyle: 'long', timeStyle: 'short' });
const DAYS = formats({ dateStyle: 'long' });

/** A moment as people read it, from epoch milliseconds or RFC 3339; UTC is named, since two sides may live in two zones. */
export const momentInWords = (language: Language, at: number | string): string => `${MOMENTS[language].format(new Date(at))} UTC`;

/** A day as people read it, in UTC. */
export const dayInWords = (language: Language, at: number | string): string => DAYS[language].format(new Date(at));
