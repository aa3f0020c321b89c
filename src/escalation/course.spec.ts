import { describe, expect, it } from '@jest/globals';
import { claimForm, type ClaimWish, disputeUnderReview, type DisputeStory, openedDispute, PEOPLE, POLICY, refundOf, rulingOf, START } from '../../test/support/dispute-story.js';
import type { Policy } from '../policy/index.js';
import { courseUnder, type LoggedStep } from './course.js';

const HOUR = 3_600_000;
const DEAR: ClaimWish = { amount: 80_000 };
const refundable = { items: 80_000, shipping: 0 };
const appeal = { ground: 'disproportionate', text: 'sha' };
const AMY = { role: 'arbitrator', id: 'amy' } as const;

function logOf({ log }: DisputeStory, wish: ClaimWish): LoggedStep[] {
  const begun = { type: 'buyerStarted', claim: claimForm(wish), orderId: 'order', sellerId: 'sol', currency: 'EUR', statement: 'sha' } as const;
  return [{ event: begun, actor: PEOPLE.buyer, at: START }, ...log.map(({ event, actor, now }) => ({ event, actor, at: now }))];
}

const under = (policy: Policy, story: DisputeStory, wish = DEAR) => courseUnder(policy, 'dp_1', logOf(story, wish), POLICY);
const withApproval = (approval: number): Policy => ({ ...POLICY, deadlines: { ...POLICY.deadlines, approval } });

/** Ruled above the limit, and approved after this time. */
function approvedAfter(duration: string): DisputeStory {
  const story = disputeUnderReview(DEAR);
  story.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(80_000)), refundable });
  for (const messageId of ['m_1', 'm_2', 'm_3']) story.does('buyer', 'messageSent', { messageId, audience: 'staff', text: 'sha', evidenceIds: [] });
  story.waits(duration);
  story.does('second', 'rulingApproved', { rulingId: 'rul_1' });
  story.passes('appealWindow');
  return story;
}

describe('How a dispute would have gone', () => {
  it('is as it went where staff did something to a case before anybody took it', () => {
    const story = openedDispute(DEAR);
    story.waits('P3D');
    story.does('buyer', 'buyerEscalated', {});
    story.does('lead', 'messageSent', { messageId: 'm_1', audience: 'parties', text: 'sha', evidenceIds: [] });
    story.does('lead', 'deadlineExtended', { kind: 'pickup', by: 24 * HOUR, text: 'sha' });
    story.does('arbitrator', 'caseTaken', {});
    story.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(40_000)), refundable });
    story.passes('appealWindow');
    expect(under(POLICY, story)).toMatchObject({ state: 'closed.ruled', paid: 40_000, dropped: [], secondPersons: 0 });
  });

  it('leaves a case to its arbitrator where a lead gave them time for it, also one that fell back to the queue by then', () => {
    const story = disputeUnderReview(DEAR);
    story.waits('P1D');
    story.does('lead', 'deadlineExtended', { kind: 'decision', by: 24 * HOUR, text: 'sha' });
    story.waits('P1D');
    story.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(40_000)), refundable });
    story.passes('appealWindow');
    const hasty = { ...POLICY, deadlines: { ...POLICY.deadlines, decision: 12 * HOUR } };
    expect(under(hasty, story)).toMatchObject({ state: 'closed.ruled', paid: 40_000, dropped: ['deadlineExtended'] });
  });

  it('thinks of a second person for a ruling that had none, whoever approved another one', () => {
    const story = disputeUnderReview(DEAR);
    story.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(20_000)), refundable });
    story.does('buyer', 'partyAppealed', appeal);
    story.does('second', 'caseTaken', {});
    story.does('second', 'appealRuled', { outcome: 'modify', ruling: rulingOf(refundOf(80_000), 'rul_2'), refundable });
    story.does(AMY, 'rulingApproved', { rulingId: 'rul_2' });
    expect(under(POLICY, story)).toMatchObject({ state: 'closed.ruled', paid: 80_000, secondPersons: 1 });
    expect(under({ ...POLICY, fourEyesAbove: { EUR: 10_000 } }, story)).toMatchObject({ state: 'closed.ruled', paid: 80_000, secondPersons: 2, dropped: [] });
  });

  it('counts one second person for one ruling, whatever else was said while it waited', () => {
    expect(under(POLICY, approvedAfter('PT2H'))).toMatchObject({ state: 'closed.ruled', paid: 80_000, secondPersons: 1 });
  });

  it('keeps an approval that took longer than there would have been time for', () => {
    expect(under(withApproval(24 * HOUR), approvedAfter('PT30H'))).toMatchObject({ state: 'closed.ruled', paid: 80_000, secondPersons: 1, dropped: [] });
  });

  it('keeps what a claim had to show as it was judged then', () => {
    const wish: ClaimWish = { amount: 2_000 };
    const story = openedDispute(wish);
    story.does('seller', 'sellerAcceptedClaim', {});
    const other = POLICY.reasons['other']!;
    const strict = { ...POLICY, reasons: { ...POLICY.reasons, other: { ...other, statementMin: 400 } } };
    expect(under(strict, story, wish)).toMatchObject({ state: 'closed.settled', paid: 2_000, dropped: [] });
  });
});
