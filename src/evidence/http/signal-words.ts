import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../foundation/identity/index.js';
import type { Signal, SignalCode } from '../domain/signals.js';

/** Each fact as a sentence that says whose word it is. `zoned` tells a time with an offset from one on the camera's own clock. */
const WORDS: Readonly<Record<Language, Readonly<Record<SignalCode, string>>>> = {
  en: {
    taken_at: 'Taken on {time}{zoned, select, yes { (UTC{offset})} other { by the camera’s own clock}}, says {whose}.',
    device: 'Taken with {value}, says {whose}.',
    software: 'Written by {value}, says {whose}.',
    distance_to_delivery: `Taken {value, select, under_1_km {less than 1 km} 1_to_10_km {between 1 and 10 km} 10_to_100_km {between 10 and 100 km}
      100_to_1000_km {between 100 and 1,000 km} other {more than 1,000 km}} from the delivery place, says {whose}.`,
    duration: 'It lasts {seconds, plural, one {# second} other {# seconds}}.',
    same_file: 'The very same file was shown in another dispute.',
    similar_photo: 'A picture that looks like this one was shown in another dispute ({bits, plural, =0 {no difference} one {# of 64 marks differs} other {# of 64 marks differ}}).',
  },
  es: {
    taken_at: 'Se tomó el {time}{zoned, select, yes { (UTC{offset})} other { según el reloj de la cámara}}, dice {whose}.',
    device: 'Se tomó con {value}, dice {whose}.',
    software: 'Lo escribió el programa {value}, dice {whose}.',
    distance_to_delivery: `Se tomó a {value, select, under_1_km {menos de 1 km} 1_to_10_km {entre 1 y 10 km} 10_to_100_km {entre 10 y 100 km}
      100_to_1000_km {entre 100 y 1000 km} other {más de 1000 km}} del lugar de entrega, dice {whose}.`,
    duration: 'Dura {seconds, plural, one {# segundo} other {# segundos}}.',
    same_file: 'El mismo archivo se mostró en otra disputa.',
    similar_photo: 'Una imagen parecida a esta se mostró en otra disputa ({bits, plural, =0 {sin diferencias} one {difiere # de 64 rasgos} other {difieren # de 64 rasgos}}).',
  },
};

const WHOSE: Readonly<Record<Language, Readonly<Record<Signal['source'], string>>>> = {
  en: { exif: 'the photo’s EXIF data', xmp: 'the file’s XMP data', container: 'the video’s own header', bytes: 'the file itself', other_disputes: 'another dispute' },
  es: { exif: 'la información EXIF de la foto', xmp: 'la información XMP del archivo', container: 'la cabecera del vídeo', bytes: 'el propio archivo', other_disputes: 'otra disputa' },
};

/** Parsed once, when the program starts: a faulty message stops the boot, not a request. */
const MESSAGES = new Map((['en', 'es'] as const).map((language) =>
  [language, new Map(Object.entries(WORDS[language]).map(([code, text]) => [code, new IntlMessageFormat(text.replace(/\s+/g, ' '), language, undefined, { ignoreTag: true })]))]));

const OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/;

/** The fact in one sentence of the reader's language. */
export function signalInWords({ code, value, source }: Signal, language: Language): string {
  const zone = OFFSET.exec(value)?.[0];
  const offset = zone === 'Z' ? '+00:00' : (zone ?? '');
  const message = MESSAGES.get(language)?.get(code);
  const time = code === 'taken_at' ? timeInWords(value, language) : '';
  const number = Number(value);
  const count = Number.isFinite(number) ? number : 0;
  return String(message?.format({ value, whose: WHOSE[language][source], time, zoned: zone === undefined ? 'no' : 'yes', offset, seconds: count, bits: count }));
}

/** As it stood on the clock where it was taken, whatever clock we go by. */
function timeInWords(value: string, language: Language): string {
  const onThatClock = new Date(`${value.replace(OFFSET, '')}Z`);
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'es-ES', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(onThatClock);
}
