import { describe, expect, it } from '@jest/globals';
import { claimForm, POLICY } from '../../../test/support/dispute-story.js';
import { answeredRequests, evidenceGap, requirementsFor } from './checklist.js';
import type { EvidenceItem, EvidenceKind } from './facts.js';

/** "photo:damage", "video", "seller photo:listing": pieces as a checklist sees them. */
const piece = (said: string, index: number): EvidenceItem => {
  const [, seller, kind, requirement] = /^(seller )?(\w+)(?::(\w+))?$/.exec(said) ?? [];
  return { id: `ev_${index + 1}`, by: seller === undefined ? 'buyer' : 'seller', kind: kind as EvidenceKind, status: 'available', ...(requirement === undefined ? {} : { requirement }) };
};
const answered = (reason: string, ...said: string[]): Record<string, string> =>
  Object.fromEntries(answeredRequests(reason, said.map(piece), POLICY).map(({ request, satisfiedBy }) => [request.requirement, satisfiedBy.join(' ')]));
const missing = (reason: string, ...said: string[]): string[] =>
  evidenceGap(claimForm({ amount: 1, reason }), said.map(piece), POLICY).map(({ requirement, code, count }) => `${requirement ?? code} ${count}`);

describe('a damaged item', () => {
  it.each([
    ['nothing yet', [], ['damage 1', 'item_whole 1']],
    ['one photo', ['photo'], ['item_whole 1']],
    ['one photo of the whole item', ['photo:item_whole'], ['damage 1']],
    ['one video', ['video'], ['item_whole 1']],
    ['two videos', ['video', 'video'], ['item_whole 1']],
    ['a document', ['document'], ['damage 1', 'item_whole 1']],
    ['two photos that say nothing', ['photo', 'photo'], []],
    ['two photos that both name the damage', ['photo:damage', 'photo:damage'], []],
    ['a video first, then a photo', ['video', 'photo'], []],
    ['a photo of the damage and a video of the whole', ['photo:damage', 'video:item_whole'], []],
    ['photos of the packaging', ['photo:packaging', 'photo:packaging'], []],
    ['what only the seller has shown', ['seller photo', 'seller photo'], ['damage 1', 'item_whole 1']],
    ['what the reason does not know', ['photo:listing', 'photo:listing'], []],
  ])('with %s', (_, given, expected) => {
    expect(missing('damaged', ...given).toSorted()).toEqual(expected.toSorted());
  });

  it('is shown by what was declared for it, then by what suits', () => {
    expect(answered('damaged', 'photo', 'photo:damage', 'photo:packaging', 'seller photo:item_before_dispatch'))
      .toEqual({ damage: 'ev_2', item_whole: 'ev_1', packaging: 'ev_3', item_before_dispatch: 'ev_4' });
    expect(answered('damaged', 'photo:damage', 'video')).toEqual({ damage: 'ev_2', item_whole: 'ev_1', packaging: '', item_before_dispatch: '' });
    expect(answered('damaged', 'photo:damage', 'photo:damage', 'photo:damage')).toMatchObject({ damage: 'ev_1 ev_3', item_whole: 'ev_2' });
  });
});

describe('other reasons', () => {
  it('name what is missing, the statement too', () => {
    expect(missing('defective')).toEqual(['defect 1']);
    expect(missing('not_as_described', 'video')).toEqual(['difference 1']);
    expect(missing('not_received')).toEqual([]);
    expect(evidenceGap({ ...claimForm({ amount: 1 }), statementLength: 10 }, [], POLICY)).toEqual([{ code: 'statement_missing', count: 20 }]);
  });

  it('never count what was erased', () => {
    const erased = { ...piece('photo', 0), status: 'erased' as const };
    expect(evidenceGap(claimForm({ amount: 1, reason: 'counterfeit' }), [erased], POLICY)).toHaveLength(1);
  });

  it('ask each side for its own', () => {
    expect(requirementsFor('not_received', 'seller', POLICY)).toEqual(['proof_of_dispatch', 'proof_of_delivery']);
    expect(requirementsFor('not_received', 'buyer', POLICY)).toEqual(['tracking_status']);
    expect(requirementsFor('constructor', 'buyer', POLICY)).toEqual([]);
  });

  it('agree with the alternatives of the law, whatever is given', () => {
    const kinds = ['photo', 'video', 'document', 'photo:damage', 'video:item_whole'];
    const handfuls = kinds.flatMap((one) => kinds.flatMap((other) => [[one], [one, other], [one, other, one]]));
    for (const reason of Object.keys(POLICY.reasons)) {
      for (const given of handfuls) {
        const lacking = answeredRequests(reason, given.map(piece), POLICY).some(({ request, satisfiedBy }) => request.mandatory && satisfiedBy.length < request.count);
        expect({ reason, given, lacking }).toEqual({ reason, given, lacking: missing(reason, ...given).some((gap) => !gap.startsWith('statement')) });
      }
    }
  });
});
