import { Person } from './person.js';
import type { SeenDispute, SeenRefund } from './seen.js';

const FOR_BUYER = {
  outcome: 'buyer',
  remedy: { kind: 'refund', amount: { amount: 12_000, currency: 'EUR' } },
  reasonCodes: ['damage_shown'],
  liability: { buyer: 0, seller: 100, carrier: 0, platform: 0 },
  texts: { buyer: 'You get the whole price back.', seller: 'The photos show that the lamp arrived broken.' },
};

export class Arbitrator extends Person {
  takes = () => this.does('take');
  releases = () => this.does('release');

  /** For the buyer, in full, resting on all evidence; any part can be said otherwise. */
  async rules(otherwise: object = {}): Promise<SeenDispute> {
    const { evidence } = await this.sees();
    const facts = [{ text: 'Both photos show a broken lamp.', evidenceIds: evidence.map(({ id }) => id) }];
    return this.doesHavingSeen('rulings', { ...FOR_BUYER, facts, ...otherwise });
  }
}

export class Lead extends Person {
  closes = (reasonCode: string, text: string) => this.does('close', { reasonCode, text });

  recordsRefund(refundId: string, reference: string, evidenceIds: string[] = []): Promise<SeenRefund> {
    return this.asks('post', `/v1/refunds/${refundId}/record-by-hand`, { reference, evidenceIds });
  }
}
