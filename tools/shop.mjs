import { passTime, photo } from './client.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What people in the seeds and the tour do, one verb each. Every verb is one or a few requests to the public API. */
export class Shop {
  /** @param {Record<string, import('./client.mjs').Client>} people */
  constructor(people) {
    this.people = people;
  }

  /** The marketplace reports a sale: paid a week ago, delivered two days ago. */
  async sells(orderId, lines) {
    const { buyer, seller, marketplace, clock } = this.people;
    const now = Date.parse(await passTime(clock, 'P0D'));
    const ago = (ms) => new Date(now - ms).toISOString();
    await marketplace.put(`/v1/orders/${orderId}`, {
      buyerId: buyer.sub,
      sellerId: seller.sub,
      currency: 'EUR',
      placedAt: ago(7 * DAY),
      buyerLocale: 'es',
      sellerLocale: 'en',
      lines,
      shippingPaid: 490,
      shipments: [{ id: `${orderId}-S1`, carrier: 'DHL', trackingNumber: `JD0${orderId}`, shippedAt: ago(5 * DAY), deliveredAt: ago(2 * DAY) }],
    });
    return orderId;
  }

  /** A draft about the whole first line. */
  async drafts(orderId, lineId, claim) {
    const { body } = await this.people.buyer.post('/v1/disputes', { orderId, items: [{ lineId, quantity: 1 }], ...claim });
    return body;
  }

  /** A lamp that came broken: draft, two photos, open. */
  opensLampDispute(orderId) {
    const statement = 'The shade is broken in two places and the foot is bent. The parcel looked fine from outside.';
    return this.#opens(orderId, { reason: 'damaged', subreason: 'item_damaged', statement }, ['lamp-broken', 'lamp-shade']);
  }

  /** Another lamp than the one that was bought: one photo is enough. */
  opensWrongLampDispute(orderId) {
    const claim = { reason: 'wrong_item', subreason: 'different_product', requestedRemedy: { kind: 'return_and_refund' } };
    return this.#opens(orderId, { ...claim, statement: 'I ordered the brass lamp, this one is of painted steel.' }, ['lamp-broken']);
  }

  /** Something no photo shows: words are enough. */
  opensSmellDispute(orderId) {
    return this.#opens(orderId, { reason: 'other', statement: 'After ten minutes the lamp smells of burnt plastic. I do not dare to use it.' }, []);
  }

  async #opens(orderId, claim, photos) {
    await this.sells(orderId, [{ id: 'lamp', title: 'Desk lamp, brass', quantity: 1, paid: 2399 }]);
    const draft = await this.drafts(orderId, 'lamp', { requestedRemedy: { kind: 'refund' }, ...claim });
    await this.buyerShows(draft.id, photos);
    return (await this.buyer(draft.id, 'open')).body;
  }

  async buyerShows(disputeId, names) {
    await Promise.all(names.map(async (name) => this.people.buyer.addsPhoto(disputeId, await photo(name))));
  }

  /** One command of one person on a dispute. */
  #acts(who, id, command, body, headers) {
    return this.people[who].post(`/v1/disputes/${id}/${command}`, body, headers);
  }

  buyer(id, command, body) {
    return this.#acts('buyer', id, command, body);
  }

  seller(id, command, body) {
    return this.#acts('seller', id, command, body);
  }

  arbitrator(id, command, body) {
    return this.#acts('arbitrator', id, command, body);
  }

  offers(who, id, amount, message) {
    return this.#acts(who, id, 'offers', { remedy: { kind: 'refund', amount: { amount, currency: 'EUR' } }, message });
  }

  /** The arbitrator who holds the case decides for the buyer, resting on the evidence of the dispute. */
  async rulesForBuyer(id) {
    const { body, etag } = await this.people.arbitrator.get(`/v1/disputes/${id}`);
    const ruling = rulingForBuyer(body.evidence.map((evidence) => evidence.id));
    return this.#acts('arbitrator', id, 'rulings', ruling, { 'if-match': etag });
  }
}

function rulingForBuyer(evidenceIds) {
  return {
    outcome: 'buyer',
    remedy: { kind: 'refund', amount: { amount: 2399, currency: 'EUR' } },
    facts: [{ text: 'Both photos show a broken shade; the break is fresh and the lamp cannot be used.', evidenceIds }],
    reasonCodes: ['damage_shown'],
    liability: { buyer: 0, seller: 60, carrier: 40, platform: 0 },
    texts: {
      buyer: 'Sus fotos muestran que la lámpara llegó rota. Se le devuelve el precio completo.',
      seller: 'The photos show that the lamp arrived broken. The whole price is paid back.',
    },
  };
}
