import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Log } from '../../foundation/logging/log.js';
import { Workers } from '../../foundation/workers/workers.js';
import { UploadsRepository } from '../store/uploads.repository.js';
import { PartStore, type OpenUpload } from './part-store.js';

const EVERY_MS = 10 * 60 * 1000;
/** Far longer than it takes to note an upload that was just begun, also for clocks that differ. */
const OLD_MS = 15 * 60 * 1000;

/**
 * Gives up uploads that nobody will finish: of pieces that were deleted, forgotten, discarded or judged, and those
 * whose beginner died before noting them. It asks the store what is open instead of keeping a list of what to abort,
 * so nothing can be left out of it; what fails is tried again with the next round.
 */
@Injectable()
export class OpenUploadsWorker implements OnModuleInit {
  constructor(
    private readonly uploads: UploadsRepository,
    private readonly parts: PartStore,
    private readonly workers: Workers,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    // Zero: a round finds everything there is, so the next one need not follow at once.
    this.workers.register({ name: 'open-uploads', everyMs: EVERY_MS, tick: () => this.sweep().then(() => 0) });
  }

  /** Aborts what nobody wants and was begun `olderThanMs` ago; tells how many. */
  async sweep(olderThanMs = OLD_MS): Promise<number> {
    let aborted = 0;
    for await (const page of this.parts.openUploads()) {
      const old = page.filter(({ begunAt }) => begunAt <= Date.now() - olderThanMs);
      const wanted = await this.uploads.stillWanted(old.map(({ key, uploadId }) => ({ evidenceId: key.slice(0, key.indexOf('/')), uploadId })));
      for (const upload of old) if (!wanted.has(upload.uploadId) && (await this.abort(upload))) aborted += 1;
    }
    return aborted;
  }

  private async abort(upload: OpenUpload): Promise<boolean> {
    try {
      return await this.parts.abort(upload);
    } catch (error) {
      this.log.warn('an upload could not be aborted and will be tried again', { key: upload.key, error });
      return false;
    }
  }
}
