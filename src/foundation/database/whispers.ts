import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { Config } from '../config/config.js';
import { Log } from '../logging/log.js';
import { Sql } from './sql.js';

/** PostgreSQL refuses longer ones. */
export const LONGEST_WHISPER_BYTES = 7_900;

const WAKE_AGAIN_MS = 2_000;
const STILL_THERE_EVERY_MS = 30_000;
const PATIENCE_MS = 5_000;

/** What happens on a channel. `ready`: from now on nothing passes unheard, also after a connection was lost. */
export interface Ear {
  readonly heard: (text: string) => void;
  readonly ready: () => void;
}

/**
 * Tells all processes something that nobody keeps: who is not listening now never hears it (NOTIFY). A process listens on
 * one connection of its own, and only while somebody in it wants to hear. Behind a pooler that hands connections round
 * nothing is heard, and nothing else suffers.
 */
@Injectable()
export class Whispers implements OnModuleDestroy {
  readonly #ears = new Map<string, Ear>();
  #client: pg.Client | null = null;
  #connecting = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly sql: Sql,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    this.#ears.clear();
    await this.rest();
  }

  /** Never throws: a whisper that is not heard harms nobody. */
  async say(channel: string, text: string): Promise<void> {
    try {
      await this.sql.named('whisper', 'SELECT pg_notify($1, $2)', [channel, text]);
    } catch (error) {
      this.log.warn('a whisper was not heard', { channel, error });
    }
  }

  /** Listens until the function given back is called. One ear per channel. */
  hear(channel: string, ear: Ear): () => void {
    this.#ears.set(channel, ear);
    const client = this.#client;
    if (client === null) void this.connect();
    else void this.listenTo(client, channel).catch(() => this.lost(client));
    return () => {
      this.#ears.delete(channel);
      if (this.#ears.size === 0) void this.rest();
    };
  }

  private get isWanted(): boolean {
    return !this.#closed && this.#ears.size > 0;
  }

  private async connect(): Promise<void> {
    if (this.#connecting || this.#client !== null || !this.isWanted) return;
    this.#connecting = true;
    const client = new pg.Client({
      connectionString: this.config.databaseUrl, application_name: 'parley whispers', keepAlive: true, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS,
    });
    client.on('notification', ({ channel, payload = '' }) => this.#ears.get(channel)?.heard(payload));
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      this.#client = client;
      await Promise.all([...this.#ears.keys()].map((channel) => this.listenTo(client, channel)));
      this.#timer = setInterval(() => void client.query('SELECT 1').catch(() => this.lost(client)), STILL_THERE_EVERY_MS).unref();
    } catch (error) {
      this.log.warn('nobody can listen to whispers', { error });
      this.lost(client);
    }
    this.#connecting = false;
    if (!this.isWanted) await this.rest();
  }

  private async listenTo(client: pg.Client, channel: string): Promise<void> {
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    this.#ears.get(channel)?.ready();
  }

  /** A connection that is gone is made anew, while anybody wants to hear. */
  private lost(client: pg.Client): void {
    if (this.#client !== client && this.#client !== null) return;
    const wasOurs = this.#client === client || this.#connecting;
    this.#client = null;
    clearInterval(this.#timer);
    client.removeAllListeners('end');
    void client.end().catch(() => undefined);
    if (wasOurs && this.isWanted) setTimeout(() => void this.connect(), WAKE_AGAIN_MS).unref();
  }

  private async rest(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    clearInterval(this.#timer);
    client?.removeAllListeners('end');
    await client?.end().catch(() => undefined);
  }
}
