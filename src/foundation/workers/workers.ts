import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Log } from '../logging/log.js';
import { WorkerLoop } from './worker-loop.js';

/** A kind of work that is done in the background, in slices. */
export interface Worker {
  readonly name: string;
  /** How long to rest when there was nothing to do; unless told, as long as SWEEP_INTERVAL_MS says. */
  readonly everyMs?: number;
  /** Does one slice and tells how much it did; a slice that did something is followed by the next at once. */
  readonly tick: () => Promise<number>;
  /** How much is due and not yet done. The sandbox clock waits until it is zero. */
  readonly backlog?: () => Promise<number>;
}

const PURGE_EVERY_MS = 10 * 60_000;

/** All background work of the process. Contexts register theirs; it runs only where ROLE names `worker`. */
@Injectable()
export class Workers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #workers: Worker[] = [];
  #loops: WorkerLoop[] = [];
  #running = false;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.runsWorkers) this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  register(worker: Worker): void {
    if (this.#workers.some(({ name }) => name === worker.name)) throw new Error(`The worker ${worker.name} is registered twice`);
    this.#workers.push(worker);
    if (this.#running) this.begin(worker);
  }

  /** Deletes what is too old, slice after slice. Nobody waits for it, and what is kept is kept for days: minutes are soon enough. */
  registerPurge(of: string, purge: () => Promise<number>): void {
    this.register({ name: `${of}-purge`, everyMs: PURGE_EVERY_MS, tick: purge });
  }

  get names(): string[] {
    return this.#workers.map(({ name }) => name);
  }

  get running(): boolean {
    return this.#running;
  }

  /** Begins the loops, once everybody has registered. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#workers.forEach((worker) => this.begin(worker));
  }

  /** Claims nothing new and resolves when the slices under way are done. */
  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all(this.#loops.map((loop) => loop.stop()));
    this.#loops = [];
  }

  /** What is due over all workers, or one of them, wherever they run: backlogs are read from the database. */
  async backlog(of?: string): Promise<number> {
    const asked = this.#workers.filter(({ name }) => of === undefined || name === of);
    const counts = await Promise.all(asked.map(async ({ backlog }) => (backlog ? backlog() : 0)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private begin(worker: Worker): void {
    const onError = (error: unknown): void => this.log.error('a worker failed and will try again', { worker: worker.name, error });
    this.#loops.push(new WorkerLoop({ everyMs: this.config.sweepIntervalMs, ...worker }, onError));
  }
}
