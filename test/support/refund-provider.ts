import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What Parley asks of the marketplace's own backend. */
export interface RefundMessage {
  type: 'refund.requested' | 'refund.status';
  key: string;
  refundId: string;
  disputeId?: string;
  orderId?: string;
  amount?: number;
  currency?: string;
}

/** What happens to an order to pay: to the money, and what is heard of it. */
export type Turn = 'pays' | 'pays silently' | 'is deaf' | 'will tell later' | 'fails';

/** The marketplace's refund endpoint over real HTTP: it checks signatures and pays a key once, whatever is asked. */
export class RefundProvider {
  static readonly secret = `whsec_${Buffer.from('a secret of the marketplace itself').toString('base64')}`;
  readonly heard: (RefundMessage & { id: string })[] = [];
  readonly payments = new Map<string, number>();
  /** The next turns for one order, in this sequence; when there is none it pays. */
  readonly turns = new Map<string, Turn[]>();
  readonly #webhook = new Webhook(RefundProvider.secret);
  readonly #server: Server = createServer((request, response) => void this.answer(request, response));

  /** Settings for `bootApp({ env })`, once it listens. */
  async listens(): Promise<Record<string, string>> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return { REFUND_GATEWAY: 'marketplace', REFUND_WEBHOOK_URL: `http://127.0.0.1:${port}/refunds`, REFUND_WEBHOOK_SECRET: RefundProvider.secret };
  }

  async closes(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What was heard about one refund: `requested rf_...-1`, in its order. */
  told(refundId: string): string[] {
    return this.heard.filter((message) => message.refundId === refundId).map(({ type, key }) => `${type.slice('refund.'.length)} ${key.slice(refundId.length)}`);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const message = this.#webhook.verify(body, request.headers as Record<string, string>) as RefundMessage;
    this.heard.push({ ...message, id: String(request.headers['webhook-id']) });
    if (message.type === 'refund.status') return this.status(message.key, response);
    const turn = this.turns.get(message.orderId ?? '')?.shift() ?? 'pays';
    if (turn.startsWith('pays')) this.payments.set(message.key, message.amount ?? 0);
    if (turn === 'pays') reply(response, 200, { status: 'succeeded', providerReference: `psp-${message.key}` });
    else if (turn === 'will tell later') reply(response, 202);
    else if (turn === 'fails') reply(response, 422, { status: 'failed', failure: 'Account closed (17)' });
    else response.destroy();
  }

  private status(key: string, response: ServerResponse): void {
    if (this.payments.has(key)) reply(response, 200, { status: 'succeeded', providerReference: `psp-${key}` });
    else reply(response, 404, { status: 'unknown_key' });
  }
}

function reply(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
}
