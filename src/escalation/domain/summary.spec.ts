import { describe, expect, it } from '@jest/globals';
import type { DeskRulesDocument } from './desk-rules.js';
import type { Step } from './journey.js';
import { summaryOf } from './summary.js';

const HOUR = 3_600_000;
const RULES: DeskRulesDocument = {
  dueSoon: HOUR, mostHeld: 5, promises: { pickup: 9 * HOUR, decision: 36 * HOUR },
  calendar: { timeZone: 'UTC', holidays: [], hours: { monday: [['00:00', '24:00']], tuesday: [['00:00', '24:00']], wednesday: [['00:00', '24:00']], thursday: [['00:00', '24:00']] } },
};
const MONDAY = Date.parse('2026-03-02T08:00:00Z');

type Told = readonly [type: string, to: string, actor: string, input?: object];

/** One event an hour. */
function summedUp(...told: readonly Told[]) {
  const begun: Told[] = [['buyerStarted', 'draft', 'ana'], ['buyerOpened', 'opened', 'ana'], ['buyerEscalated', 'escalated.queued', 'ana'], ['caseTaken', 'escalated.underReview', 'ines']];
  const all = [...begun, ...told];
  const steps = all.map(([type, to, id, input = {}], index): Step =>
    ({ type, to, from: all[index - 1]?.[1] ?? null, at: MONDAY + index * HOUR, actor: { role: 'arbitrator', id }, input: { ...input } }));
  const subject = { disputeId: 'dp_1', sellerId: 'lumen', reason: 'other', policy: 'standard-1', seq: steps.length, steps, sellerLiability: null };
  return summaryOf(subject, RULES, MONDAY + 50 * HOUR)!.summary;
}

const pending = (id: string, by: string, stage = 'escalated', more: object = {}): Told =>
  [stage === 'escalated' ? 'arbitratorRuled' : 'appealRuled', `${stage}.awaitingApproval`, by, { ruling: { id }, ...more }];
const refused = (rulingId: string, stage = 'escalated'): Told => ['rulingRefused', `${stage}.underReview`, 'ben', { rulingId }];
const approved = (rulingId: string, to: string): Told => ['rulingApproved', to, 'ben', { rulingId }];

describe('What is counted of a dispute', () => {
  it('is no ruling that a second person refused', () => {
    expect(summedUp(pending('r1', 'ines'), refused('r1'), ['buyerWithdrew', 'closed.withdrawn', 'ana'])).toMatchObject({ decidedAt: null, arbitrator: null, outcome: 'withdrawn' });
  });

  it('nor one that still waits, or waited in vain', () => {
    expect(summedUp(pending('r1', 'ines'))).toMatchObject({ decidedAt: null, arbitrator: null });
    expect(summedUp(pending('r1', 'ines'), ['deadlinePassed', 'escalated.underReview', 'clock', { kind: 'approval' }])).toMatchObject({ decidedAt: null, arbitrator: null });
  });

  it('is the ruling that took force, when it did, and who made it', () => {
    const last = summedUp(pending('r1', 'ines'), refused('r1'), pending('r2', 'noor'), approved('r2', 'decided'));
    expect(last).toMatchObject({ decidedAt: MONDAY + 7 * HOUR, arbitrator: 'noor', overturned: null });
    expect(summedUp(['arbitratorRuled', 'decided', 'ines', { ruling: { id: 'r1' } }])).toMatchObject({ decidedAt: MONDAY + 4 * HOUR, arbitrator: 'ines' });
    expect(summedUp(['ruledInadmissible', 'closed.inadmissible', 'ines'])).toMatchObject({ decidedAt: MONDAY + 4 * HOUR, arbitrator: 'ines', outcome: 'inadmissible' });
  });

  const appealed: Told[] = [['arbitratorRuled', 'decided', 'ines', { ruling: { id: 'r1' } }], ['partyAppealed', 'appealed.queued', 'ana'], ['caseTaken', 'appealed.underReview', 'noor']];

  it('is not overturned by what was refused on appeal, and upheld afterwards', () => {
    const upheld = summedUp(...appealed, pending('r2', 'noor', 'appealed', { outcome: 'overturn' }), refused('r2', 'appealed'));
    expect(upheld).toMatchObject({ appealed: true, overturned: null });
    const [...again] = [...appealed, pending('r2', 'noor', 'appealed', { outcome: 'overturn' }), refused('r2', 'appealed')];
    expect(summedUp(...again, ['appealRuled', 'refunding.pending', 'noor', { outcome: 'uphold', ruling: { id: 'r3' } }])).toMatchObject({ overturned: false, arbitrator: 'ines' });
    expect(summedUp(...again, pending('r3', 'noor', 'appealed', { outcome: 'modify' }), approved('r3', 'refunding.pending'))).toMatchObject({ overturned: true, arbitrator: 'ines' });
  });

  it('is of the first ruling, not of another about what came back', () => {
    const back: Told[] = [['arbitratorRuled', 'returning.awaitingAddress', 'ines', { ruling: { id: 'r1' } }], ['returnContested', 'escalated.queued', 'lumen'], ['caseTaken', 'escalated.underReview', 'ben']];
    const overturned: Told[] = [['partyAppealed', 'appealed.queued', 'ana'], ['caseTaken', 'appealed.underReview', 'noor'], ['appealRuled', 'refunding.pending', 'noor', { outcome: 'overturn', ruling: { id: 'r3' } }]];
    const all = summedUp(...back, ['arbitratorRuled', 'decided', 'ben', { ruling: { id: 'r2' } }], ...overturned);
    expect(all).toMatchObject({ arbitrator: 'ines', appealed: false, overturned: null });
    expect(all.judged.map(({ by, as }) => [by, as])).toEqual([['ben', 'ruled_again'], ['noor', 'appeal']]);
  });

  it('is overturned where it was sent back', () => {
    expect(summedUp(...appealed, ['appealRemanded', 'escalated.queued', 'noor'])).toMatchObject({ overturned: true });
  });

  it('is also the work of who judges later: appeals, what was sent back, and what a second person looked at', () => {
    const at = (step: number) => MONDAY + step * HOUR;
    expect(summedUp(...appealed).judged).toEqual([]);
    expect(summedUp(...appealed, ['appealRemanded', 'escalated.queued', 'noor'], ['caseTaken', 'escalated.underReview', 'lea'], ['arbitratorRuled', 'decided', 'lea', { ruling: { id: 'r2' } }]).judged).toEqual([
      { by: 'noor', at: at(7), as: 'appeal' }, { by: 'lea', at: at(9), as: 'ruled_again' },
    ]);
    const twice = [...appealed, pending('r2', 'noor', 'appealed', { outcome: 'overturn' }), refused('r2', 'appealed'), pending('r3', 'noor', 'appealed', { outcome: 'modify' })];
    expect(summedUp(...twice, approved('r3', 'refunding.pending')).judged).toEqual([
      { by: 'ben', at: at(8), as: 'second_person' }, { by: 'noor', at: at(10), as: 'appeal' }, { by: 'ben', at: at(10), as: 'second_person' },
    ]);
    expect(summedUp(...twice).judged).toEqual([{ by: 'ben', at: at(8), as: 'second_person' }]);
  });
});
