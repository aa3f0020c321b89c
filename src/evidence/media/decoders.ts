import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../foundation/config/config.js';
import { Health } from '../../foundation/health/health.js';
import { Log } from '../../foundation/logging/log.js';
import { Decoder } from './decoder.js';
import { findSandbox, type Sandbox } from './sandbox.js';

/** One that waits costs some 70 MB; nobody keeps it for a file that does not come. */
const PATIENCE_MS = 30_000;

/**
 * Processes that decode files of strangers, each for one file. While one works the next is started, so that only the
 * first file after a pause waits for Node to begin.
 */
@Injectable()
export class Decoders implements OnModuleInit, OnApplicationShutdown {
  #sandbox: Promise<Sandbox> | null = null;
  #next: Promise<Decoder> | null = null;
  #patience: NodeJS.Timeout | undefined;
  #isEnding = false;

  constructor(
    private readonly config: Config,
    private readonly health: Health,
    private readonly log: Log,
  ) {}

  /** Only workers decode; others need not look for a sandbox. */
  onModuleInit(): void {
    if (!this.config.runsWorkers) return;
    let level = 'unknown';
    this.health.describe('mediaSandbox', () => level);
    void this.sandbox().then((found) => {
      level = found.level;
      if (found.level !== 'bwrap') this.log.warn('decoders of media run without bubblewrap', { level: found.level });
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.#isEnding = true;
    await this.dismiss();
  }

  /** What locks the decoders in, looked for once. */
  sandbox(): Promise<Sandbox> {
    this.#sandbox ??= findSandbox();
    return this.#sandbox;
  }

  /** A process that is ready, and from now on the caller's alone and to end. */
  async take(): Promise<Decoder> {
    // Before anything is waited for: two who come at once must never get the same one.
    const waiting = this.#next;
    this.#next = null;
    const prepared = await waiting?.catch(() => null);
    // One that died waiting still has its files open.
    if (prepared?.isAlive === false) await prepared.end();
    const decoder = prepared?.isAlive ? prepared : await this.start();
    this.prepare();
    return decoder;
  }

  private prepare(): void {
    if (this.#isEnding || this.#next !== null) return;
    this.#next = this.start();
    this.#next.catch(() => {});
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => void this.dismiss(), PATIENCE_MS).unref();
  }

  private async dismiss(): Promise<void> {
    clearTimeout(this.#patience);
    const waiting = this.#next;
    this.#next = null;
    await waiting?.then((decoder) => decoder.end(), () => {});
  }

  private async start(): Promise<Decoder> {
    return Decoder.start(await this.sandbox());
  }
}
