import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import { MailHouse } from '../../../test/support/mail-house.js';

const house = MailHouse.opens({ workers: 1 });

describe('One worker alone', () => {
  it('goes on with other letters while its server is slow with some, and brings those to their end before it stops', async () => {
    const [slow, other] = [await house.told(), await house.told()];
    const patience = Promise.withResolvers<void>();
    for (const address of [slow.sellerMail, slow.buyerMail]) house.server.meets(address, { waitsFor: patience.promise });
    await house.openDispute(slow);
    await eventually(() => house.server.hasMetAll);
    await house.openDispute(other);
    await house.arrives(other.sellerMail);
    await house.arrives(other.buyerMail);
    const left = await house.statusOf(slow.seller.sub, slow.scene.disputeId);
    expect([left, house.mailsTo(slow.sellerMail)]).toEqual([[{ status: 'waiting', tries: 1, failure: null }], []]);
    const ended = house.parley.app.close();
    patience.resolve();
    await ended;
    for (const address of [slow.sellerMail, slow.buyerMail]) expect(house.mailsTo(address)).toHaveLength(1);
  });
});
