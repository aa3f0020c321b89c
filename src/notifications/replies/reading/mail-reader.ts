import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { write } from '../../mail/words/words.js';
import type { ReadMail, ReadingJob } from './read-mail.ts';

/** No mail that we could read: broken beyond repair, made to be endless, or larger inside than outside. */
export class MailUnreadable extends Error {}

/** A mail of 25 MiB takes two seconds, and a machine may be busy. */
const PATIENCE_MS = 30_000;
const ROOM_MB = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
/** The same folder holds the thread as source or built, whichever we run as. */
const THREAD = fileURLToPath(new URL(`./thread${extname(import.meta.url)}`, import.meta.url));
const MARKERS = [write('en', 'frame.replyMarker'), write('es', 'frame.replyMarker')];

/** Reads mails of strangers, each in a thread of its own with limits of time and memory. */
@Injectable()
export class MailReader {
  /** Throws `MailUnreadable` where there is nothing to read. The bytes are the thread's from now on. */
  async read(raw: Buffer): Promise<ReadMail> {
    const bytes = new Uint8Array(raw);
    const job: ReadingJob = { raw: bytes, markers: MARKERS };
    const thread = new Worker(THREAD, { workerData: job, transferList: [bytes.buffer], resourceLimits: ROOM_MB, execArgv: ['--disable-warning=ExperimentalWarning'], env: {}, stdout: true, stderr: true });
    try {
      const [mail] = (await once(thread, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) })) as [ReadMail];
      return mail;
    } catch (error) {
      throw new MailUnreadable(error instanceof Error ? error.name : 'unknown', { cause: error });
    } finally {
      await thread.terminate();
    }
  }
}
