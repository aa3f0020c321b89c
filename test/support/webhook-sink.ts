import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { eventually } from './eventually.js';

/** A request that came in. */
export interface Received {
  readonly path: string;
  readonly id: string;
  readonly body: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly at: number;
  /** Whether it was answered with success. */
  taken: boolean;
}

export interface ReceivedBody {
  id: string;
  type: string;
  apiVersion: string;
  occurredAt: string;
  disputeId: string | null;
  sequence: number | null;
  actor: { role: string; id?: string };
  data: Record<string, unknown>;
}

/** An endpoint, as the marketplace sees it; the secret only once. */
export interface SeenEndpoint {
  id: string;
  url: string;
  secret: string;
  status: string;
  disabledReason: string | null;
  failingSince: string | null;
  oldSecretUntil: string | null;
}

/** A delivery with its log. */
export interface SeenDelivery {
  id: string;
  type: string;
  messageId: string;
  disputeId: string | null;
  status: string;
  attempts: number;
  nextAttemptAt: string | null;
  lastStatus: number | null;
  lastError: string | null;
  body: string;
  log: { no: number; status: number | null; error: string | null; answer: string | null; durationMs: number }[];
}

/** How a request is answered; `taken` is to be set where it was a success. */
export type Manners = (received: Received, response: http.ServerResponse) => void;

export const takes: Manners = (received, response) => {
  received.taken = true;
  response.end('thank you');
};
export const says = (status: number, headers: http.OutgoingHttpHeaders = {}, body = ''): Manners => (_received, response) => response.writeHead(status, headers).end(body);
export const resets: Manners = (_received, response) => response.socket?.resetAndDestroy();
export const stalls: Manners = () => undefined;
/** Says yes and then talks for ever. */
export const babbles: Manners = (received, response) => {
  received.taken = true;
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(16_384)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
};

/** A real receiver: an HTTP server that keeps what it was sent and answers as it is told to, per path. */
export class WebhookSink {
  readonly received: Received[] = [];
  readonly manners = new Map<string, Manners>();

  private constructor(private readonly server: http.Server) {}

  static async listen(): Promise<WebhookSink> {
    const server = http.createServer();
    const sink = new WebhookSink(server);
    server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => void sink.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return sink;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  at(path: string): Received[] {
    return this.received.filter((received) => received.path === path);
  }

  bodies(path: string): ReceivedBody[] {
    return this.at(path).map(({ body }) => JSON.parse(body) as ReceivedBody);
  }

  /** Waits until a path has received so many requests. */
  async has(path: string, count: number, withinMs?: number): Promise<Received[]> {
    await eventually(() => this.at(path).length >= count, withinMs);
    return this.at(path);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    response.on('error', () => undefined);
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const path = request.url ?? '';
    const received = { path, id: String(request.headers['webhook-id']), body: Buffer.concat(chunks).toString('utf8'), headers: request.headers, at: performance.now(), taken: false };
    this.received.push(received);
    (this.manners.get(path) ?? takes)(received, response);
  }
}

/** Throws unless the request was signed with this secret, as standardwebhooks.com says. */
export function verifies(secret: string, { body, headers }: Received): ReceivedBody {
  return new Webhook(secret).verify(body, headers as Record<string, string>) as ReceivedBody;
}
