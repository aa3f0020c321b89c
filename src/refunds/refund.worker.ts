import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Workers } from '../foundation/workers/workers.js';
import { Paying } from './paying.service.js';

/** Calls made side by side. No more are claimed than start at once, so that no lease runs out in a queue. */
const AT_ONCE = 8;

/** Pays what was decided. Safe to run in many processes: a call belongs to whoever holds its lease. */
@Injectable()
export class RefundWorker implements OnModuleInit {
  constructor(
    private readonly paying: Paying,
    private readonly workers: Workers,
  ) {}

  onModuleInit(): void {
    this.workers.register({
      name: 'refunds',
      tick: () => this.pay(),
      backlog: () => this.paying.open(),
    });
  }

  /** One slice: what is due, side by side. */
  async pay(): Promise<number> {
    const attempts = await this.paying.claim(AT_ONCE);
    const done = await Promise.all(attempts.map((attempt) => this.paying.carryOut(attempt)));
    return done.filter(Boolean).length;
  }
}
