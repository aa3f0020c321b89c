import { fstatSync, readSync } from 'node:fs';
import { CustomSource, Input, MP4, QTFF, WEBM, type InputVideoTrack } from 'mediabunny';
import { burnedFilm } from './burned-film.ts';
import { refuseTooLarge, Refused, type Details, type Job, type Made } from './job.ts';
import type { Judged } from './photo.ts';
import { countOf, remuxed } from './remux.ts';
import { stills } from './stills.ts';
import { videoClaims } from './video-claims.ts';

/** Enough packets to know how many come in a second. */
const SOME_PACKETS = 120;

/** MP4, MOV and WebM: facts from the container, the same packets in a new one, and pictures where there is an ffmpeg. */
export async function video(file: number, job: Job): Promise<Judged> {
  const { mediaType, ffmpeg } = job;
  const input = new Input({ source: sourceOf(file), formats: mediaType === 'video/webm' ? [WEBM] : [MP4, QTFF] });
  const track = await seen(input.getPrimaryVideoTrack());
  if (track === null) throw new Refused('unreadable');
  const details = await detailsOf(input, track);
  if (job.hide.length > 0) return { made: await burned(job, { file, input, track, details }), details, claims: {} };
  const playback = await remuxed({ pictures: track, sound: await input.getPrimaryAudioTrack(), isWebm: mediaType === 'video/webm' }).catch(() => null);
  const pictures = ffmpeg === null ? [] : await stills(ffmpeg, { mediaType, seconds: details.durationSeconds ?? 0, hide: [] });
  const made: Made[] = [...pictures];
  if (playback !== null) made.push({ ...playback, width: details.width, height: details.height });
  const noPlayback = playback === null ? { noPlayback: (await track.getCodec()) === null ? 'codec' as const : 'broken' as const } : {};
  return { made, details: { ...details, ...noPlayback }, claims: await videoClaims(input, file).catch(() => ({})) };
}

interface Opened {
  readonly file: number;
  readonly input: Input;
  readonly track: InputVideoTrack;
  readonly details: Details;
}

/** Everything anew, and nothing of what is hidden in any of it; nothing at all where one of them cannot be made. */
async function burned({ mediaType, ffmpeg, hide }: Job, { file, input, track, details }: Opened): Promise<Made[]> {
  if (ffmpeg === null) return [];
  const film = { mediaType, seconds: details.durationSeconds ?? 0, hide };
  const pictures = await stills(ffmpeg, film);
  if (pictures.length === 0) return [];
  return [...pictures, await burnedFilm(ffmpeg, { ...film, size: fstatSync(file).size, sound: await input.getPrimaryAudioTrack(), pictures: await countOf(track) })];
}

/** What a stranger's container does to its reader is a judgement about the container. */
async function seen<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw new Refused('unreadable');
  }
}

async function detailsOf(input: Input, track: InputVideoTrack): Promise<Details> {
  const sound = await seen(input.getPrimaryAudioTrack());
  const [width, height] = [await seen(track.getDisplayWidth()), await seen(track.getDisplayHeight())];
  refuseTooLarge(width, height);
  const { averagePacketRate } = await seen(track.computePacketStats(SOME_PACKETS));
  const seconds = await seen(input.computeDuration());
  if (!Number.isFinite(seconds) || seconds < 0) throw new Refused('unreadable');
  return {
    width,
    height,
    durationSeconds: rounded(seconds),
    ...(averagePacketRate > 0 && Number.isFinite(averagePacketRate) && { frameRate: rounded(averagePacketRate) }),
    ...known('codec', await track.getCodec()),
    ...known('audioCodec', (await sound?.getCodec()) ?? null),
  };
}

const known = (name: 'codec' | 'audioCodec', codec: string | null): object => (codec === null ? {} : { [name]: codec });
const rounded = (value: number): number => Math.round(value * 100) / 100;

function sourceOf(file: number): CustomSource {
  const { size } = fstatSync(file);
  return new CustomSource({
    getSize: () => size,
    read: (start, end) => {
      const bytes = Buffer.alloc(end - start);
      for (let at = 0; at < bytes.length;) {
        const count = readSync(file, bytes, at, bytes.length - at, start + at);
        if (count === 0) throw new Error('the file is shorter than it was');
        at += count;
      }
      return bytes;
    },
  });
}
