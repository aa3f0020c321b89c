import { describe, expect, it } from '@jest/globals';
import { disputeUnderReview, DisputeStory, openedDispute, POLICY } from '../../../../test/support/dispute-story.js';
import type { DeadlineKind } from '../../../policy/index.js';
import { LAW_EDGES } from '../../domain/edges.js';
import { ifSilent } from '../../domain/decide.js';
import { say } from '../words/words.js';
import { runningDeadlines, silenceOf } from './silence.js';

const passings = LAW_EDGES.flatMap(({ from, event, to, params: { deadline } }) => (event === 'deadlinePassed' && deadline !== undefined ? [{ from, kind: deadline as DeadlineKind, to }] : []));
const silence = (from: (typeof passings)[number]['from'], kind: DeadlineKind) =>
  [...new Set(passings.filter((passing) => passing.from === from && passing.kind === kind).map(({ to }) => silenceOf(from, kind, to)))];

describe('what silence brings', () => {
  it('has words for every passing of a deadline in the machine', () => {
    expect(passings.length).toBeGreaterThan(40);
    expect(passings.map(({ from, kind, to }) => silenceOf(from, kind, to))).not.toContain(undefined);
  });

  it('tells apart what leads to the same state', () => {
    expect(silence('returning.awaitingAddress', 'returnAddress')).toEqual(['grantsRefundWithoutReturn']);
    expect(silence('returning.inspection', 'inspection')).toEqual(['grantsRefund']);
    expect(silence('refunding.failed', 'refundRetry')).toEqual(['asksProvider', 'retriesRefund']);
    expect(silence('returning.awaitingShipment', 'returnShipment')).toEqual(['keepsMoney']);
    expect(silence('negotiation.awaitingBuyer', 'buyerResponse')).toEqual(['closesOnOffer', 'escalates']);
    expect(silence('replacing.inTransit', 'replacementConfirm')).toEqual(['closesDone']);
  });

  it('is said the same whether it is foregone or asked of the machine', () => {
    const stories = [openedDispute({ amount: 12_000 }), disputeUnderReview({ amount: 6000 }), new DisputeStory({ amount: 100 })];
    const compared = stories.flatMap((story) => {
      const reader = { role: 'buyer', callerId: 'bea', lang: 'en', policy: POLICY } as const;
      return runningDeadlines(story.current, reader).map(({ deadline, onExpiry }) => {
        const asked = ifSilent(story.current, deadline);
        return { onExpiry, asked: asked === null ? null : say('en', 'silences', silenceOf(story.state, deadline.kind, asked.state), { amount: '' }) };
      });
    });
    expect(compared).toHaveLength(4);
    for (const { onExpiry, asked } of compared) expect(onExpiry).toBe(asked);
  });

  it('has no words for what the law does not do', () => {
    expect(() => silenceOf('opened', 'sellerResponse', 'suspended')).toThrow(/no words/);
  });
});
