import type { Worker } from './workers.js';

/** After failures the rest doubles up to this, so that a database that is down is not hammered. */
const LONGEST_REST_MS = 30_000;

/** One worker's life: slice, rest, slice, until it is stopped. */
export class WorkerLoop {
  #stopped = false;
  #failures = 0;
  #wake: () => void = () => undefined;
  readonly #done: Promise<void>;

  constructor(
    private readonly worker: Required<Pick<Worker, 'tick' | 'everyMs'>>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#done = this.run();
  }

  /** Ends a rest at once; a slice under way is finished first. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#done;
  }

  private async run(): Promise<void> {
    while (!this.#stopped) {
      const did = await this.slice();
      if (did === 0 && !this.#stopped) await this.rest();
    }
  }

  private async slice(): Promise<number> {
    try {
      const did = await this.worker.tick();
      this.#failures = 0;
      return did;
    } catch (error) {
      this.#failures += 1;
      this.onError(error);
      return 0;
    }
  }

  private rest(): Promise<void> {
    const ms = Math.min(this.worker.everyMs * 2 ** Math.min(this.#failures, 10), Math.max(LONGEST_REST_MS, this.worker.everyMs));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
