import { randomBytes } from 'node:crypto';
import { Person } from './person.js';
import type { SeenRefund } from './seen.js';

const DAY = 86_400_000;

/** The shop's own backend. */
export class Marketplace extends Person {
  /** What every order of this story has in common. */
  readonly usually: Record<string, unknown> = {};

  /** A brass lamp for 120 euros, delivered two days ago by the sandbox's clock. Any part can be said otherwise. */
  async pushesOrder(otherwise: Record<string, unknown> = {}, orderId = `o-${randomBytes(5).toString('hex')}`): Promise<string> {
    const { now } = await this.asks<{ now: string }>('post', '/v1/sandbox/clock/advance', { by: 'P0D' });
    const ago = (days: number) => new Date(Date.parse(now) - days * DAY).toISOString();
    await this.asks('put', `/v1/orders/${orderId}`, {
      currency: 'EUR',
      placedAt: ago(7),
      lines: [{ id: 'lamp', title: 'Brass lamp', quantity: 1, paid: 12_000 }],
      shippingPaid: 490,
      shipments: [{ id: 's-1', carrier: 'DHL', trackingNumber: 'JD014', shippedAt: ago(5), deliveredAt: ago(2) }],
      ...this.usually,
      ...otherwise,
    });
    this.scene.orderId = orderId;
    return orderId;
  }

  deliversReturn = (deliveredAt: string) => this.does('return/deliver', { deliveredAt });
  reportsChargeback = (status: 'opened' | 'ended' | 'lost', reference = 'cb-1') => this.does('chargeback', { status, reference });

  /** What became of a refund at the provider. */
  reportsRefund(refundId: string, status: 'succeeded' | 'failed', more: object = {}): Promise<SeenRefund> {
    return this.asks('post', `/v1/refunds/${refundId}/result`, { status, providerReference: `psp-${refundId}`, ...more });
  }
}
