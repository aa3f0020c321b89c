import { describe, expect, it } from '@jest/globals';
import { disputeUnderReview, openedDispute, POLICY, PEOPLE, refundOf, rulingOf, type DisputeStory } from '../../../test/support/dispute-story.js';
import { decide } from './decide.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const refundable = { items: 60_000, shipping: 0 };
const amy = { role: 'arbitrator', id: 'amy' } as const;
const asked = { requestId: 'ir_1', addressees: ['buyer', 'seller'], questions: 'sha' } as const;

function questioned(): DisputeStory {
  const dispute = disputeUnderReview({ amount: 6000 });
  dispute.does('arbitrator', 'informationRequested', asked);
  return dispute;
}

describe('more time to answer', () => {
  const extension = { kind: 'information', by: POLICY.deadlines.information };

  it('is taken once, by whoever still has to answer or by the holder, and the decision’s clock stands still', () => {
    const dispute = questioned();
    dispute.waits('PT70H');
    dispute.does('buyer', 'deadlineExtended', extension);
    expect([dispute.state, dispute.left('information'), dispute.left('decision')]).toEqual(['escalated.awaitingInformation', 74 * HOUR, 5 * DAY]);
    for (const who of ['buyer', 'seller', 'arbitrator', 'lead'] as const) expect(dispute.refusal(who, 'deadlineExtended', extension)).toBe('extension_used');
    expect(questioned().does('arbitrator', 'deadlineExtended', extension)).toBe('escalated.awaitingInformation');
  });

  it('is nobody else’s to take', () => {
    const dispute = questioned();
    expect(dispute.refusal('second', 'deadlineExtended', extension)).toBe('case_not_held');
    dispute.does('seller', 'informationGiven', { requestId: 'ir_1', text: 'sha' });
    expect(dispute.refusal('seller', 'deadlineExtended', extension)).toBe('information_not_awaited');
    expect(disputeUnderReview({ amount: 6000 }).refusal('buyer', 'deadlineExtended', extension)).toBe('information_not_awaited');
    expect(disputeUnderReview({ amount: 6000 }).refusal('arbitrator', 'deadlineExtended', extension)).toBe('deadline_not_running');
    expect(dispute.refusal('arbitrator', 'deadlineExtended', { kind: 'decision', by: DAY })).toBe('deadline_not_extendable');
  });
});

describe('a lead', () => {
  const extend = (kind: string, by: number) => ({ kind, by, text: 'sha' });

  it('extends what is waited for in steps, to twice its time and no further', () => {
    const dispute = openedDispute({ amount: 6000 });
    dispute.does('lead', 'deadlineExtended', extend('sellerResponse', 2 * DAY));
    dispute.does('lead', 'deadlineExtended', extend('sellerResponse', 2 * DAY));
    expect(dispute.left('sellerResponse')).toBe(9 * DAY);
    expect(dispute.refusal('lead', 'deadlineExtended', extend('sellerResponse', 2 * DAY))).toBe('extension_too_long');
    dispute.does('lead', 'deadlineExtended', extend('sellerResponse', DAY));
    expect(dispute.refusal('lead', 'deadlineExtended', extend('sellerResponse', 1))).toBe('extension_used');
    expect(dispute.refusal('lead', 'deadlineExtended', extend('negotiation', -DAY))).toBe('extension_too_long');
    expect(dispute.refusal('lead', 'deadlineExtended', extend('decision', DAY))).toBe('deadline_not_running');
    expect(dispute.refusal({ role: 'lead', id: 'sol' }, 'deadlineExtended', extend('sellerResponse', DAY))).toBe('conflict_of_interest');
  });

  it('extends nothing that the provider is waited for, and nothing that stands still', () => {
    const paying = openedDispute({ amount: 6000 });
    paying.does('seller', 'sellerAcceptedClaim', {});
    expect(paying.refusal('lead', 'deadlineExtended', extend('refundExecution', DAY))).toBe('action_not_allowed');
    expect(questioned().refusal('lead', 'deadlineExtended', extend('decision', DAY))).toBe('deadline_not_running');
  });

  it('gives a case to somebody else, or back to the queue', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    const to = (id: string | null) => ({ to: id, text: 'sha' });
    expect(dispute.refusal('arbitrator', 'caseReassigned', to('amy'))).toBe('action_not_allowed');
    expect(dispute.refusal('lead', 'caseReassigned', to('ada'))).toBe('case_held');
    expect(dispute.refusal('lead', 'caseReassigned', to('sol'))).toBe('conflict_of_interest');
    expect(dispute.refusal({ role: 'lead', id: 'bea' }, 'caseReassigned', to('amy'))).toBe('conflict_of_interest');
    dispute.waits('P1D');
    expect(dispute.does('lead', 'caseReassigned', to('amy'))).toBe('escalated.underReview');
    expect([dispute.facts.holder, dispute.left('decision')]).toEqual(['amy', 4 * DAY]);
    expect(dispute.refusal('arbitrator', 'caseReleased', {})).toBe('case_not_held');
    expect(dispute.does('lead', 'caseReassigned', to(null))).toBe('escalated.queued');
    expect(dispute.refusal('lead', 'caseReassigned', to(null))).toBe('case_not_held');
    expect(dispute.does('lead', 'caseReassigned', to('abe'))).toBe('escalated.underReview');
  });

  it('hands a question over with the case, and no appeal to who ruled before', () => {
    const dispute = questioned();
    expect(dispute.refusal('lead', 'caseReassigned', { to: null, text: 'sha' })).toBe('action_not_allowed');
    expect(dispute.does('lead', 'caseReassigned', { to: 'amy', text: 'sha' })).toBe('escalated.awaitingInformation');
    dispute.passes('information');
    dispute.does(amy, 'arbitratorRuled', { ruling: rulingOf(refundOf(1000)), refundable });
    dispute.does('buyer', 'partyAppealed', { ground: 'new_evidence', text: 'sha' });
    expect(dispute.refusal('lead', 'caseReassigned', { to: 'amy', text: 'sha' })).toBe('conflict_of_interest');
    expect(dispute.does('lead', 'caseReassigned', { to: 'abe', text: 'sha' })).toBe('appealed.underReview');
  });
});

describe('a reason', () => {
  it('is changed to another, and the buyer’s own is kept', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    expect(dispute.refusal('arbitrator', 'claimReclassified', { reason: 'other' })).toBe('reason_unchanged');
    dispute.does('arbitrator', 'claimReclassified', { reason: 'damaged' });
    dispute.does('arbitrator', 'claimReclassified', { reason: 'defective' });
    expect(dispute.facts.claim).toMatchObject({ reason: 'defective', originalReason: 'other' });
  });

  it('may be one for which nobody rules alone', () => {
    const policy = { ...POLICY, fourEyesReasons: ['other'] };
    const ruled = { type: 'arbitratorRuled', ruling: rulingOf(refundOf(10)), refundable } as const;
    const outcome = decide({ ...disputeUnderReview({ amount: 6000 }).current, policy }, ruled, PEOPLE.arbitrator);
    expect(outcome).toMatchObject({ outcome: 'accepted', state: 'escalated.awaitingApproval' });
  });

  it('does not stop to be one by being changed', () => {
    const policy = { ...POLICY, fourEyesReasons: ['other'] };
    const dispute = disputeUnderReview({ amount: 6000 });
    dispute.does('arbitrator', 'claimReclassified', { reason: 'damaged' });
    dispute.does('arbitrator', 'claimReclassified', { reason: 'defective' });
    const ruled = { type: 'arbitratorRuled', ruling: rulingOf(refundOf(10)), refundable } as const;
    expect(decide({ ...dispute.current, policy }, ruled, PEOPLE.arbitrator)).toMatchObject({ state: 'escalated.awaitingApproval' });
    expect(decide({ ...dispute.current, policy: POLICY }, ruled, PEOPLE.arbitrator)).toMatchObject({ state: 'decided' });
  });
});
