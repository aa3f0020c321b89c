import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MEASURED_DAYS, ReadingService } from '../disputes/index.js';
import { Workers } from '../foundation/workers/workers.js';
import { WaitsRepository } from './store/waits.repository.js';

/** What one waits for days is not news every second. */
const EVERY_MINUTES = 5;

/** Measures how long the desk takes, so that parties who wait can be told without anybody computing it for them. */
@Injectable()
export class WaitsWorker implements OnModuleInit {
  constructor(
    private readonly waits: WaitsRepository,
    private readonly reading: ReadingService,
    private readonly workers: Workers,
  ) {}

  onModuleInit(): void {
    this.workers.register({ name: 'desk-waits', tick: () => this.tick() });
  }

  /** By the law's clock, so that a sandbox that is moved on measures anew. */
  private async tick(): Promise<number> {
    const waits = await this.waits.measure(MEASURED_DAYS, EVERY_MINUTES);
    if (waits === null) return 0;
    await this.reading.keepWaits(waits.kinds, waits.now);
    return waits.kinds.length;
  }
}
