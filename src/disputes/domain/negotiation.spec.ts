import { describe, expect, it } from '@jest/globals';
import { DisputeStory, disputeUnderReview, offerOf, openedDispute, POLICY, refundOf, rulingOf } from '../../../test/support/dispute-story.js';

const FULL = { items: 6000, shipping: 0 };

describe('the lamp: too little is offered, the platform rules, the refund is paid once', () => {
  it('goes all the way from opening to closed.ruled', () => {
    const lamp = openedDispute({ amount: 6000 });
    expect(lamp.does('seller', 'sellerOffered', offerOf('of_1', refundOf(1500)))).toBe('negotiation.awaitingBuyer');
    expect(lamp.does('buyer', 'buyerOffered', offerOf('of_2', refundOf(5000)))).toBe('negotiation.awaitingSeller');
    expect(lamp.does('seller', 'sellerRejectedOffer', { offerId: 'of_2' })).toBe('negotiation.awaitingBuyer');
    expect(lamp.does('buyer', 'buyerEscalated', {})).toBe('escalated.queued');
    expect(lamp.does('arbitrator', 'caseTaken', {})).toBe('escalated.underReview');
    expect(lamp.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(6000)), refundable: FULL })).toBe('decided');
    expect(lamp.passes('appealWindow')).toBe('refunding.pending');
    expect(lamp.facts.refund).toMatchObject({ id: 'rf_1', amount: 6000, status: 'pending', keyNo: 1 });
    expect(lamp.does('provider', 'refundSucceeded', { refundId: 'rf_1', keyNo: 1, providerReference: 're_1' })).toBe('closed.ruled');
    expect(lamp.attempt('provider', 'refundSucceeded', { refundId: 'rf_1', keyNo: 1, providerReference: 're_1' }).outcome).toBe('unchanged');
    expect(lamp.deadlines).toEqual([]);
  });
});

describe('when the seller stays silent', () => {
  it.each([
    [4999, 'refunding.pending'],
    [5000, 'refunding.pending'],
    [5001, 'escalated.queued'],
  ])('a claim of %i leads to %s', (amount, state) => {
    const dispute = openedDispute({ amount });
    expect(dispute.passes('sellerResponse')).toBe(state);
    expect(dispute.facts.silences).toEqual(['seller']);
  });

  it('a small part of a large claim is granted', () => {
    const dispute = openedDispute({ amount: 9000, requested: { kind: 'refund', amount: 5000 } });
    expect(dispute.passes('sellerResponse')).toBe('refunding.pending');
    expect(dispute.facts).toMatchObject({ closesAs: 'settled', grant: { remedy: refundOf(5000), items: 5000, shipping: 0 } });
  });

  it('a replacement counts with what the claim is worth, whatever amount came with it', () => {
    const dispute = openedDispute({ amount: 9000, requested: { kind: 'replacement', amount: 1 } });
    expect(dispute.passes('sellerResponse')).toBe('escalated.queued');
  });

  it("the buyer's open offer is what is granted", () => {
    const dispute = openedDispute({ amount: 9000 });
    dispute.does('seller', 'sellerRejected', { reason: 'minor_defect', text: 'sha' });
    dispute.does('buyer', 'buyerOffered', offerOf('of_1', refundOf(4000)));
    expect(dispute.passes('sellerResponse')).toBe('refunding.pending');
    expect(dispute.facts.refund?.amount).toBe(4000);
  });

  it('a currency without a cap is never granted by silence', () => {
    const dispute = openedDispute({ amount: 10 }, { ...POLICY, autoAcceptCap: {} });
    expect(dispute.passes('sellerResponse')).toBe('escalated.queued');
  });
});

describe('when the buyer stays silent', () => {
  it.each([
    [7999, 'escalated.queued'],
    [8000, 'closed.expired'],
    [8001, 'closed.expired'],
  ])('an open offer of %i on 10000 leads to %s', (amount, state) => {
    const dispute = openedDispute({ amount: 10000 });
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(amount)));
    expect(dispute.passes('buyerResponse')).toBe(state);
  });

  it('a generous offer that was rejected does not count', () => {
    const dispute = openedDispute({ amount: 10000 });
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(9000)));
    dispute.does('buyer', 'buyerRejectedOffer', { offerId: 'of_1' });
    expect(dispute.passes('buyerResponse')).toBe('escalated.queued');
  });

  it('a draft is discarded, an opened dispute escalates at the latest with its negotiation', () => {
    expect(new DisputeStory({ amount: 10000 }).passes('draft')).toBe('discarded');
    const dispute = openedDispute({ amount: 10000 });
    expect(dispute.running).toEqual(['sellerResponse', 'negotiation']);
    expect(dispute.passes('negotiation')).toBe('escalated.queued');
  });
});

describe('offers', () => {
  it('are limited to three of the seller and three of the buyer, and the case is not lost', () => {
    const dispute = openedDispute({ amount: 10000 });
    for (const round of [1, 2, 3]) {
      dispute.does('seller', 'sellerOffered', offerOf(`of_s${round}`, refundOf(1000 * round)));
      dispute.does('buyer', 'buyerOffered', offerOf(`of_b${round}`, refundOf(9000)));
    }
    expect(dispute.refusal('seller', 'sellerOffered', offerOf('of_s4', refundOf(5000)))).toBe('counter_offers_exhausted');
    dispute.does('seller', 'sellerRejectedOffer', { offerId: 'of_b3' });
    expect(dispute.refusal('buyer', 'buyerOffered', offerOf('of_b4', refundOf(5000)))).toBe('counter_offers_exhausted');
    expect(dispute.does('buyer', 'buyerEscalated', {})).toBe('escalated.queued');
  });

  it('are limited while the platform decides too, and afresh on appeal and when it was sent back', () => {
    const amy = { role: 'arbitrator', id: 'amy' } as const;
    const dispute = disputeUnderReview({ amount: 10000 });
    const offersAll = (stay: string) => {
      for (let made = 0; made < 10; made += 1) dispute.does('seller', 'sellerOffered', offerOf(`of_${stay}${made}`, refundOf(1000 + made)));
      expect(dispute.refusal('seller', 'sellerOffered', offerOf('of_more', refundOf(5000)))).toBe('counter_offers_exhausted');
    };
    offersAll('first');
    // The other side has its own.
    expect(dispute.does('buyer', 'buyerOffered', offerOf('of_b1', refundOf(9000)))).toBe('escalated.underReview');
    dispute.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(3000)), refundable: { items: 10000, shipping: 0 } });
    dispute.does('seller', 'partyAppealed', { ground: 'disproportionate', text: 'sha' });
    offersAll('appeal');
    dispute.does(amy, 'caseTaken', {});
    dispute.does(amy, 'appealRemanded', { text: 'sha' });
    offersAll('again');
    expect(dispute.does('buyer', 'partiesAgreed', { offerId: 'of_again9' })).toBe('refunding.pending');
    expect(dispute.facts.offersAtDesk).toEqual({ buyer: 0, seller: 0 });
  });

  it('replace the one on the table, which can no longer be accepted', () => {
    const dispute = openedDispute({ amount: 10000 });
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(4000)));
    expect(dispute.refusal('seller', 'sellerAcceptedOffer', { offerId: 'of_1' })).toBe('action_not_allowed');
    dispute.does('buyer', 'buyerOffered', offerOf('of_2', refundOf(7000)));
    expect(dispute.refusal('seller', 'sellerAcceptedOffer', { offerId: 'of_1' })).toBe('offer_not_open');
    expect(dispute.does('seller', 'sellerAcceptedOffer', { offerId: 'of_2' })).toBe('refunding.pending');
    expect(dispute.facts.openOffers).toEqual([]);
  });

  it('stay below the claim in negotiation and may reach it before the platform', () => {
    const dispute = openedDispute({ amount: 6000 });
    expect(dispute.refusal('seller', 'sellerOffered', offerOf('of_1', refundOf(6000)))).toBe('offer_not_below_claim');
    expect(dispute.refusal('seller', 'sellerOffered', offerOf('of_1', refundOf(6001)))).toBe('amount_exceeds_claim');
    dispute.waits('P3D');
    dispute.does('buyer', 'buyerEscalated', {});
    expect(dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(6000)))).toBe('escalated.queued');
    expect(dispute.refusal('seller', 'partiesAgreed', { offerId: 'of_1' })).toBe('own_offer');
    expect(dispute.does('buyer', 'partiesAgreed', { offerId: 'of_1' })).toBe('refunding.pending');
    expect(dispute.facts.closesAs).toBe('settled');
  });

  it('must be a remedy the reason allows', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    dispute.does('arbitrator', 'claimReclassified', { reason: 'missing_items' });
    expect(dispute.facts.claim).toMatchObject({ reason: 'missing_items', originalReason: 'other' });
    const back = offerOf('of_1', { kind: 'return_and_refund', amount: 6000 });
    expect(dispute.refusal('seller', 'sellerOffered', back)).toBe('remedy_not_allowed');
  });
});

describe('escalating', () => {
  it('waits three days for the seller, unless the seller has rejected', () => {
    const patient = openedDispute({ amount: 6000 });
    const early = patient.attempt('buyer', 'buyerEscalated', {});
    expect(early).toMatchObject({ refusal: { code: 'too_early_to_escalate', availableFrom: patient.now + 3 * 86_400_000 } });
    patient.waits('P3D');
    expect(patient.does('buyer', 'buyerEscalated', {})).toBe('escalated.queued');
    const rejected = openedDispute({ amount: 6000 });
    rejected.does('seller', 'sellerRejected', { reason: 'outside_policy', text: 'sha' });
    expect(rejected.does('buyer', 'buyerEscalated', {})).toBe('escalated.queued');
  });

  it('is open to the seller at once, but not before answering', () => {
    const dispute = openedDispute({ amount: 6000 });
    expect(dispute.refusal('seller', 'sellerEscalated', {})).toBe('action_not_allowed');
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(100)));
    expect(dispute.does('seller', 'sellerEscalated', {})).toBe('escalated.queued');
  });
});
