import { describe, expect, it } from '@jest/globals';
import { type DisputeStory, disputeUnderReview, openedDispute, refundOf, rulingOf } from '../../../test/support/dispute-story.js';

const DAY = 86_400_000;
const answer = { refundId: 'rf_1', keyNo: 1, providerReference: null };
const failure = { refundId: 'rf_1', keyNo: 1, failure: 'closed account' };

/** The seller accepted: the refund is on its way. */
function paying(): DisputeStory {
  const dispute = openedDispute({ amount: 6000 });
  dispute.does('seller', 'sellerAcceptedClaim', {});
  expect(dispute.state).toBe('refunding.pending');
  return dispute;
}

describe('a chargeback', () => {
  it('pauses what was running and gives back the time left', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.waits('P2D');
    expect(dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' })).toBe('suspended');
    expect(dispute.running).toEqual(['suspensionReview']);
    dispute.waits('P20D');
    expect(dispute.does('marketplace', 'chargebackEnded', { reference: 'cb_1' })).toBe('opened');
    expect(dispute.left('sellerResponse')).toBe(3 * DAY);
    expect(dispute.left('negotiation')).toBe(13 * DAY);
    expect(dispute.running).toEqual(['sellerResponse', 'negotiation']);
  });

  it('keeps what was paused already paused', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    dispute.waits('P1D');
    dispute.does('arbitrator', 'informationRequested', { requestId: 'ir_1', addressees: ['buyer'], questions: 'sha' });
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    dispute.waits('P1D');
    expect(dispute.does('marketplace', 'chargebackEnded', { reference: 'cb_1' })).toBe('escalated.awaitingInformation');
    expect(dispute.running).toEqual(['information']);
    expect(dispute.does('buyer', 'informationGiven', { requestId: 'ir_1', text: 'sha' })).toBe('escalated.underReview');
    expect(dispute.left('decision')).toBe(4 * DAY);
    expect(dispute.facts.holder).toBe('ada');
  });

  it('of which there are two ends with the second; one told twice changes nothing', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_2' });
    expect(dispute.attempt('marketplace', 'chargebackOpened', { reference: 'cb_2' }).outcome).toBe('unchanged');
    expect(dispute.refusal('marketplace', 'chargebackEnded', { reference: 'cb_3' })).toBe('chargeback_unknown');
    expect(dispute.does('marketplace', 'chargebackEnded', { reference: 'cb_1' })).toBe('suspended');
    expect(dispute.attempt('marketplace', 'chargebackEnded', { reference: 'cb_1' }).outcome).toBe('unchanged');
    expect(dispute.does('marketplace', 'chargebackEnded', { reference: 'cb_2' })).toBe('opened');
    expect(dispute.attempt('marketplace', 'chargebackEnded', { reference: 'cb_2' }).outcome).toBe('unchanged');
  });

  it('that is lost ends the dispute, and its money counts as refunded', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    expect(dispute.does('marketplace', 'chargebackLost', { reference: 'cb_1' })).toBe('closed.superseded');
    expect(dispute.facts.chargedBack).toBe(6000);
  });

  it('is looked at again and again, and a lead may end what nothing was ruled in', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    expect(dispute.passes('suspensionReview')).toBe('suspended');
    expect(dispute.left('suspensionReview')).toBe(30 * DAY);
    expect(dispute.does('lead', 'closedByLead', { reasonCode: 'other', text: 'sha' })).toBe('closed.inadmissible');
    expect(dispute.facts.inadmissibleBy).toBe('lead');
    expect(dispute.deadlines).toEqual([]);
  });
});

describe('a chargeback while money is on its way', () => {
  it('asks the provider, closes after success when it ends', () => {
    const dispute = paying();
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    expect(dispute.running).toEqual(['suspensionReview', 'refundQuery']);
    expect(dispute.passes('refundQuery')).toBe('suspended');
    expect(dispute.facts.refund).toMatchObject({ status: 'pending', asks: 1, keyNo: 1 });
    dispute.does('provider', 'refundSucceeded', answer);
    expect(dispute.running).toEqual(['suspensionReview']);
    expect(dispute.attempt('provider', 'refundFailed', failure).outcome).toBe('unchanged');
    expect(dispute.does('marketplace', 'chargebackEnded', { reference: 'cb_1' })).toBe('closed.settled');
  });

  it('that fails meanwhile is tried again after it ends, its wait armed in full', () => {
    const dispute = paying();
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    dispute.does('provider', 'refundFailed', failure);
    expect(dispute.facts.origin).toBe('refunding.failed');
    expect(dispute.does('marketplace', 'chargebackEnded', { reference: 'cb_1' })).toBe('refunding.failed');
    expect(dispute.left('refundRetry')).toBe(DAY / 24);
  });

  it('and lost is applied by the answer, whichever it is', () => {
    for (const [type, input] of [['refundSucceeded', answer], ['refundFailed', failure]] as const) {
      const dispute = paying();
      dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
      expect(dispute.does('marketplace', 'chargebackLost', { reference: 'cb_1' })).toBe('suspended');
      expect(dispute.does('provider', type, input)).toBe('closed.superseded');
      expect(dispute.facts.chargedBack).toBe(type === 'refundFailed' ? 6000 : 0);
    }
  });

  it('and lost is not forgotten when another one ends', () => {
    const dispute = paying();
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_2' });
    dispute.does('marketplace', 'chargebackLost', { reference: 'cb_1' });
    expect(dispute.does('marketplace', 'chargebackEnded', { reference: 'cb_2' })).toBe('suspended');
    expect(dispute.does('provider', 'refundFailed', failure)).toBe('closed.superseded');
  });
});

describe('a parcel that comes back during a chargeback', () => {
  it('moves the place to return to, whose deadline is armed in full', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    const back = { kind: 'return_and_refund', amount: 6000 } as const;
    dispute.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(back), refundable: { items: 6000, shipping: 0 } });
    expect(dispute.does('buyer', 'messageSent', { messageId: 'm', audience: 'staff', text: 'sha', evidenceIds: [] })).toBe('decided');
    dispute.passes('appealWindow');
    dispute.does('seller', 'returnAddressGiven', { address: 'sha' });
    dispute.does('buyer', 'returnShipped', { carrier: 'post', trackingNumber: 'T1' });
    dispute.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    dispute.does('marketplace', 'returnDelivered', { deliveredAt: '2026-02-01' });
    expect(dispute.running).toEqual(['suspensionReview']);
    expect(dispute.does('marketplace', 'chargebackEnded', { reference: 'cb_1' })).toBe('returning.inspection');
    expect(dispute.left('inspection')).toBe(5 * DAY);
    expect(dispute.attempt('marketplace', 'returnDelivered', { deliveredAt: '2026-02-02' }).outcome).toBe('unchanged');
    expect(dispute.passes('inspection')).toBe('refunding.pending');
    expect(dispute.facts.refund?.amount).toBe(refundOf(6000).amount);
  });
});
