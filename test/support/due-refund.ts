import { randomBytes } from 'node:crypto';
import type { TestApp } from './app.js';
import { people, type People } from './people.js';
import type { RefundProvider, Turn } from './refund-provider.js';
import type { SeenList, SeenRefund } from './seen.js';

export interface DueRefund extends People {
  refundId: string;
  refund: () => Promise<SeenRefund>;
}

/** The seller accepts a claim of 120 euros; from then on its refund goes its own way, and the provider takes these turns. */
export async function refundIsDue(app: TestApp, provider: RefundProvider, turns: Turn[] = []): Promise<DueRefund> {
  const all = await people(app);
  const orderId = await all.marketplace.pushesOrder({}, `o-${randomBytes(4).toString('hex')}`);
  provider.turns.set(orderId, [...turns]);
  await all.buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read.' });
  const { id } = await all.buyer.opens();
  await all.seller.acceptsClaim();
  const refund = async () => (await all.buyer.sees<SeenList<SeenRefund>>('refunds')).data[0]!;
  return { ...all, refundId: id.replace('dp_', 'rf_'), refund };
}
