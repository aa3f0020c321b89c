import { Injectable } from '@nestjs/common';
import { Log } from '../logging/log.js';

/** One thing without which the process should get no requests. `check` throws when it is missing, or tells that it is switched off. */
export interface HealthCheck {
  readonly name: string;
  readonly check: () => Promise<CheckResult | void>;
  /** Worth telling, but requests can be answered without it. */
  readonly isAdvisory?: boolean;
}

export type CheckResult = 'ok' | 'failed' | 'off';

/** What each check found. */
export type CheckResults = Readonly<Record<string, CheckResult>>;

/** A check that hangs says as much as one that fails. */
const PATIENCE_MS = 3_000;

/** Whether this process should get requests: everything it needs answers, and it is not about to end. */
@Injectable()
export class Health {
  readonly #checks: HealthCheck[] = [];
  readonly #features = new Map<string, () => string>();
  #draining = false;

  constructor(private readonly log: Log) {}

  register(check: HealthCheck): void {
    this.#checks.push(check);
  }

  /** Something that works in more than one way, and how it works here; it never makes a process unready. */
  describe(feature: string, how: () => string): void {
    this.#features.set(feature, how);
  }

  get features(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#features].map(([feature, how]) => [feature, how()]));
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
    const results = await Promise.all(this.#checks.map(async (check) => ({ ...check, result: await this.resultOf(check) })));
    const checks = Object.fromEntries(results.map(({ name, result }) => [name, result]));
    return { ready: !this.#draining && results.every(({ isAdvisory, result }) => isAdvisory === true || result !== 'failed'), checks };
  }

  private async resultOf({ name, check }: HealthCheck): Promise<CheckResult> {
    try {
      return (await withPatience(check())) ?? 'ok';
    } catch (error) {
      this.log.warn('a health check failed', { check: name, error });
      return 'failed';
    }
  }
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  });
  return Promise.race([work, giveUp]).finally(() => clearTimeout(timer));
}
