import { fstatSync, readFileSync, readSync } from 'node:fs';
import 'sharp';
import { HEAD_BYTES, kindOf } from './file-kind.ts';
import { Refused, type Job, type Told } from './job.ts';
import { memory } from './memory.ts';
import { tell } from './out.ts';
import type { Judged } from './photo.ts';

// A process of its own for one file of a stranger. It is started before there is a file, so that nobody waits for it, and
// ends after one. It may read its file and its own program, write to one pipe, and nothing else.

const FILE = 3;
const OF_NOTHING = { made: [], details: {}, claims: {} };

/** Blocks until there is something to do; who started us having gone, there is nothing. */
const line = readFileSync(0, 'utf8');
if (line === '') process.exit(0);
const job = JSON.parse(line) as Job;

const mediaType = await kindOf(headOf());
const judged = mediaType === job.mediaType ? await judge(job) : OF_NOTHING;
tell({ ...judged, mediaType, peakMemory: memory('VmHWM') ?? process.resourceUsage().maxRSS });
// Whatever a library still has open must not keep us.
process.exit(0);

async function judge({ hide }: Job): Promise<Omit<Told, 'mediaType' | 'peakMemory'>> {
  try {
    return await judgedAs(hide);
  } catch (error) {
    if (error instanceof Refused) return { ...OF_NOTHING, refused: error.why };
    throw error;
  }
}

/** Libraries are loaded when they are needed: most files need one of them. */
async function judgedAs(hide: Job['hide']): Promise<Judged> {
  switch (job.mediaType) {
    case 'image/heic': return (await import('./heic.ts')).heic(readFileSync(FILE), hide);
    case 'application/pdf': return (await import('./document.ts')).document(readFileSync(FILE), hide);
    case 'video/mp4':
    case 'video/quicktime':
    case 'video/webm': return (await import('./video.ts')).video(FILE, job);
    case 'image/jpeg':
    case 'image/png':
    case 'image/webp': return (await import('./photo.ts')).photo(readFileSync(FILE), hide);
    default: throw new Refused('unreadable');
  }
}

function headOf(): Buffer {
  const head = Buffer.alloc(Math.min(HEAD_BYTES, fstatSync(FILE).size));
  return head.subarray(0, readSync(FILE, head, 0, head.length, 0));
}
