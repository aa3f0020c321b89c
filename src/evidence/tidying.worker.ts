import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../foundation/config/config.js';
import { Log } from '../foundation/logging/log.js';
import { Workers } from '../foundation/workers/workers.js';
import { ObjectStore } from './object-store.js';
import { VerificationRepository, type Withdrawn } from './store/verification.repository.js';
import { Withdrawal } from './withdrawal.js';

const SLICE = 50;
/** Nobody waits for what is tidied. */
const SLOWER_THAN_SWEEPS = 10;

/** Deletes what nobody wants any more: pieces of discarded drafts, files that never came, objects without a piece. */
@Injectable()
export class TidyingWorker implements OnModuleInit {
  constructor(
    private readonly pieces: VerificationRepository,
    private readonly withdrawal: Withdrawal,
    private readonly objects: ObjectStore,
    private readonly workers: Workers,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const everyMs = this.config.sweepIntervalMs * SLOWER_THAN_SWEEPS;
    this.workers.register({ name: 'evidence-tidying', everyMs, tick: () => this.tidy() });
    this.workers.register({ name: 'evidence-objects', everyMs, tick: () => this.removeObjects() });
  }

  async tidy(): Promise<number> {
    const unfinished = await this.pieces.unfinishedRemovals(SLICE);
    for (const piece of unfinished) await this.finish(piece);
    return this.pieces.tidy(SLICE);
  }

  async removeObjects(): Promise<number> {
    const due = await this.pieces.claimRemovals(SLICE);
    const removed: number[] = [];
    for (const { id, key } of due) if (await this.remove(key)) removed.push(id);
    if (removed.length > 0) await this.pieces.removed(removed);
    return removed.length;
  }

  /** One that fails is tried again in a minute and holds up no other. */
  private async remove(key: string): Promise<boolean> {
    try {
      await this.objects.remove(key);
      return true;
    } catch (error) {
      this.log.warn('an object could not be deleted and will be tried again', { key, error });
      return false;
    }
  }

  private async finish(piece: Withdrawn): Promise<void> {
    await this.withdrawal.carryOut(piece).catch((error: unknown) => {
      this.log.warn('a removal of evidence was not finished', { evidenceId: piece.id, error });
    });
  }
}
