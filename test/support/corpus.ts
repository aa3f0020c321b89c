import { readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { DecoderDied } from '../../src/evidence/media/decoder.js';
import type { Judge } from '../../src/evidence/media/judge.js';
import type { Hostile } from './hostile.js';

/** What a policy takes; everything else is rejected by name. */
export const TAKEN = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'video/mp4', 'video/webm', 'video/quicktime', 'application/pdf'];

/** A decoder's own limits (media/sandbox.ts, media/decoder.ts) with room for a machine that does other things too. */
export const MOST_MEMORY_KB = 600_000;
export const MOST_MS = 160_000;

export interface Outcome {
  readonly name: string;
  /** `available`, why it was rejected, or `died`: tried again by a worker, and rejected as unreadable in the end. */
  readonly end: string;
  readonly ms: number;
  readonly peakKb: number;
}

/** Gives one file to the judge, as the worker does. */
export async function judgedFile(judge: Judge, { name, mediaType, bytes }: Hostile): Promise<Outcome> {
  const said = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), mediaType };
  const start = performance.now();
  const ended = (end: string, peakKb = 0): Outcome => ({ name, end, ms: performance.now() - start, peakKb });
  try {
    return await judge.judge(Readable.from([bytes]), said, TAKEN, async ({ rejected }, peak) => ended(rejected ?? 'available', peak));
  } catch (error) {
    if (!(error instanceof DecoderDied)) throw error;
    return ended('died');
  }
}

/** All of them, two at once like a worker. */
export async function judgedAll(judge: Judge, files: Iterable<Hostile> | AsyncIterable<Hostile>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const rest = (async function* () { yield* files; })();
  const lane = async () => {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) outcomes.push(await judgedFile(judge, next.value));
  };
  await Promise.all([lane(), lane()]);
  return outcomes;
}

/** How many ended how. */
export function ends(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { end } of outcomes) counts[end] = (counts[end] ?? 0) + 1;
  return counts;
}

/** Looks at the memory of every decoder of this machine while something runs: those that die tell nothing themselves. */
export function watchDecoders(): { stop: () => number } {
  let most = 0;
  /** How often a process was seen to be another: one that was looked at while it was being started may become a decoder yet. */
  const others = new Map<string, number>();
  const timer = setInterval(() => {
    if (process.platform !== 'linux') return;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && (others.get(name) ?? 0) < 3)) {
      const memory = memoryOf(pid);
      if (memory === null) others.set(pid, (others.get(pid) ?? 0) + 1);
      else most = Math.max(most, memory);
    }
  }, 100);
  return { stop: () => (clearInterval(timer), most) };
}

/** In KiB; null for another process. */
function memoryOf(pid: string): number | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.includes('/evidence/media/child/main')) return null;
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}

/** Linux has a whole network of itself: here nobody comes by mistake, to a port that was somebody else's before. */
const APART = process.platform === 'linux' ? '127.66.6.6' : '127.0.0.1';

/** A place that nobody should ever visit. */
export class Trap {
  visits = 0;
  private constructor(private readonly server: Server) {
    server.on('connection', () => (this.visits += 1));
  }

  static async set(): Promise<Trap> {
    const server = createServer((_request, response) => response.end('caught')).listen(0, APART);
    await once(server, 'listening');
    return new Trap(server);
  }

  get url(): string {
    return `http://${APART}:${(this.server.address() as AddressInfo).port}`;
  }

  spring(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
