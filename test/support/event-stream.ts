import { once } from 'node:events';
import http from 'node:http';
import { eventually } from './eventually.js';

/** One event as it came through a stream. */
export interface Streamed {
  id: string;
  type: string;
  disputeId: string;
  seq: number;
  cursor: string;
  actor: { role: string; id?: string };
  data: Record<string, unknown>;
}

/** A reader of server-sent events, as far as the tests need one: what a browser would raise, and the last id it would send. */
export class EventStreamReader {
  readonly events: Streamed[] = [];
  /** Named events that stand in no log: typing and presence. */
  readonly whispers: { name: string; data: Record<string, unknown>; hadId: boolean }[] = [];
  comments = 0;
  lastId = '';
  retry = 0;
  ended = false;
  #rest = '';

  private constructor(
    readonly response: http.IncomingMessage,
    private readonly request: http.ClientRequest,
  ) {
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.read(text));
    response.on('close', () => (this.ended = true));
    response.on('error', () => (this.ended = true));
  }

  static async open(url: string, token: string, headers: Record<string, string> = {}): Promise<EventStreamReader> {
    const request = http.get(url, { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...headers }, agent: false });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    request.on('error', () => undefined);
    return new EventStreamReader(response, request);
  }

  /** As `open`, and has its place: all that happens from now on comes through it. */
  static async placed(url: string, token: string): Promise<EventStreamReader> {
    const stream = await EventStreamReader.open(url, token);
    await eventually(() => stream.lastId !== '');
    return stream;
  }

  /** Waits until so many events have come. */
  async has(count: number, withinMs?: number): Promise<Streamed[]> {
    await eventually(() => this.events.length >= count, withinMs);
    return this.events;
  }

  close(): void {
    this.request.destroy();
  }

  private read(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    blocks.forEach((block) => this.take(block));
  }

  private take(block: string): void {
    const data: string[] = [];
    const name = /^event: (.+)$/m.exec(block)?.[1];
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) this.comments += 1;
      if (line.startsWith('id: ')) this.lastId = line.slice(4);
      if (line.startsWith('retry: ')) this.retry = Number(line.slice(7));
      if (line.startsWith('data: ')) data.push(line.slice(6));
    }
    if (name !== undefined) this.whispers.push({ name, data: JSON.parse(data.join('\n')) as Record<string, unknown>, hadId: /^id:/m.test(block) });
    else if (data.length > 0) this.events.push(JSON.parse(data.join('\n')) as Streamed);
  }
}
