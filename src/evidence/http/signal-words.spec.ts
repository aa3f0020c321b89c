import { describe, expect, it } from '@jest/globals';
import { DISTANCES } from '../domain/distance.js';
import { SIGNAL_CODES, SIGNAL_SOURCES, type Signal } from '../domain/signals.js';
import { signalInWords } from './signal-words.js';

const said = (signal: Signal) => (['en', 'es'] as const).map((language) => signalInWords(signal, language));

describe('A signal in words', () => {
  it.each<[Signal, string, string]>([
    [{ code: 'taken_at', value: '2026-03-04T10:15:00+01:00', source: 'exif' },
      'Taken on 4 March 2026 at 10:15 (UTC+01:00), says the photo’s EXIF data.',
      'Se tomó el 4 de marzo de 2026 a las 10:15 (UTC+01:00), dice la información EXIF de la foto.'],
    [{ code: 'taken_at', value: '2026-03-04T23:30:00', source: 'exif' },
      'Taken on 4 March 2026 at 23:30 by the camera’s own clock, says the photo’s EXIF data.',
      'Se tomó el 4 de marzo de 2026 a las 23:30 según el reloj de la cámara, dice la información EXIF de la foto.'],
    [{ code: 'device', value: 'Apple iPhone {15}', source: 'container' },
      'Taken with Apple iPhone {15}, says the video’s own header.',
      'Se tomó con Apple iPhone {15}, dice la cabecera del vídeo.'],
    [{ code: 'distance_to_delivery', value: '1_to_10_km', source: 'exif' },
      'Taken between 1 and 10 km from the delivery place, says the photo’s EXIF data.',
      'Se tomó a entre 1 y 10 km del lugar de entrega, dice la información EXIF de la foto.'],
    [{ code: 'duration', value: '1', source: 'bytes' }, 'It lasts 1 second.', 'Dura 1 segundo.'],
    [{ code: 'similar_photo', value: '1', source: 'other_disputes' },
      'A picture that looks like this one was shown in another dispute (1 of 64 marks differs).',
      'Una imagen parecida a esta se mostró en otra disputa (difiere 1 de 64 rasgos).'],
  ])('%o', (signal, en, es) => {
    expect(said(signal)).toEqual([en, es]);
  });

  it('exists for every code, source and range', () => {
    const all = SIGNAL_CODES.flatMap((code) => SIGNAL_SOURCES.map((source): Signal => ({ code, value: '2', source })));
    const ranges = DISTANCES.map((value): Signal => ({ code: 'distance_to_delivery', value, source: 'exif' }));
    const texts = [...all, ...ranges].flatMap(said);
    expect(texts.filter((text) => text === '' || text.includes('undefined') || text.includes('{'))).toEqual([]);
    expect(new Set(ranges.flatMap(said)).size).toBe(2 * DISTANCES.length);
  });
});
