import { Injectable } from '@nestjs/common';
import { Log } from '../logging/log.js';

/** One thing without which the process should get no requests. `check` throws when it is missing. */
export interface HealthCheck {
  readonly name: string;
  readonly check: () => Promise<void>;
}

/** What each check found. */
export type CheckResults = Readonly<Record<string, 'ok' | 'failed'>>;

/** A check that hangs says as much as one that fails. */
const PATIENCE_MS = 3_000;

/** Whether this process should get requests: everything it needs answers, and it is not about to end. */
@Injectable()
export class Health {
  readonly #checks: HealthCheck[] = [];
  #draining = false;

  constructor(private readonly log: Log) {}

  register(check: HealthCheck): void {
    this.#checks.push(check);
  }

  /** From now on the process asks for no more requests; those under way are answered. */
  drain(): void {
    this.#draining = true;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** Runs every check. Ready means all are ok and the process is not draining. */
  async examine(): Promise<{ readonly ready: boolean; readonly checks: CheckResults }> {
    const results = await Promise.all(this.#checks.map(async (check) => [check.name, await this.resultOf(check)] as const));
    const checks = Object.fromEntries(results);
    return { ready: !this.#draining && results.every(([, result]) => result === 'ok'), checks };
  }

  private async resultOf({ name, check }: HealthCheck): Promise<'ok' | 'failed'> {
    try {
      await withPatience(check());
      return 'ok';
    } catch (error) {
      this.log.warn('a health check failed', { check: name, error });
      return 'failed';
    }
  }
}

async function withPatience(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  await Promise.race([work, giveUp]).finally(() => clearTimeout(timer));
}
