import { describe, expect, it } from '@jest/globals';
import { assessed, claimForm, DisputeStory, disputeUnderReview, offerOf, openedDispute, refundOf } from '../../../test/support/dispute-story.js';

const DAY = 86_400_000;
const wish = { amount: 6000 };
const again = { assessment: assessed(wish) };

describe('a withdrawn dispute', () => {
  it('may be reopened once within seven days, with all clocks afresh and counters cleared', () => {
    const dispute = openedDispute(wish);
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(100)));
    dispute.waits('P4D');
    expect(dispute.does('buyer', 'buyerWithdrew', {})).toBe('closed.withdrawn');
    expect(dispute.deadlines).toMatchObject([{ kind: 'reopen', awaiting: 'none' }]);
    dispute.waits('P6D');
    expect(dispute.does('buyer', 'buyerReopened', again)).toBe('opened');
    expect(dispute.facts).toMatchObject({ offersMade: { buyer: 0, seller: 0 }, openOffers: [], reopened: true, closedAt: null });
    expect([dispute.left('sellerResponse'), dispute.left('negotiation')]).toEqual([5 * DAY, 15 * DAY]);
    expect(dispute.refusal('buyer', 'buyerEscalated', {})).toBe('too_early_to_escalate');
    dispute.does('buyer', 'buyerWithdrew', {});
    expect(dispute.deadlines).toEqual([]);
    expect(dispute.refusal('buyer', 'buyerReopened', again)).toBe('reopen_used');
  });

  it('may not be reopened late, nor when the units went to another dispute', () => {
    const dispute = openedDispute(wish);
    dispute.does('buyer', 'buyerWithdrew', {});
    const taken = { assessment: { ...again.assessment, lines: again.assessment.lines.map((line) => ({ ...line, undecided: 0 })) } };
    expect(dispute.refusal('buyer', 'buyerReopened', taken)).toBe('units_not_disputable');
    dispute.waits('P7D');
    expect(dispute.refusal('buyer', 'buyerReopened', again)).toBe('reopen_window_closed');
    expect(dispute.passes('reopen')).toBe('closed.withdrawn');
    expect(dispute.refusal('buyer', 'buyerReopened', again)).toBe('reopen_not_allowed');
  });
});

describe('an expired dispute', () => {
  it('may be reopened too', () => {
    const dispute = openedDispute(wish);
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(5000)));
    expect(dispute.passes('buyerResponse')).toBe('closed.expired');
    expect(dispute.does('buyer', 'buyerReopened', again)).toBe('opened');
  });
});

describe('a lead', () => {
  it('may close what nothing was ruled or agreed in', () => {
    const dispute = disputeUnderReview(wish);
    expect(dispute.refusal('arbitrator', 'closedByLead', { reasonCode: 'x', text: 'sha' })).toBe('action_not_allowed');
    expect(dispute.does('lead', 'closedByLead', { reasonCode: 'x', text: 'sha' })).toBe('closed.inadmissible');
    expect(dispute.refusal('buyer', 'partyAppealed', { ground: 'g', text: 'sha' })).toBe('not_appealable');
    expect(dispute.deadlines).toEqual([]);
  });
});

describe('opening', () => {
  const refusal = (change: object, reason = 'other'): string => {
    const story = new DisputeStory({ ...wish, reason });
    return story.refusal('buyer', 'buyerOpened', { assessment: { ...again.assessment, ...change } });
  };
  const lines = (change: object): object => ({ lines: again.assessment.lines.map((line) => ({ ...line, ...change })) });

  it('is refused with the first thing that is wrong', () => {
    const now = new DisputeStory(wish).now;
    expect(refusal({ windowFrom: null })).toBe('window_not_open');
    expect(refusal({ windowFrom: new Date(now + 1).toISOString() })).toBe('window_not_open');
    expect(refusal({ windowUntil: new Date(now).toISOString() })).toBe('window_closed');
    expect(refusal({ windowUntil: new Date(now + 1).toISOString() })).toBe('accepted');
    expect(refusal(lines({ unheld: 0, undecided: 0, free: 0 }))).toBe('units_not_disputable');
    expect(refusal(lines({ undecided: 0, free: 0 }))).toBe('already_decided');
    expect(refusal(lines({ free: 0 }))).toBe('use_reopen');
    expect(refusal({ amount: 0 })).toBe('amount_exceeds_refundable');
    expect(refusal({}, 'damaged')).toBe('evidence_missing');
  });

  it('takes two photos of the damage, and seals them', () => {
    const story = new DisputeStory({ ...wish, reason: 'damaged' });
    const photo = (id: string): object => ({ evidence: { id, by: 'buyer', kind: 'photo', content: id, size: 1 } });
    story.does('buyer', 'evidenceAdded', photo('ev_1') as never);
    expect(story.refusal('seller', 'evidenceAdded', photo('ev_2') as never)).toBe('action_not_allowed');
    expect(story.attempt('buyer', 'evidenceAdded', photo('ev_1') as never).outcome).toBe('unchanged');
    const missing = story.attempt('buyer', 'buyerOpened', again);
    expect(missing).toMatchObject({ refusal: { code: 'evidence_missing', missing: [{ code: 'requirement_missing', requirement: 'item_whole', count: 1 }] } });
    story.does('buyer', 'evidenceAdded', photo('ev_2') as never);
    story.does('buyer', 'evidenceAdded', photo('ev_3') as never);
    story.does('buyer', 'evidenceRemoved', { evidenceId: 'ev_3' });
    expect(story.does('buyer', 'buyerOpened', again)).toBe('opened');
    expect(story.facts.evidence.map(({ status }) => status)).toEqual(['sealed', 'sealed']);
    expect(story.refusal('buyer', 'evidenceRemoved', { evidenceId: 'ev_1' })).toBe('evidence_sealed');
    story.does('seller', 'evidenceAdded', { evidence: { id: 'ev_4', by: 'seller', kind: 'document', content: 'x', size: 1 } });
    expect(story.refusal('buyer', 'evidenceRemoved', { evidenceId: 'ev_4' })).toBe('evidence_unknown');
  });

  it('judges the draft as it was last revised', () => {
    const story = new DisputeStory(wish);
    story.does('buyer', 'buyerRevisedDraft', { claim: claimForm({ amount: 1, requested: { kind: 'refund', amount: 6001 } }), statement: 'sha' });
    expect(story.refusal('buyer', 'buyerOpened', again)).toBe('amount_exceeds_refundable');
    expect(story.does('buyer', 'draftDiscarded', {})).toBe('discarded');
  });
});

describe('messages', () => {
  it('of a party go to everyone or to the platform, of staff also to one side', () => {
    const dispute = openedDispute(wish);
    const to = (audience: 'parties' | 'staff' | 'buyer' | 'seller'): object => ({ messageId: 'msg_1', audience, text: 'sha', evidenceIds: [] });
    expect(dispute.refusal('buyer', 'messageSent', to('seller') as never)).toBe('audience_not_allowed');
    expect(dispute.refusal('seller', 'messageSent', to('staff') as never)).toBe('accepted');
    expect(dispute.refusal('arbitrator', 'messageSent', to('buyer') as never)).toBe('accepted');
  });
});
