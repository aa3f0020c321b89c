import { spawn, type ChildProcess } from 'node:child_process';
import type { Area } from './job.ts';

/** The file of a stranger, as a descriptor: ffmpeg is told no name, and may open nothing else. */
const FILE = 3;
const MOST_MEMORY_KB = 420_000;

/** A stranger's film, and what is not to be seen of it in anything that is made. */
export interface Film {
  readonly mediaType: string;
  readonly seconds: number;
  readonly hide: readonly Area[];
}

/** What is to be made of the film. */
interface Wish {
  /** Options before the file's name: where to begin. */
  readonly seek?: readonly string[];
  /** What is done to its pictures once parts of them are black. */
  readonly filter: string;
  /** Options for what goes into the pipe: codec and container. */
  readonly output: readonly string[];
  /** Processor time in seconds where a decoder's own limit is too little; at most the sandbox's hard one. */
  readonly cpuSeconds?: number;
  readonly timeoutMs: number;
}

/** Starts ffmpeg on the film, within limits of its own. The container was judged before: no other reader of ffmpeg's gets to see the file. */
export function ffmpegOn(ffmpeg: string, { mediaType, hide }: Film, { seek = [], filter, output, cpuSeconds, timeoutMs }: Wish): ChildProcess {
  const args = [
    '-nostdin', '-hide_banner', '-loglevel', 'quiet', '-threads', '1', '-protocol_whitelist', 'file', '-f', mediaType === 'video/webm' ? 'matroska' : 'mov',
    ...seek, '-i', `/dev/fd/${FILE}`, '-map', '0:v:0', '-map_metadata', '-1', '-vf', [...hide.map(blackened), filter].join(','), '-threads', '1', ...output, 'pipe:1',
  ];
  const processor = cpuSeconds === undefined ? '' : `ulimit -S -t ${cpuSeconds}; `;
  const limited = ['-c', `${processor}ulimit -d ${MOST_MEMORY_KB}; exec "$0" "$@"`, ffmpeg, ...args];
  return spawn('/bin/sh', limited, { env: {}, timeout: timeoutMs, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'ignore', FILE] });
}

/**
 * A black rectangle over the pixels of the upright picture, two wider on each side: colours are kept for squares of two by
 * two. Before anything is made smaller or encoded.
 */
function blackened({ left, top, width, height }: Area): string {
  const [x, y, w, h] = [left, top, width, height].map((part) => part.toFixed(6));
  return `drawbox=iw*${x}-2:ih*${y}-2:iw*${w}+4:ih*${h}+4:black:fill`;
}
