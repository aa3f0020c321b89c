import { randomUUID } from 'node:crypto';
import { MARKETPLACE, MODEL_BUYER, MODEL_SELLER } from './names.mjs';

const DAY = 86_400_000;
const SAYINGS = ['Could you send a photo of the foot as well?', 'It is on its way, the light was poor yesterday.'];
const refund = (amount) => ({ remedy: { kind: 'refund', amount: { amount, currency: 'EUR' } }, message: 'For a new shade.' });

/**
 * Makes one dispute of every kind that is copied later, through the product's own API: what is measured are rows that
 * the law itself has made, whatever the law says by then.
 */
export class Models {
  #orders = 0;

  /** @param {{ inject: Function, addPhoto: (disputeId: string, buyer: string) => Promise<unknown> }} product */
  constructor(product, tokens) {
    this.product = product;
    this.tokens = tokens;
  }

  /** How many of a hundred disputes are of which kind. */
  static SHARES = { draft: 8, opened: 12, negotiating: 12, countered: 12, queued: 8, withdrawn: 20, refunding: 24, busy: 4 };

  async make(kind) {
    const id = await this.#started();
    await this[kind](id);
    return id;
  }

  /** The uploads themselves are not what is measured: the verified photos are told to the dispute directly. */
  async draft(id) {
    for (let photo = 0; photo < 2; photo += 1) await this.product.addPhoto(id, MODEL_BUYER);
  }

  async opened(id) {
    await this.draft(id);
    await this.#does(MODEL_BUYER, id, 'open');
  }

  async negotiating(id) {
    await this.opened(id);
    await this.#does(MODEL_SELLER, id, 'offers', refund(4_000));
  }

  async countered(id) {
    await this.negotiating(id);
    await this.#does(MODEL_BUYER, id, 'offers', refund(9_000));
  }

  async queued(id) {
    await this.negotiating(id);
    await this.#does(MODEL_SELLER, id, 'escalate');
  }

  async withdrawn(id) {
    await this.opened(id);
    await this.#does(MODEL_BUYER, id, 'withdraw');
  }

  async refunding(id) {
    await this.opened(id);
    await this.#does(MODEL_SELLER, id, 'accept-claim');
  }

  /** One whose last 20 events fill the timeline. */
  async busy(id) {
    await this.countered(id);
    for (let said = 0; said < 18; said += 1) {
      await this.#does(said % 2 === 0 ? MODEL_SELLER : MODEL_BUYER, id, 'messages', { text: SAYINGS[said % 2] });
    }
  }

  #does(who, id, what, body = {}) {
    return this.#ask(who, 'POST', `/v1/disputes/${id}/${what}`, body);
  }

  async #started() {
    const orderId = `model-${(this.#orders += 1)}`;
    const ago = (days) => new Date(Date.now() - days * DAY).toISOString();
    await this.#ask(MARKETPLACE, 'PUT', `/v1/orders/${orderId}`, {
      buyerId: MODEL_BUYER, sellerId: MODEL_SELLER, currency: 'EUR', placedAt: ago(7), shippingPaid: 490,
      lines: [{ id: 'lamp', title: 'Table lamp with a linen shade', quantity: 1, paid: 12_000 }],
      shipments: [{ id: 'parcel', carrier: 'DHL', trackingNumber: 'JD014600003', shippedAt: ago(5), deliveredAt: ago(2) }],
    });
    const { id } = await this.#ask(MODEL_BUYER, 'POST', '/v1/disputes', {
      orderId, reason: 'damaged', items: [{ lineId: 'lamp', quantity: 1 }], requestedRemedy: { kind: 'refund' },
      statement: 'The lamp arrived with a broken shade and a crack along its foot.',
    });
    return id;
  }

  async #ask(who, method, url, payload) {
    const headers = { authorization: `Bearer ${this.tokens[who]}`, 'idempotency-key': randomUUID() };
    const { statusCode, body } = await this.product.inject({ method, url, headers, payload });
    if (statusCode >= 300) throw new Error(`${method} ${url} answers ${statusCode}: ${body}`);
    return JSON.parse(body);
  }
}
