import { describe, expect, it } from '@jest/globals';
import { assessed, DisputeStory, openedDispute, PEOPLE, POLICY, refundOf, rulingOf, type Person } from '../../../test/support/dispute-story.js';
import type { DisputeEvent } from './events.js';
import { confidant, isShown } from './custody.js';
import { firstFacts, type Party } from './facts.js';
import { replay } from './replay.js';

const wish = { amount: 6000 };
const iso = (at: number): string => new Date(at).toISOString();

/** A photo that is shown as soon as it is there, or one that its owner has held back since then. */
function adds(story: DisputeStory, by: Party, id: string, heldSince?: number): void {
  const held = heldSince === undefined ? {} : { heldSince: iso(heldSince) };
  story.does(by, 'evidenceAdded', { evidence: { id, by, kind: 'photo', content: 'sha', size: 1, ...held } });
}

const statusOf = (story: DisputeStory, id: string): string | undefined => story.facts.evidence.find((item) => item.id === id)?.status;
const sealedIds = (story: DisputeStory): string[] => story.facts.evidence.filter(isShown).map(({ id }) => id);

/** Opened a day ago; both sides hold a photo back. */
function withHeldPhotos(): DisputeStory {
  const story = openedDispute(wish);
  story.waits('P1D');
  adds(story, 'buyer', 'ev_buyer', story.now);
  adds(story, 'seller', 'ev_seller', story.now);
  return story;
}

function retold(story: DisputeStory): void {
  const begun: DisputeEvent = { type: 'buyerStarted', claim: story.facts.claim, orderId: 'order', sellerId: 'sol', currency: 'EUR', statement: 'sha' };
  const started = new DisputeStory(wish);
  const first = { seq: 1, event: { ...begun, claim: started.facts.claim }, actor: PEOPLE.buyer, at: started.now };
  const log = [first, ...story.log.map(({ event, actor, now }, index) => ({ seq: index + 2, event, actor, at: now }))];
  expect(replay('dp_1', POLICY, log).facts).toEqual(story.facts);
}

describe('what is held back', () => {
  it('stays its owner’s, who may take it back', () => {
    const story = withHeldPhotos();
    expect(story.facts.evidence.map(({ status, sealedAt }) => [status, sealedAt])).toEqual([['available', undefined], ['available', undefined]]);
    expect(story.refusal('seller', 'evidenceRemoved', { evidenceId: 'ev_buyer' })).toBe('evidence_unknown');
    story.does('seller', 'evidenceRemoved', { evidenceId: 'ev_seller' });
    expect(story.facts.evidence.map(({ id }) => id)).toEqual(['ev_buyer']);
  });

  const ANSWERS: readonly (readonly [string, (story: DisputeStory) => void])[] = [
    ['rejecting', (story) => story.does('seller', 'sellerRejected', { reason: 'other', text: 'sha' })],
    ['an offer', (story) => story.does('seller', 'sellerOffered', { offerId: 'of_1', remedy: refundOf(1000), hasAddress: false })],
    ['a message', (story) => story.does('seller', 'messageSent', { messageId: 'msg_1', audience: 'staff', text: 'sha', evidenceIds: [] })],
  ];

  it.each(ANSWERS)('is sealed with its owner’s answer: %s', (_, answer) => {
    const story = withHeldPhotos();
    story.waits('PT1H');
    answer(story);
    expect(story.facts.evidence).toMatchObject([{ id: 'ev_buyer', status: 'available' }, { id: 'ev_seller', status: 'sealed', sealedAt: story.now }]);
    expect(story.refusal('seller', 'evidenceRemoved', { evidenceId: 'ev_seller' })).toBe('evidence_sealed');
    retold(story);
  });

  it('is sealed on both sides when the platform’s turn comes, or the end', () => {
    const silent = withHeldPhotos();
    expect(silent.passes('sellerResponse')).toBe('escalated.queued');
    expect(sealedIds(silent)).toEqual(['ev_buyer', 'ev_seller']);
    retold(silent);
    const withdrawn = withHeldPhotos();
    expect(withdrawn.does('buyer', 'buyerWithdrew', {})).toBe('closed.withdrawn');
    expect(sealedIds(withdrawn)).toEqual(['ev_buyer', 'ev_seller']);
  });

  it('is sealed on arrival where the answer was faster than the bytes', () => {
    const story = openedDispute(wish);
    story.waits('P1D');
    const declaredAt = story.now;
    story.waits('PT1H');
    story.does('seller', 'sellerRejected', { reason: 'other', text: 'sha' });
    adds(story, 'seller', 'ev_late', declaredAt);
    expect(statusOf(story, 'ev_late')).toBe('sealed');
    story.waits('PT1H');
    adds(story, 'seller', 'ev_new', story.now);
    expect(statusOf(story, 'ev_new')).toBe('available');
    retold(story);
  });

  it('is not sealed by adding, removing, hiding or erasing other pieces', () => {
    const story = withHeldPhotos();
    adds(story, 'seller', 'ev_open');
    story.does('seller', 'evidenceRedacted', { evidenceId: 'ev_open', redaction: 1, reasonCode: 'face', regions: 1 });
    story.does('seller', 'evidenceErased', { evidenceId: 'ev_open', reasonCode: 'request' });
    expect(statusOf(story, 'ev_seller')).toBe('available');
    expect(sealedIds(story)).toEqual(['ev_open']);
  });

  it('is between its owner and staff in the log, as long as nobody else may know of it', () => {
    const { facts } = withHeldPhotos();
    const about = (evidenceId: string): DisputeEvent => ({ type: 'evidenceErased', evidenceId, reasonCode: 'request' });
    expect(confidant(about('ev_seller'), facts, facts, 'opened')).toBe('seller');
    const shown = { ...facts, evidence: facts.evidence.map((item) => ({ ...item, status: 'sealed' as const, sealedAt: 1 })) };
    expect(confidant(about('ev_seller'), shown, shown, 'opened')).toBeNull();
    expect(confidant({ type: 'caseTaken' }, facts, facts, 'opened')).toBeNull();
  });

  it('cannot carry a ruling', () => {
    const story = openedDispute(wish);
    story.waits('P3D');
    story.does('buyer', 'buyerEscalated', {});
    story.does('arbitrator', 'caseTaken', {});
    story.waits('PT1H');
    adds(story, 'seller', 'ev_held', story.now);
    const ruling = { ...rulingOf(refundOf(1000)), evidenceIds: ['ev_held'] };
    expect(story.refusal('arbitrator', 'arbitratorRuled', { ruling, refundable: { items: 6000, shipping: 0 } })).toBe('evidence_unknown');
    expect(story.refusal('arbitrator', 'evidenceRedacted', { evidenceId: 'ev_held', redaction: 1, reasonCode: 'face', regions: 1 })).toBe('evidence_unknown');
  });
});

describe('hiding parts and erasing', () => {
  const shown = (): DisputeStory => {
    const story = openedDispute(wish);
    adds(story, 'buyer', 'ev_1');
    return story;
  };
  const hides = (story: DisputeStory, who: Person, redaction = 1) =>
    story.refusal(who, 'evidenceRedacted', { evidenceId: 'ev_1', redaction, reasonCode: 'third_person', regions: 2 });
  const erases = (story: DisputeStory, who: Person) => story.refusal(who, 'evidenceErased', { evidenceId: 'ev_1', reasonCode: 'request' });

  it('is the owner’s and staff’s, erasing also the marketplace’s', () => {
    expect((['buyer', 'seller', 'arbitrator', 'lead', 'marketplace'] as const).map((who) => hides(shown(), who)))
      .toEqual(['accepted', 'evidence_unknown', 'accepted', 'accepted', 'action_not_allowed']);
    expect((['buyer', 'seller', 'arbitrator', 'lead', 'marketplace', 'provider'] as const).map((who) => erases(shown(), who)))
      .toEqual(['accepted', 'evidence_unknown', 'accepted', 'accepted', 'accepted', 'action_not_allowed']);
  });

  it('happens once each, and nothing is hidden in what is gone', () => {
    const story = shown();
    expect([hides(story, 'buyer'), hides(story, 'buyer'), hides(story, 'buyer', 2)]).toEqual(['accepted', 'unchanged', 'accepted']);
    expect([erases(story, 'lead'), erases(story, 'lead'), hides(story, 'buyer', 3)]).toEqual(['accepted', 'unchanged', 'evidence_erased']);
    expect(story.facts.evidence).toMatchObject([{ id: 'ev_1', status: 'erased', redaction: 2 }]);
  });

  it('is told after the end too, and moves nothing', () => {
    const story = shown();
    story.does('buyer', 'buyerWithdrew', {});
    const { deadlines } = story;
    expect([hides(story, 'buyer'), erases(story, 'marketplace')]).toEqual(['accepted', 'accepted']);
    expect([story.state, story.deadlines]).toEqual(['closed.withdrawn', deadlines]);
    retold(story);
  });

  it('leaves a ruling nothing to rest on', () => {
    const story = shown();
    story.waits('P3D');
    story.does('buyer', 'buyerEscalated', {});
    story.does('arbitrator', 'caseTaken', {});
    erases(story, 'buyer');
    const ruling = { ...rulingOf(refundOf(1000)), evidenceIds: ['ev_1'] };
    expect(story.refusal('arbitrator', 'arbitratorRuled', { ruling, refundable: { items: 6000, shipping: 0 } })).toBe('evidence_erased');
  });

  it('takes an erased piece off the checklist', () => {
    const story = new DisputeStory({ ...wish, reason: 'counterfeit' });
    adds(story, 'buyer', 'ev_1');
    erases(story, 'buyer');
    expect(story.refusal('buyer', 'buyerOpened', { assessment: assessed(wish) })).toBe('evidence_missing');
  });
});

it('a dispute begins with nothing sealed', () => {
  expect(firstFacts({ buyer: 'b', seller: 's' }, 'EUR', openedDispute(wish).facts.claim).sealedUntil).toEqual({ buyer: 0, seller: 0 });
});
