/**
 * Lets the commands of this process that meet on one dispute go one after another. The compare-and-set decides who was
 * first in any case; waiting for one's turn only spares them from reading and deciding in vain, again and again.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Whether somebody is waiting or working under this name. */
  busy(name: string): boolean {
    return this.#last.has(name);
  }

  /** Does the work after all that was taken before under this name, however that ended. */
  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(name) ?? Promise.resolve()).then(work);
    const ended = mine.catch(() => undefined);
    this.#last.set(name, ended);
    try {
      return await mine;
    } finally {
      if (this.#last.get(name) === ended) this.#last.delete(name);
    }
  }
}
