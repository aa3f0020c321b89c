import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { NO_ANSWER, type GatewayAnswer } from '../domain/answers.js';
import { refundOfKey } from '../domain/keys.js';
import { answerFrom } from './marketplace.answers.js';
import type { RefundGateway, RefundOrder } from './refund-gateway.js';

/** Longer, and one stalled endpoint would hold up every other refund; it can still answer later. */
export const GATEWAY_TIME_OUT = 10_000;
const LONGEST_ANSWER = 64 * 1024;
/** For this long the marketplace promises to take a repeated key for the same payment (docs/operations.md). */
const KEY_LIFETIME = 3 * 24 * 3_600_000;

/** Asks the marketplace's own backend to pay, with a signed POST (standardwebhooks.com) to the one configured address. */
export class MarketplaceGateway implements RefundGateway {
  readonly name = 'marketplace';
  readonly keyLifetime = KEY_LIFETIME;
  readonly #webhook: Webhook;

  constructor(
    private readonly url: string,
    secret: string,
    private readonly timeOut = GATEWAY_TIME_OUT,
  ) {
    this.#webhook = new Webhook(secret);
  }

  /** The message's id is the key: the same on every try, so that receivers who drop repeated ids pay once, too. */
  async send({ key, refundId, disputeId, orderId, amount, currency }: RefundOrder): Promise<GatewayAnswer> {
    const answer = await this.post(key, { type: 'refund.requested', refundId, key, disputeId, orderId, amount, currency });
    return answer.kind === 'unknown_key' ? NO_ANSWER : answer;
  }

  /** Each question has an id of its own, or such a receiver would not hear it a second time. */
  ask(key: string): Promise<GatewayAnswer> {
    return this.post(`${key}-status-${randomUUID()}`, { type: 'refund.status', refundId: refundOfKey(key), key });
  }

  private async post(id: string, message: object): Promise<GatewayAnswer> {
    const body = JSON.stringify(message);
    const signal = AbortSignal.timeout(this.timeOut);
    try {
      const response = await fetch(this.url, { method: 'POST', body, headers: this.headers(id, body), redirect: 'manual', signal });
      return answerFrom(response.status, await jsonOf(response));
    } catch {
      return NO_ANSWER;
    }
  }

  private headers(id: string, body: string): Record<string, string> {
    const at = new Date();
    return {
      'content-type': 'application/json',
      'user-agent': 'parley',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': this.#webhook.sign(id, at, body),
    };
  }
}

/** The body, or undefined where it is not JSON; one that does not end is an error, which the caller takes for silence. */
async function jsonOf(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
