import type { TestApp } from './app.js';
import { people, type People } from './people.js';

const lineOf = (paid: number) => ({ lines: [{ id: 'lamp', title: 'Brass lamp', quantity: 1, paid }] });

/** A case on the desk: opened without photos, rejected, escalated. `paid` in minor units is what the claim is worth. */
export async function escalatedCase(parley: Pick<TestApp, 'http'>, paid = 12_000, claim: object = {}): Promise<People> {
  const all = await people(parley);
  await all.marketplace.pushesOrder(lineOf(paid));
  await all.buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.', ...claim });
  await all.buyer.opens();
  await all.seller.rejectsClaim();
  await all.buyer.escalates();
  return all;
}

/** A case that the first arbitrator holds. */
export async function caseUnderReview(parley: Pick<TestApp, 'http'>, paid?: number, claim?: object): Promise<People> {
  const all = await escalatedCase(parley, paid, claim);
  await all.arbitrator.takes();
  return all;
}

/** A ruling that gives a part of the claim, in minor units; nothing where it is zero. */
export const rulingFor = (amount: number, otherwise: object = {}) => ({
  outcome: amount === 0 ? 'seller' : 'split',
  remedy: amount === 0 ? { kind: 'none' } : { kind: 'refund', amount: { amount, currency: 'EUR' } },
  facts: [{ text: 'The seller does not deny the noise.', evidenceIds: [] }],
  reasonCodes: ['partial_value_lost'],
  liability: { buyer: 0, seller: 100, carrier: 0, platform: 0 },
  texts: { buyer: 'Se le devuelve una parte.', seller: 'A part of the price is paid back.' },
  ...otherwise,
});
