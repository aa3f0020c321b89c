import { describe, expect, it } from '@jest/globals';
import { type DisputeStory, openedDispute, refundOf } from '../../../test/support/dispute-story.js';

const HOUR = 3_600_000;
const byHand = { refundId: 'rf_1', reference: 'SEPA 4711', evidenceIds: [] };

function paying(): DisputeStory {
  const dispute = openedDispute({ amount: 6000 });
  dispute.does('seller', 'sellerAcceptedClaim', {});
  return dispute;
}

const fails = (dispute: DisputeStory, keyNo: number): string =>
  dispute.does('provider', 'refundFailed', { refundId: 'rf_1', keyNo, failure: 'no funds' });

const succeeds = (dispute: DisputeStory, keyNo: number): string =>
  dispute.attempt('provider', 'refundSucceeded', { refundId: 'rf_1', keyNo, providerReference: null }).outcome;

describe('a refund', () => {
  it('without an answer is unknown, is asked about with the same key, and may still succeed', () => {
    const dispute = paying();
    expect(dispute.passes('refundExecution')).toBe('refunding.failed');
    expect(dispute.facts.refund).toMatchObject({ status: 'unknown', keyNo: 1 });
    expect(dispute.passes('refundRetry')).toBe('refunding.failed');
    expect(dispute.facts.refund).toMatchObject({ status: 'unknown', keyNo: 1, asks: 1 });
    expect(dispute.refusal('lead', 'refundRecordedByHand', byHand)).toBe('money_in_flight');
    expect(succeeds(dispute, 1)).toBe('accepted');
    expect(dispute.state).toBe('closed.settled');
  });

  it('that failed for certain is tried again with the next key, after one, six and then every twenty-four hours', () => {
    const dispute = paying();
    for (const [keyNo, wait] of [[1, 1], [2, 6], [3, 24], [4, 24]] as const) {
      fails(dispute, keyNo);
      expect(dispute.left('refundRetry')).toBe(wait * HOUR);
      expect(dispute.passes('refundRetry')).toBe('refunding.pending');
      expect(dispute.facts.refund).toMatchObject({ status: 'pending', keyNo: keyNo + 1 });
    }
  });

  it('that was found unknown and then failed is tried again', () => {
    const dispute = paying();
    dispute.passes('refundExecution');
    expect(fails(dispute, 1)).toBe('refunding.failed');
    expect(dispute.passes('refundRetry')).toBe('refunding.pending');
    expect(dispute.facts.refund?.keyNo).toBe(2);
  });

  it('takes no notice of an answer about an older key, nor of the same failure twice', () => {
    const dispute = paying();
    fails(dispute, 1);
    expect(dispute.attempt('provider', 'refundFailed', { refundId: 'rf_1', keyNo: 1, failure: 'x' }).outcome).toBe('unchanged');
    dispute.passes('refundRetry');
    expect(succeeds(dispute, 1)).toBe('unchanged');
    expect(dispute.state).toBe('refunding.pending');
    expect(succeeds(dispute, 2)).toBe('accepted');
    expect(succeeds(dispute, 2)).toBe('unchanged');
  });

  it('of another dispute is not ours', () => {
    const dispute = paying();
    expect(dispute.refusal('provider', 'refundSucceeded', { refundId: 'rf_2', keyNo: 1, providerReference: null })).toBe('refund_unknown');
    expect(openedDispute({ amount: 1 }).refusal('provider', 'refundFailed', { refundId: 'rf_1', keyNo: 1, failure: 'x' })).toBe('refund_unknown');
  });

  it('that failed for certain may be paid by hand, with proof, and a late success then changes nothing', () => {
    const dispute = paying();
    fails(dispute, 1);
    expect(dispute.refusal('arbitrator', 'refundRecordedByHand', byHand)).toBe('action_not_allowed');
    expect(dispute.refusal('lead', 'refundRecordedByHand', { ...byHand, reference: '' })).toBe('proof_missing');
    expect(dispute.does('lead', 'refundRecordedByHand', byHand)).toBe('closed.settled');
    expect(dispute.facts.refund?.status).toBe('succeeded');
    expect(succeeds(dispute, 1)).toBe('unchanged');
  });
});

describe('what comes before a refund', () => {
  it('is a return, when the seller wants the goods back', () => {
    const dispute = openedDispute({ amount: 6000, requested: { kind: 'return_and_refund', amount: null } });
    expect(dispute.does('seller', 'sellerAcceptedClaim', {})).toBe('returning.awaitingAddress');
    expect(dispute.passes('returnAddress')).toBe('refunding.pending');
  });

  it('skips asking for an address that stands in the offer', () => {
    const dispute = openedDispute({ amount: 6000 });
    const remedy = { kind: 'return_and_refund', amount: 6000 } as const;
    dispute.does('seller', 'sellerOffered', { offerId: 'of_1', remedy, hasAddress: true });
    expect(dispute.does('buyer', 'buyerAcceptedOffer', { offerId: 'of_1' })).toBe('returning.awaitingShipment');
    expect(dispute.passes('returnShipment')).toBe('closed.expired');
    expect(dispute.facts).toMatchObject({ reopenUntil: null, refund: null });
    expect(dispute.deadlines).toEqual([]);
  });

  it('is a replacement, which becomes money when it is not sent', () => {
    const dispute = openedDispute({ amount: 6000, requested: { kind: 'replacement', amount: null } });
    expect(dispute.does('seller', 'sellerAcceptedClaim', {})).toBe('replacing.awaitingShipment');
    expect(dispute.passes('replacementShipment')).toBe('refunding.pending');
    expect(dispute.facts.grant?.remedy).toEqual(refundOf(6000));
  });

  it('goes back to the platform about what came back, where only money is left to decide', () => {
    const dispute = openedDispute({ amount: 6000, requested: { kind: 'replacement', amount: null } });
    dispute.does('seller', 'sellerAcceptedClaim', {});
    dispute.does('seller', 'replacementShipped', { carrier: 'post', trackingNumber: 'T2' });
    expect(dispute.does('buyer', 'replacementFaulty', {})).toBe('escalated.queued');
    expect(dispute.facts.scope).toBe('return');
    expect(dispute.refusal('seller', 'sellerAcceptedClaim', {})).toBe('action_not_allowed');
    const again = { offerId: 'of_1', remedy: { kind: 'replacement', amount: null }, hasAddress: false } as const;
    expect(dispute.refusal('seller', 'sellerOffered', again)).toBe('remedy_not_allowed_in_scope');
    expect(dispute.refusal('lead', 'closedByLead', { reasonCode: 'x', text: 'sha' })).toBe('action_not_allowed');
    expect(dispute.does('buyer', 'buyerWithdrew', {})).toBe('closed.settled');
  });
});
