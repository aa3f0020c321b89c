import { describe, expect, it } from '@jest/globals';
import { type DisputeStory, assessed, disputeUnderReview, offerOf, refundOf, rulingOf } from '../../../test/support/dispute-story.js';
import type { Remedy } from './facts.js';

const DAY = 86_400_000;
const refundable = { items: 60_000, shipping: 500 };
const none: Remedy = { kind: 'none', amount: 0 };
const appeal = { ground: 'new_evidence', text: 'sha' };

function ruled(amount: number, remedy: Remedy): DisputeStory {
  const dispute = disputeUnderReview({ amount });
  dispute.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(remedy), refundable });
  return dispute;
}

describe('a ruling', () => {
  it('may be appealed by the side it went against, and the appeal window waits for exactly those', () => {
    expect(ruled(6000, refundOf(6000)).deadlines).toMatchObject([{ kind: 'appealWindow', awaiting: 'seller' }]);
    expect(ruled(6000, refundOf(5999)).deadlines).toMatchObject([{ kind: 'appealWindow', awaiting: 'both' }]);
    expect(ruled(6000, none).deadlines).toMatchObject([{ kind: 'appealWindow', awaiting: 'buyer' }]);
    expect(ruled(6000, refundOf(6000)).refusal('buyer', 'partyAppealed', appeal)).toBe('not_appealable');
  });

  it('is carried out when everybody who may appeal has waived it', () => {
    const dispute = ruled(6000, refundOf(3000));
    expect(dispute.does('buyer', 'appealWaived', {})).toBe('decided');
    expect(dispute.refusal('buyer', 'appealWaived', {})).toBe('not_appealable');
    expect(dispute.does('seller', 'appealWaived', {})).toBe('refunding.pending');
    expect(ruled(6000, none).does('buyer', 'appealWaived', {})).toBe('closed.ruled');
  });

  it('gives no more than the claim and what is left, in parts that add up, with a remedy the reason allows', () => {
    const dispute = disputeUnderReview({ amount: 6000 });
    const rule = (grant: object, left = refundable): string =>
      dispute.refusal('arbitrator', 'arbitratorRuled', { ruling: { ...rulingOf(refundOf(0)), ...grant }, refundable: left });
    expect(rule({ grant: { remedy: refundOf(6001), items: 6001, shipping: 0 } })).toBe('amount_exceeds_refundable');
    expect(rule({ grant: { remedy: refundOf(4000), items: 4000, shipping: 0 } }, { items: 3999, shipping: 0 })).toBe('amount_exceeds_refundable');
    expect(rule({ grant: { remedy: refundOf(7000), items: 6000, shipping: 1000 } })).toBe('amount_exceeds_refundable');
    expect(rule({ grant: { remedy: refundOf(9000), items: 6000, shipping: 0 } })).toBe('statement_incomplete');
    expect(rule({ grant: { remedy: refundOf(0), items: 0, shipping: 0 } })).toBe('statement_incomplete');
    expect(rule({ grant: { remedy: refundOf(6000), items: 6000, shipping: 0 }, evidenceIds: ['ev_x'] })).toBe('evidence_unknown');
    expect(rule({ grant: { remedy: refundOf(6500), items: 6000, shipping: 500 } })).toBe('accepted');
  });

  it('needs a second person above the cap, and never its author', () => {
    expect(ruled(60_000, refundOf(50_000)).state).toBe('decided');
    const dispute = ruled(60_000, refundOf(50_001));
    expect(dispute.state).toBe('escalated.awaitingApproval');
    expect(dispute.facts.grant).toBeNull();
    expect(dispute.refusal('arbitrator', 'rulingApproved', { rulingId: 'rul_1' })).toBe('second_person_required');
    expect(dispute.refusal('second', 'rulingApproved', { rulingId: 'rul_2' })).toBe('action_not_allowed');
    expect(dispute.does('second', 'rulingApproved', { rulingId: 'rul_1' })).toBe('decided');
    expect(dispute.facts.decidedBy).toEqual(['ada', 'abe']);
  });

  it('that was made when the case was sent back is approved by nobody of the first time', () => {
    const dispute = ruled(60_000, refundOf(60_000));
    dispute.does('second', 'rulingApproved', { rulingId: 'rul_1' });
    dispute.does('seller', 'partyAppealed', appeal);
    dispute.does({ role: 'arbitrator', id: 'amy' }, 'caseTaken', {});
    dispute.does({ role: 'arbitrator', id: 'amy' }, 'appealRemanded', { text: 'sha' });
    dispute.does({ role: 'arbitrator', id: 'ivo' }, 'caseTaken', {});
    expect(dispute.does({ role: 'arbitrator', id: 'ivo' }, 'arbitratorRuled', { ruling: rulingOf(refundOf(60_000), 'rul_2'), refundable })).toBe('escalated.awaitingApproval');
    for (const first of ['arbitrator', 'second'] as const) {
      expect(dispute.refusal(first, 'rulingApproved', { rulingId: 'rul_2' })).toBe('conflict_of_interest');
      expect(dispute.refusal(first, 'rulingRefused', { rulingId: 'rul_2', text: 'sha' })).toBe('conflict_of_interest');
    }
    expect(dispute.does('lead', 'rulingApproved', { rulingId: 'rul_2' })).toBe('refunding.pending');
  });

  it('that nobody approves in time goes back to its author', () => {
    const dispute = ruled(60_000, refundOf(60_000));
    expect(dispute.passes('approval')).toBe('escalated.underReview');
    expect(dispute.facts).toMatchObject({ holder: 'ada', pendingRuling: null, everRuled: false });
  });
});

describe('an appeal', () => {
  it('is not judged by anyone who ruled or approved before', () => {
    const dispute = ruled(60_000, refundOf(50_001));
    dispute.does('second', 'rulingApproved', { rulingId: 'rul_1' });
    dispute.does('seller', 'partyAppealed', appeal);
    expect(dispute.refusal('arbitrator', 'caseTaken', {})).toBe('conflict_of_interest');
    expect(dispute.refusal('second', 'caseTaken', {})).toBe('conflict_of_interest');
    expect(dispute.refusal({ role: 'arbitrator', id: 'sol' }, 'caseTaken', {})).toBe('conflict_of_interest');
    expect(dispute.does('lead', 'caseTaken', {})).toBe('appealed.underReview');
    expect(dispute.refusal('arbitrator', 'appealRuled', { outcome: 'uphold', refundable })).toBe('case_not_held');
    expect(dispute.does('lead', 'appealRuled', { outcome: 'uphold', refundable })).toBe('appealed.awaitingApproval');
    expect(dispute.refusal('second', 'rulingApproved', { rulingId: 'rul_1' })).toBe('conflict_of_interest');
    expect(dispute.does({ role: 'arbitrator', id: 'amy' }, 'rulingApproved', { rulingId: 'rul_1' })).toBe('refunding.pending');
    expect(dispute.facts.refund?.amount).toBe(50_001);
  });

  it('that upholds keeps what was given, and says so', () => {
    const dispute = ruled(6000, refundOf(2000));
    dispute.does('buyer', 'partyAppealed', appeal);
    dispute.does('second', 'caseTaken', {});
    expect(dispute.refusal('second', 'appealRuled', { outcome: 'uphold', ruling: rulingOf(refundOf(6000), 'rul_2'), refundable })).toBe('uphold_keeps_remedy');
    const otherwise = { ...rulingOf(refundOf(2000), 'rul_2'), grant: { remedy: refundOf(2000), items: 1900, shipping: 100 } };
    expect(dispute.refusal('second', 'appealRuled', { outcome: 'uphold', ruling: otherwise, refundable })).toBe('uphold_keeps_remedy');
    dispute.does('second', 'appealRuled', { outcome: 'uphold', ruling: rulingOf(refundOf(2000), 'rul_2'), refundable });
    expect(dispute.facts).toMatchObject({ ruling: { id: 'rul_2', by: 'abe', onAppeal: 'uphold' }, refund: { amount: 2000 } });
  });

  it('is had once by each party, also after the case was sent back', () => {
    const dispute = ruled(6000, refundOf(2000));
    dispute.does('buyer', 'partyAppealed', appeal);
    dispute.does('second', 'caseTaken', {});
    expect(dispute.refusal('second', 'appealRuled', { outcome: 'modify', refundable })).toBe('statement_incomplete');
    expect(dispute.does('second', 'appealRemanded', {})).toBe('escalated.queued');
    expect(dispute.refusal('arbitrator', 'caseTaken', {})).toBe('conflict_of_interest');
    dispute.does('second', 'caseTaken', {});
    dispute.does('second', 'arbitratorRuled', { ruling: rulingOf(refundOf(1000), 'rul_2'), refundable });
    expect(dispute.refusal('buyer', 'partyAppealed', appeal)).toBe('appeal_used');
    dispute.does('seller', 'partyAppealed', appeal);
    for (const who of ['arbitrator', 'second'] as const) expect(dispute.refusal(who, 'caseTaken', {})).toBe('conflict_of_interest');
    const third = { role: 'arbitrator', id: 'dora' } as const;
    dispute.does(third, 'caseTaken', {});
    dispute.does(third, 'appealRuled', { outcome: 'overturn', ruling: rulingOf(none, 'rul_3'), refundable });
    expect(dispute.state).toBe('closed.ruled');
  });

  describe('about goods that came back', () => {
    const back: Remedy = { kind: 'return_and_refund', amount: 60_000 };
    /** From the ruling on, through the return, into the queue again. */
    const contested = (dispute: DisputeStory): void => {
      dispute.does('seller', 'returnAddressGiven', { address: 'sha' });
      dispute.does('buyer', 'returnShipped', { carrier: 'post', trackingNumber: 'T1' });
      dispute.does('marketplace', 'returnDelivered', { deliveredAt: '2026-02-01' });
      expect(dispute.does('seller', 'returnContested', { reason: 'used', text: 'sha', evidenceIds: [] })).toBe('escalated.queued');
    };

    it.each([['alone', 6000], ['with a second person', 60_000]])('is open to a seller who let the first ruling be, where it is ruled %s', (_how, amount) => {
      const dispute = disputeUnderReview({ amount, requested: { kind: 'return_and_refund', amount: null } });
      dispute.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf({ ...back, amount }), refundable });
      const isLarge = amount === 60_000;
      if (isLarge) dispute.does('second', 'rulingApproved', { rulingId: 'rul_1' });
      expect(dispute.does('seller', 'appealWaived', {})).toBe('returning.awaitingAddress');
      contested(dispute);
      const third = { role: 'arbitrator', id: 'amy' } as const;
      dispute.does(third, 'caseTaken', {});
      dispute.does(third, 'arbitratorRuled', { ruling: rulingOf(refundOf(amount), 'rul_2'), refundable });
      if (isLarge) dispute.does({ role: 'arbitrator', id: 'dora' }, 'rulingApproved', { rulingId: 'rul_2' });
      expect(dispute.state).toBe('decided');
      expect(dispute.deadlines).toMatchObject([{ kind: 'appealWindow', awaiting: 'seller' }]);
      expect(dispute.does('seller', 'partyAppealed', appeal)).toBe('appealed.queued');
    });

    it('is judged by nobody who decided the appeal before, alone or as the second person', () => {
      const dispute = ruled(60_000, none);
      dispute.does('buyer', 'partyAppealed', appeal);
      dispute.does('second', 'caseTaken', {});
      const amy = { role: 'arbitrator', id: 'amy' } as const;
      const modified = (id: string) => ({ outcome: 'overturn', ruling: rulingOf(back, id), refundable }) as const;
      dispute.does('second', 'appealRuled', modified('rul_2'));
      dispute.does(amy, 'rulingRefused', { rulingId: 'rul_2', text: 'sha' });
      expect(dispute.facts.decidedBy).toEqual(['ada']);
      dispute.does('second', 'appealRuled', modified('rul_3'));
      expect(dispute.does(amy, 'rulingApproved', { rulingId: 'rul_3' })).toBe('returning.awaitingAddress');
      contested(dispute);
      for (const who of ['arbitrator', 'second', amy] as const) expect(dispute.refusal(who, 'caseTaken', {})).toBe('conflict_of_interest');
      expect(dispute.does({ role: 'arbitrator', id: 'dora' }, 'caseTaken', {})).toBe('escalated.underReview');
    });
  });

  it('ends with what the parties agree on, which takes the place of what was ruled', () => {
    const dispute = ruled(6000, refundOf(2000));
    dispute.does('seller', 'partyAppealed', appeal);
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(1000)));
    expect(dispute.does('buyer', 'partiesAgreed', { offerId: 'of_1' })).toBe('refunding.pending');
    expect(dispute.facts).toMatchObject({ ruling: null, everRuled: true, closesAs: 'settled', refund: { amount: 1000 } });
  });

  it('sent back keeps the offers on the table', () => {
    const dispute = ruled(6000, refundOf(2000));
    dispute.does('seller', 'partyAppealed', appeal);
    dispute.does('seller', 'sellerOffered', offerOf('of_1', refundOf(1000)));
    dispute.does('second', 'caseTaken', {});
    dispute.does('second', 'appealRemanded', {});
    expect(dispute.does('buyer', 'partiesAgreed', { offerId: 'of_1' })).toBe('refunding.pending');
    expect(dispute.facts).toMatchObject({ closesAs: 'settled', refund: { amount: 1000 } });
  });

  it("that is withdrawn gives the other side the time its window had left", () => {
    const dispute = ruled(6000, refundOf(2000));
    dispute.waits('P4D');
    dispute.does('buyer', 'partyAppealed', appeal);
    expect(dispute.running).toEqual(['pickup']);
    dispute.waits('P9D');
    expect(dispute.refusal('seller', 'appealWithdrawn', {})).toBe('action_not_allowed');
    expect(dispute.does('buyer', 'appealWithdrawn', {})).toBe('decided');
    expect(dispute.left('appealWindow')).toBe(6 * DAY);
    expect(dispute.deadlines).toMatchObject([{ awaiting: 'seller' }]);
    dispute.does('seller', 'partyAppealed', appeal);
    expect(dispute.does('seller', 'appealWithdrawn', {})).toBe('refunding.pending');
  });
});

describe('an inadmissible dispute', () => {
  const found = (): DisputeStory => {
    const dispute = disputeUnderReview({ amount: 6000 });
    expect(dispute.does('arbitrator', 'ruledInadmissible', { reasonCode: 'outside_policy', text: 'sha' })).toBe('closed.inadmissible');
    return dispute;
  };
  const free = { ...appeal, assessment: assessed({ amount: 6000 }) };

  it('may be appealed by the buyer while its units are still free', () => {
    const dispute = found();
    expect(dispute.running).toEqual(['appealWindow']);
    expect(dispute.refusal('seller', 'partyAppealed', free)).toBe('not_appealable');
    expect(dispute.refusal('buyer', 'partyAppealed', appeal)).toBe('units_not_disputable');
    expect(dispute.does('buyer', 'partyAppealed', free)).toBe('appealed.queued');
    dispute.does('second', 'caseTaken', {});
    const overturned = { outcome: 'overturn', ruling: rulingOf(refundOf(6000)), refundable } as const;
    expect(dispute.refusal('second', 'appealRuled', overturned)).toBe('uphold_or_remand_only');
    expect(dispute.does('second', 'appealRuled', { outcome: 'uphold', refundable })).toBe('closed.inadmissible');
    expect(dispute.running).toEqual([]);
    expect(dispute.refusal('buyer', 'partyAppealed', free)).toBe('appeal_used');
  });

  it('comes back on the units that are free now, another dispute having taken its own', () => {
    const dispute = found();
    const [line] = free.assessment.lines;
    dispute.does('buyer', 'partyAppealed', { ...free, assessment: { ...free.assessment, lines: [{ ...line!, units: [1] }] } });
    expect(dispute.facts.claim.items).toEqual([{ lineId: 'lamp', quantity: 1, units: [1], amount: 6000 }]);
  });

  it('is found so again by a ruling of its own, which gives nothing', () => {
    const dispute = found();
    dispute.does('buyer', 'partyAppealed', free);
    dispute.does('second', 'caseTaken', {});
    const upheld = (remedy: Remedy) => ({ outcome: 'uphold', ruling: rulingOf(remedy, 'rul_2'), refundable }) as const;
    expect(dispute.refusal('second', 'appealRuled', upheld(refundOf(10)))).toBe('uphold_keeps_remedy');
    expect(dispute.does('second', 'appealRuled', upheld(none))).toBe('closed.inadmissible');
    expect(dispute.facts).toMatchObject({ ruling: { id: 'rul_2', by: 'abe' }, grant: null, inadmissibleBy: 'ruling', appealUntil: null });
  });

  it('stays closed after the window, or when the appeal is withdrawn', () => {
    const late = found();
    expect(late.passes('appealWindow')).toBe('closed.inadmissible');
    expect(late.refusal('buyer', 'partyAppealed', free)).toBe('appeal_window_closed');
    const withdrawn = found();
    withdrawn.does('buyer', 'partyAppealed', free);
    expect(withdrawn.does('buyer', 'appealWithdrawn', {})).toBe('closed.inadmissible');
    expect(withdrawn.deadlines).toEqual([]);
  });
});
