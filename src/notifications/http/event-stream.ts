import type { FastifyReply } from 'fastify';
import type { Window } from '../feed/rooms.js';
import type { Listener } from '../feed/stream.hub.js';
import type { FeedReader, ReaderRole } from '../domain/visibility.js';
import type { FeedEvent } from '../store/feed.repository.js';
import { cursorOf, eventView } from './event.view.js';

/** More than this is not kept in memory for a reader who is slow. */
const MOST_WAITING_BYTES = 64 * 1024;
/** Who takes nothing for so long is sent away, and goes on where they were when they come back. */
const PATIENCE_MS = 10_000;
/** When to come back after the connection was lost; spread, because a restart sends everybody away at once. */
const RETRY_MS = 2_000;
const RETRY_SPREAD_MS = 3_000;

const HEADERS = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no' };

/** Many hear the same event in the same role: it is written down once for all of them. */
const TEXTS = new WeakMap<FeedEvent, Map<string, string>>();

function textOf(event: FeedEvent, role: ReaderRole, reader: FeedReader): string {
  const texts = TEXTS.get(event) ?? new Map<string, string>();
  const key = `${role} ${String(reader.knowsParties)}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const view = eventView(event, role, reader);
  const text = `id: ${view.cursor}\ndata: ${JSON.stringify(view)}\n\n`;
  TEXTS.set(event, texts.set(key, text));
  return text;
}

/** What a stream is about, and until when it may last. */
export interface StreamWish {
  readonly reader: FeedReader;
  readonly types: readonly string[] | null;
  readonly disputeId: string | null;
  readonly until: number;
}

/** One answer that stays open, in the format of server-sent events. */
export class EventStream implements Listener, Window {
  readonly reader: FeedReader;
  readonly types: ReadonlySet<string> | null;
  readonly disputeId: string | null;
  readonly until: number;
  readonly #raw: FastifyReply['raw'];

  /** Takes the connection over and sends the head. `closed` is called once, however it ends. */
  constructor(wish: StreamWish, reply: FastifyReply, closed: (stream: EventStream) => void) {
    this.reader = wish.reader;
    this.types = wish.types === null ? null : new Set(wish.types);
    this.disputeId = wish.disputeId;
    this.until = wish.until;
    const headers = reply.getHeaders() as Record<string, string>;
    reply.hijack();
    this.#raw = reply.raw;
    this.#raw.once('close', () => closed(this));
    this.#raw.on('error', () => this.#raw.destroy());
    this.#raw.writeHead(200, { ...headers, ...HEADERS });
    this.#raw.write(`retry: ${RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS)}\n\n`);
  }

  get isClosed(): boolean {
    return this.#raw.destroyed || this.#raw.writableEnded;
  }

  send(event: FeedEvent, role: ReaderRole): void {
    this.write(textOf(event, role, this.reader));
  }

  /** Without data nothing is raised at the reader, but the place is kept: a long silence is not read again. */
  beat(position: number): void {
    this.write(`: still here\nid: ${cursorOf(position)}\n\n`);
  }

  /** A named event without an id. Who is behind has other things to read. */
  whisper(name: string, data: object): void {
    if (!this.isBehind) this.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  get isBehind(): boolean {
    return this.#raw.writableLength > MOST_WAITING_BYTES;
  }

  async drained(): Promise<void> {
    if (this.isClosed || !this.#raw.writableNeedDrain) return;
    const impatience = setTimeout(() => this.#raw.destroy(), PATIENCE_MS);
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        this.#raw.off('drain', goOn).off('close', goOn);
        resolve();
      };
      this.#raw.on('drain', goOn).on('close', goOn);
    });
    clearTimeout(impatience);
  }

  end(): void {
    if (!this.isClosed) this.#raw.end();
  }

  private write(text: string): void {
    if (!this.isClosed) this.#raw.write(text);
  }
}
