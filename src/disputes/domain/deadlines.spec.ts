import { describe, expect, it } from '@jest/globals';
import { disputeUnderReview, offerOf, openedDispute, refundOf } from '../../../test/support/dispute-story.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a deadline', () => {
  it('starts when its state is entered and is not moved by what happens in it', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(100)));
    expect(dispute.left('buyerResponse')).toBe(5 * DAY);
    dispute.waits('P2D');
    dispute.does('buyer', 'buyerRejectedOffer', { offerId: 'of_1' });
    dispute.does('buyer', 'messageSent', { messageId: 'msg_1', audience: 'parties', text: 'sha', evidenceIds: [] });
    expect(dispute.left('buyerResponse')).toBe(3 * DAY);
  });

  it('of the negotiation runs on through every step until it is left', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.waits('P2D');
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(100)));
    dispute.waits('P2D');
    dispute.does('buyer', 'buyerOffered', offerOf('of_2', refundOf(5000)));
    expect(dispute.left('negotiation')).toBe(11 * DAY);
    expect(dispute.left('sellerResponse')).toBe(5 * DAY);
    dispute.does('seller', 'sellerEscalated', {});
    expect(dispute.running).toEqual(['pickup']);
  });

  it('starts again once for an amended claim', () => {
    const wish = { amount: 6000 };
    const dispute = openedDispute(wish);
    dispute.waits('P4D');
    const claim = { ...dispute.facts.claim, subreason: 'later' };
    const input = { claim, statement: 'sha', assessment: { windowFrom: null, windowUntil: null, lines: [], shipping: 0, amount: 6000 } };
    expect(dispute.refusal('buyer', 'buyerAmended', input)).toBe('window_not_open');
    const open = { ...input, assessment: { ...input.assessment, windowFrom: new Date(0).toISOString() } };
    dispute.does('buyer', 'buyerAmended', open);
    expect(dispute.left('sellerResponse')).toBe(5 * DAY);
    expect(dispute.left('negotiation')).toBe(11 * DAY);
    expect(dispute.refusal('buyer', 'buyerAmended', open)).toBe('amend_used');
  });

  it('never ends sooner for an amended claim than a lead had said', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.does('lead', 'deadlineExtended', { kind: 'sellerResponse', by: 5 * DAY, text: 'sha' });
    dispute.waits('P1D');
    const assessment = { windowFrom: new Date(0).toISOString(), windowUntil: null, lines: [], shipping: 0, amount: 6000 };
    dispute.does('buyer', 'buyerAmended', { claim: { ...dispute.facts.claim, subreason: 'later' }, statement: 'sha', assessment });
    expect(dispute.left('sellerResponse')).toBe(9 * DAY);
  });

  it('that was found late gives people their full time', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.waits('P9D');
    dispute.passes('sellerResponse');
    expect(dispute.left('pickup')).toBe(DAY);
  });

  it('does nothing before it is due, after it moved, or twice', () => {
    const dispute = openedDispute({ amount: 6000 });
    const dueAt = new Date(dispute.now + 5 * DAY).toISOString();
    expect(dispute.attempt('clock', 'deadlinePassed', { kind: 'sellerResponse', dueAt }).outcome).toBe('unchanged');
    dispute.passes('sellerResponse');
    expect(dispute.attempt('clock', 'deadlinePassed', { kind: 'sellerResponse', dueAt }).outcome).toBe('unchanged');
    expect(dispute.state).toBe('escalated.queued');
  });

  it('of the pickup is armed again, and the case becomes more urgent', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.passes('sellerResponse');
    expect(dispute.passes('pickup')).toBe('escalated.queued');
    expect(dispute.passes('pickup')).toBe('escalated.queued');
    expect(dispute.facts.priority).toBe(2);
    expect(dispute.left('pickup')).toBe(DAY);
  });
});

describe('the decision deadline', () => {
  it('is paused while the parties are asked and goes on with the time it had left', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    dispute.waits('P2D');
    dispute.does('arbitrator', 'informationRequested', { requestId: 'ir_1', addressees: ['buyer', 'seller'], questions: 'sha' });
    expect(dispute.running).toEqual(['information']);
    expect(dispute.deadlines.find(({ kind }) => kind === 'information')?.awaiting).toBe('both');
    dispute.waits('P1D');
    dispute.does('buyer', 'informationGiven', { requestId: 'ir_1', text: 'sha' });
    expect(dispute.deadlines.find(({ kind }) => kind === 'information')?.awaiting).toBe('seller');
    expect(dispute.refusal('buyer', 'informationGiven', { requestId: 'ir_1', text: 'sha' })).toBe('information_not_awaited');
    expect(dispute.passes('information')).toBe('escalated.underReview');
    expect(dispute.left('decision')).toBe(3 * DAY);
    expect(dispute.facts.silences).toEqual(['seller']);
  });

  it('is paused by a settlement, which needs both and ends with its own deadline', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    dispute.waits('P1D');
    const settlement = { settlementId: 'st_1', remedy: refundOf(3000) };
    dispute.does('arbitrator', 'settlementProposed', settlement);
    expect(dispute.does('seller', 'settlementAccepted', { settlementId: 'st_1' })).toBe('escalated.awaitingAgreement');
    expect(dispute.refusal('seller', 'settlementAccepted', { settlementId: 'st_1' })).toBe('settlement_answered');
    expect(dispute.passes('settlement')).toBe('escalated.underReview');
    expect(dispute.left('decision')).toBe(4 * DAY);
    dispute.does('arbitrator', 'settlementProposed', { ...settlement, settlementId: 'st_2' });
    expect(dispute.refusal('buyer', 'settlementAccepted', { settlementId: 'st_1' })).toBe('settlement_not_open');
    dispute.does('buyer', 'settlementAccepted', { settlementId: 'st_2' });
    expect(dispute.does('seller', 'settlementAccepted', { settlementId: 'st_2' })).toBe('refunding.pending');
  });

  it('hands the case back when it passes', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    expect(dispute.refusal('second', 'caseTaken', {})).toBe('case_held');
    expect(dispute.passes('decision')).toBe('escalated.queued');
    expect(dispute.facts.holder).toBeNull();
    expect(dispute.does('second', 'caseTaken', {})).toBe('escalated.underReview');
  });
});
