import { NO_ANSWER, type GatewayAnswer } from '../domain/answers.js';
import { keyNoIn } from '../domain/keys.js';
import { behaviourFor } from '../domain/sandbox-script.js';
import type { SandboxPayments } from '../store/sandbox-payments.js';
import type { RefundGateway, RefundOrder } from './refund-gateway.js';

/** As short as the strictest real providers: a story of 25 hours shows what happens when a key is forgotten. */
const KEY_LIFETIME = 24 * 3_600_000;

/** Pays nobody, but remembers what it would have paid, under the same rules as a real provider. */
export class SandboxGateway implements RefundGateway {
  readonly name = 'sandbox';
  readonly keyLifetime = KEY_LIFETIME;

  constructor(private readonly payments: SandboxPayments) {}

  async send(order: RefundOrder): Promise<GatewayAnswer> {
    const { status, answers } = behaviourFor(order.orderId, keyNoIn(order.key, order.refundId) ?? 1);
    await this.payments.pay(order, status);
    return answers ? this.ask(order.key) : NO_ANSWER;
  }

  async ask(key: string): Promise<GatewayAnswer> {
    const payment = await this.payments.find(key);
    if (payment === null) return { kind: 'unknown_key' };
    if (payment.status === 'succeeded') return { kind: 'succeeded', reference: payment.reference };
    return payment.status === 'failed' ? { kind: 'failed', failure: 'account_closed' } : { kind: 'pending' };
  }
}
