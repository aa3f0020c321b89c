import { Injectable } from '@nestjs/common';
import { Log } from '../logging/log.js';
import { WorkerLoop } from './worker-loop.js';

/** A kind of work that is done in the background, in slices. */
export interface Worker {
  readonly name: string;
  /** How long to rest when there was nothing to do. */
  readonly everyMs: number;
  /** Does one slice and tells how much it did; a slice that did something is followed by the next at once. */
  readonly tick: () => Promise<number>;
  /** How much is due and not yet done. The sandbox clock waits until it is zero. */
  readonly backlog?: () => Promise<number>;
}

/** All background work of the process. Contexts register theirs; it runs only where ROLE names `worker`. */
@Injectable()
export class Workers {
  readonly #workers: Worker[] = [];
  #loops: WorkerLoop[] = [];
  #stopping = false;

  constructor(private readonly log: Log) {}

  register(worker: Worker): void {
    if (this.#workers.some(({ name }) => name === worker.name)) throw new Error(`The worker ${worker.name} is registered twice`);
    this.#workers.push(worker);
    if (this.#loops.length > 0) this.begin(worker);
  }

  get names(): string[] {
    return this.#workers.map(({ name }) => name);
  }

  get running(): boolean {
    return this.#loops.length > 0 && !this.#stopping;
  }

  /** Begins the loops; called once after the application has booted. */
  start(): void {
    if (this.#loops.length > 0) return;
    this.#stopping = false;
    this.#workers.forEach((worker) => this.begin(worker));
  }

  /** Claims nothing new and resolves when the slices under way are done. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#loops.map((loop) => loop.stop()));
    this.#loops = [];
  }

  /** What is due over all workers, wherever they run: backlogs are read from the database. */
  async backlog(): Promise<number> {
    const counts = await Promise.all(this.#workers.map(async ({ backlog }) => (backlog ? backlog() : 0)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  private begin(worker: Worker): void {
    const onError = (error: unknown): void => this.log.error('a worker failed and will try again', { worker: worker.name, error });
    this.#loops.push(new WorkerLoop(worker, onError));
  }
}
