import { setTimeout as rest } from 'node:timers/promises';
import { problem } from '../problems/problem.js';

/** How often the walk looks whether the workers are done. */
const LOOK_EVERY_MS = 15;
/** As long as a slow machine may take for one deadline; with no worker at all nothing ever moves. */
const PATIENCE_MS = 10_000;

/** What the walk needs to know of the house. */
export interface House {
  now(): Promise<number>;
  nextDueTime(): Promise<number | null>;
  backlog(): Promise<number>;
  moveForward(ms: number): Promise<number>;
}

/**
 * Walks the law's clock forward, stopping at every due time until the workers have done what fell due there. One big
 * jump would let everything happen late and at once, in an order that no real month could have brought.
 */
export class ClockWalk {
  constructor(
    private readonly house: House,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** Walks `ms` ahead and gives back the moment of arrival. */
  async walk(ms: number): Promise<number> {
    const target = (await this.house.now()) + ms;
    for (;;) {
      const next = await this.untilWorkersRest();
      if (next === null || next > target) break;
      await this.moveTo(next);
    }
    return this.moveTo(target);
  }

  /** Waits until nothing is due, and tells what will be due next. */
  private async untilWorkersRest(): Promise<number | null> {
    let seen = '';
    let since = Date.now();
    for (;;) {
      const [next, backlog, now] = await Promise.all([this.house.nextDueTime(), this.house.backlog(), this.house.now()]);
      if (backlog === 0 && (next === null || next > now)) return next;
      const found = `${backlog} ${next}`;
      if (found !== seen) since = Date.now();
      seen = found;
      if (Date.now() - since > this.patienceMs) throw problem('clock_not_advanced', undefined, { headers: { 'Retry-After': '5' } });
      await rest(LOOK_EVERY_MS);
    }
  }

  /** Real time passes while we walk, so the moment may be behind us already. */
  private async moveTo(moment: number): Promise<number> {
    const now = await this.house.now();
    return moment > now ? this.house.moveForward(moment - now) : now;
  }
}
