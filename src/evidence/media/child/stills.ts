import sharp from 'sharp';
import { ffmpegOn, type Film } from './ffmpeg.ts';
import type { Made } from './job.ts';
import { thumbnailOf } from './picture.ts';
import { send } from './out.ts';

const POSTER_SIDE = 1280;
const TILE = { width: 320, height: 180 };
const TILES = { columns: 3, rows: 3 };
const COUNT = TILES.columns * TILES.rows;
const ONE_TILE = `scale=${TILE.width}:${TILE.height}:force_original_aspect_ratio=decrease,pad=${TILE.width}:${TILE.height}:-1:-1`;
/** Reading this much from its beginning is as quick as looking for nine places in it. */
const SHORT_SECONDS = 12;
const MOST_SECONDS = 10;
const MOST_BYTES = 16 * 1024 * 1024;
const WEBP = { quality: 78, effort: 2 };

/** A poster with its thumbnail, and nine pictures at even distances; fewer, or none, where ffmpeg cannot read it. */
export async function stills(ffmpeg: string, film: Film): Promise<Made[]> {
  const scaled = `scale=min(${POSTER_SIDE}\\,iw):min(${POSTER_SIDE}\\,ih):force_original_aspect_ratio=decrease`;
  const still = await picture(ffmpeg, film, ['-ss', Math.min(1, film.seconds / 10).toFixed(3)], scaled);
  if (still === null) return [];
  const { data, info } = await sharp(still).webp(WEBP).toBuffer({ resolveWithObject: true });
  send('poster', 0, data);
  const poster: Made = { name: 'poster', mediaType: 'image/webp', width: info.width, height: info.height };
  return [await thumbnailOf(data), poster, await storyboard(ffmpeg, film)];
}

/** A short film is read once; of a long one the nearest picture that stands for itself is taken from each ninth. */
async function storyboard(ffmpeg: string, film: Film): Promise<Made> {
  const tiles = film.seconds > SHORT_SECONDS ? await tilesOfLong(ffmpeg, film) : await tilesOfShort(ffmpeg, film);
  const placed = tiles.map(({ input, place }) => ({ input, left: (place % TILES.columns) * TILE.width, top: Math.floor(place / TILES.columns) * TILE.height }));
  const size = { width: TILES.columns * TILE.width, height: TILES.rows * TILE.height };
  const board = sharp({ create: { ...size, channels: 3, background: '#000' } }).composite(placed);
  send('storyboard', 0, await board.webp(WEBP).toBuffer());
  return { name: 'storyboard', mediaType: 'image/webp', ...size };
}

interface Tile {
  readonly input: Buffer;
  readonly place: number;
}

async function tilesOfLong(ffmpeg: string, film: Film): Promise<Tile[]> {
  const tiles: Tile[] = [];
  for (let place = 0; place < COUNT; place++) {
    const seek = ['-noaccurate_seek', '-ss', ((film.seconds * (place + 0.5)) / COUNT).toFixed(3)];
    const input = await picture(ffmpeg, film, seek, ONE_TILE);
    if (input !== null) tiles.push({ input, place });
  }
  return tiles;
}

async function tilesOfShort(ffmpeg: string, film: Film): Promise<Tile[]> {
  const rate = `fps=${(COUNT / Math.max(film.seconds, 0.1)).toFixed(4)}`;
  const input = await picture(ffmpeg, film, [], `${rate},${ONE_TILE},tile=${TILES.columns}x${TILES.rows}`);
  return input === null ? [] : [{ input, place: 0 }];
}

/** One upright picture as PNG, or null. */
function picture(ffmpeg: string, film: Film, seek: readonly string[], filter: string): Promise<Buffer | null> {
  const output = ['-frames:v', '1', '-compression_level', '1', '-f', 'image2pipe', '-c:v', 'png'];
  return new Promise((resolve) => {
    const child = ffmpegOn(ffmpeg, film, { seek, filter, output, timeoutMs: MOST_SECONDS * 1000 });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_BYTES) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code === 0 && size > 0 ? Buffer.concat(chunks) : null));
  });
}
