import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Input, MATROSKA, ReadableStreamSource, type InputAudioTrack } from 'mediabunny';
import { ffmpegOn, type Film } from './ffmpeg.ts';
import type { Made } from './job.ts';
import { remuxed } from './remux.ts';

/** As a video call's: enough to see what happened, and made in a third of the time of what telephones record. */
const LONGEST_SIDE = 1280;
const LIMITS_KBIT = { least: 300, most: 4_000 };
const MOST_SECONDS = 290;
/** Some count pictures that are never shown. */
const SLACK = 100;

interface Whole extends Film {
  /** In bytes. */
  readonly size: number;
  readonly sound: InputAudioTrack | null;
  /** How many pictures it has. */
  readonly pictures: number;
}

/**
 * The film anew, its pictures decoded, with black rectangles over them, and encoded as H.264, and its sound as it was.
 * Throws where ffmpeg cannot: half a film would be told to be the whole.
 */
export async function burnedFilm(ffmpeg: string, film: Whole): Promise<Made> {
  const child = ffmpegOn(ffmpeg, film, { filter: scaled(), output: encoded(film), cpuSeconds: MOST_SECONDS, timeoutMs: MOST_SECONDS * 1000 });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const stream = Readable.toWeb(child.stdout ?? Readable.from([])) as ReadableStream<Uint8Array>;
  const input = new Input({ source: new ReadableStreamSource(stream), formats: [MATROSKA] });
  const pictures = await input.getPrimaryVideoTrack();
  if (pictures === null) throw new Error('ffmpeg made no film');
  const playback = await remuxed({ pictures, sound: film.sound, isWebm: false, mostPictures: film.pictures + SLACK });
  const [code] = await ended;
  if (code !== 0 || playback === null) throw new Error(`ffmpeg ended with ${code}`);
  return { ...playback, width: await pictures.getDisplayWidth(), height: await pictures.getDisplayHeight() };
}

/** Sides of H.264 are even. */
function scaled(): string {
  return `scale=min(${LONGEST_SIDE}\\,iw):min(${LONGEST_SIDE}\\,ih):force_original_aspect_ratio=decrease,scale=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1,format=yuv420p`;
}

/** No larger than what was sent; a container that is written without going back, to be put into another. */
function encoded({ size, seconds }: Whole): string[] {
  const own = (size * 8) / 1000 / Math.max(seconds, 0.1);
  const rate = Math.round(Math.min(LIMITS_KBIT.most, Math.max(LIMITS_KBIT.least, own)));
  const limits = ['-maxrate', `${rate}k`, '-bufsize', `${rate * 2}k`];
  return ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '25', '-bf', '0', ...limits, '-f', 'matroska'];
}
