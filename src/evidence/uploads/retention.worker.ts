import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { Log } from '../../foundation/logging/log.js';
import { Workers } from '../../foundation/workers/workers.js';
import { ObjectStore } from '../object-store.js';
import { originalKey } from '../store/object-keys.js';
import { RetentionRepository, type ToRetain } from '../store/retention.repository.js';

const SLICE = 50;
const EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** Where the bucket has Object Lock, lets the store itself keep sealed originals from being deleted, for as long as was set. */
@Injectable()
export class RetentionWorker implements OnModuleInit {
  private readonly days: number | undefined;

  constructor(
    private readonly pieces: RetentionRepository,
    private readonly objects: ObjectStore,
    private readonly workers: Workers,
    private readonly log: Log,
    { storage }: Config,
  ) {
    this.days = storage.retentionDays;
  }

  onModuleInit(): void {
    if (this.days !== undefined) this.workers.register({ name: 'evidence-retention', everyMs: EVERY_MS, tick: () => this.retainSome() });
  }

  /** Tells how many were locked. Locking the same version again only says the same. */
  async retainSome(): Promise<number> {
    if (this.days === undefined || !(await this.objects.hasLock())) return 0;
    const until = new Date(Date.now() + this.days * DAY_MS);
    const due = await this.pieces.toRetain(SLICE);
    const done = await Promise.all(due.map((piece) => this.retain(piece, until)));
    return done.filter(Boolean).length;
  }

  private async retain({ id, attempt, version }: ToRetain, until: Date): Promise<boolean> {
    try {
      await this.objects.retain(originalKey(id, attempt), version, until);
      await this.pieces.retained(id, until);
      return true;
    } catch (error) {
      this.log.warn('a sealed original could not be locked and will be tried again', { evidenceId: id, error });
      return false;
    }
  }
}
