import { describe, expect, it } from '@jest/globals';
import { recordOf } from '../../../../test/support/dispute-record.js';
import { disputeUnderReview, DisputeStory, offerOf, openedDispute, PEOPLE, POLICY, refundOf, rulingOf, type Person } from '../../../../test/support/dispute-story.js';
import type { OrderFacts } from '../../../orders/index.js';
import { ACTION_NAMES, ACTIONS, eventOf, type Action, type ActionRule } from '../../domain/actions.js';
import { ACTORS_OF, type EventType } from '../../domain/events.js';
import type { ActorRole } from '../../domain/facts.js';
import { STATES } from '../../domain/states.js';
import { explanationOf } from './explanation.js';
import { viewOf, type DisputeView, type Reader } from './dispute.view.js';

const reading = (who: Person, lang: 'en' | 'es' = 'en'): Reader => ({ role: PEOPLE[who].role, callerId: PEOPLE[who].id, lang, policy: POLICY });
const seenBy = (story: DisputeStory, who: Person, lang: 'en' | 'es' = 'en'): DisputeView => viewOf(recordOf(story), reading(who, lang));
const may = (story: DisputeStory, who: Person): string[] => seenBy(story, who).availableActions.map(({ action }) => action);
const actionOf = (view: DisputeView, name: string) => view.availableActions.find(({ action }) => action === name);

describe('an opened dispute', () => {
  const large = openedDispute({ amount: 12_000 });
  const small = openedDispute({ amount: 4990 });

  it('awaits the seller, who is told what silence brings', () => {
    const seen = seenBy(large, 'seller');
    expect(seen).toMatchObject({ state: 'opened', stage: 'opened', waitingOn: 'seller', claimAmount: { amount: 12_000, currency: 'EUR' } });
    expect(actionOf(seen, 'accept-claim')).toEqual({
      action: 'accept-claim', method: 'POST', href: '/v1/disputes/dp_1/accept-claim', mandatory: true, input: null,
      dueAt: new Date(large.now + 5 * 86_400_000).toISOString(), onExpiry: 'The dispute goes to the platform, which decides it.',
    });
    expect(may(large, 'seller')).toEqual(['accept-claim', 'reject-claim', 'offer', 'send-message', 'add-evidence']);
  });

  it('grants a small claim by silence, in the words and digits of the reader', () => {
    expect(actionOf(seenBy(small, 'seller'), 'offer')?.onExpiry).toBe('The buyer is refunded €49.90.');
    expect(actionOf(seenBy(small, 'seller', 'es'), 'offer')?.onExpiry).toMatch(/^Se reembolsan 49,90\s€ al comprador\.$/);
  });

  it('tells the buyer from when the platform may be asked', () => {
    const { unavailableActions } = seenBy(large, 'buyer');
    const availableFrom = new Date(large.now + 3 * 86_400_000).toISOString();
    expect(unavailableActions).toEqual([{ action: 'escalate', reason: 'too_early_to_escalate', availableFrom }]);
    expect(seenBy(large, 'buyer').availableActions.every(({ mandatory }) => !mandatory)).toBe(true);
  });

  it('can be closed by a lead and suspended by the marketplace, and by nobody else', () => {
    expect(may(large, 'arbitrator')).toEqual(['send-message']);
    expect(may(large, 'lead')).toEqual(['send-message', 'extend-deadline', 'close']);
    expect(may(large, 'marketplace')).toEqual(['open-chargeback']);
  });

  it('says what each deadline was counted from', () => {
    const since = new Date(large.now).toISOString();
    expect(seenBy(large, 'buyer').deadlines.map(({ kind, computedFrom }) => [kind, computedFrom])).toEqual([
      ['sellerResponse', { since, duration: 'P5D', policy: 'standard-1' }],
      ['negotiation', { since, duration: 'P15D', policy: 'standard-1' }],
    ]);
  });
});

describe('an offer on the table', () => {
  const offered = (amount: number): DisputeStory => {
    const story = openedDispute({ amount: 12_000 });
    story.does('seller', 'sellerOffered', offerOf('of_1', refundOf(amount)));
    return story;
  };

  it('leads the buyer to it; rejecting it would not stop the clock', () => {
    const seen = seenBy(offered(2000), 'buyer');
    expect(actionOf(seen, 'accept-offer')).toMatchObject({ href: '/v1/disputes/dp_1/offers/of_1/accept', mandatory: true });
    expect(actionOf(seen, 'reject-offer')).toEqual({
      action: 'reject-offer', method: 'POST', href: '/v1/disputes/dp_1/offers/of_1/reject', mandatory: false, input: 'RejectOfferBody',
    });
  });

  it.each([
    [2000, 'The dispute goes to the platform, which decides it.'],
    [9600, 'The offer lapses and the dispute closes without a refund.'],
  ])('of %i cents: what silence brings is what the machine would do', (amount, words) => {
    expect(actionOf(seenBy(offered(amount), 'buyer'), 'accept-offer')?.onExpiry).toBe(words);
  });

  it('yields to the end of the whole negotiation where that comes first', () => {
    const story = offered(9600);
    for (const round of [2, 3]) {
      story.waits('P4D');
      story.does('buyer', 'buyerOffered', offerOf(`of_b${round}`, refundOf(11_000)));
      story.waits('P2D');
      story.does('seller', 'sellerOffered', offerOf(`of_s${round}`, refundOf(9600)));
    }
    const seen = seenBy(story, 'buyer');
    const [first, second] = seen.deadlines;
    expect([first?.kind, second?.kind]).toEqual(['negotiation', 'buyerResponse']);
    expect(actionOf(seen, 'accept-offer')).toMatchObject({ mandatory: true, dueAt: first?.dueAt, onExpiry: first?.onExpiry });
    expect(seenBy(story, 'seller').unavailableActions).toEqual([]);
  });
});

describe('a draft', () => {
  const now = new DisputeStory({ amount: 4990 }).now;
  const order: OrderFacts = {
    orderId: 'order', buyerId: 'bea', sellerId: 'sol', currency: 'EUR', placedAt: now, shippingPaid: 0, shippingReserved: 0, shippingRefunded: 0,
    lines: [{ lineId: 'lamp', title: 'Lamp', quantity: 1, paid: 4990, disputedUnits: 0, reserved: 0, refunded: 0, claimSeq: 0 }],
    shipments: [{ shipmentId: 's', carrier: 'GLS', trackingNumber: '1', lineIds: null, shippedAt: now, promisedBy: null, deliveredAt: now }],
  };
  const asked = (draft: DisputeStory, changed: Partial<OrderFacts> = {}) =>
    explanationOf(recordOf(draft, { order: { ...order, ...changed } }), reading('buyer'));

  it('may be opened when the order allows it', () => {
    const { availableActions, unavailableActions } = asked(new DisputeStory({ amount: 4990 }));
    expect(availableActions.map(({ action }) => action)).toEqual(['revise', 'discard', 'open', 'add-evidence']);
    expect(availableActions.find(({ action }) => action === 'open')).toMatchObject({ mandatory: true, onExpiry: 'The draft and everything uploaded to it are deleted.' });
    expect(unavailableActions).toEqual([]);
  });

  it('is told what the order, the window or the checklist object to', () => {
    const late = new DisputeStory({ amount: 4990 });
    late.waits('P16D');
    const refunded = { lines: order.lines.map((line) => ({ ...line, refunded: 4990 })) };
    const reasons = [asked(late), asked(new DisputeStory({ amount: 4990 }), refunded), asked(new DisputeStory({ amount: 4990, reason: 'damaged' }))];
    expect(reasons.map(({ unavailableActions }) => unavailableActions)).toEqual([
      [{ action: 'open', reason: 'window_closed' }],
      [{ action: 'open', reason: 'amount_exceeds_refundable' }],
      [{ action: 'open', reason: 'evidence_missing' }],
    ]);
  });
});

describe('a case on the desk', () => {
  it('is the holder’s to rule, and another arbitrator learns why not', () => {
    const story = disputeUnderReview({ amount: 6000 });
    expect(actionOf(seenBy(story, 'arbitrator'), 'rule')).toMatchObject({ mandatory: true, onExpiry: 'The case goes back to the queue.', input: 'RulingBody' });
    expect(seenBy(story, 'second').unavailableActions).toEqual([
      { action: 'take', reason: 'case_held' },
      ...['release', 'recuse', 'request-information', 'propose-settlement', 'reclassify', 'rule-inadmissible', 'rule'].map((action) => ({ action, reason: 'case_not_held' })),
    ]);
    expect([seenBy(story, 'arbitrator').holder, seenBy(story, 'buyer').holder]).toEqual(['ada', undefined]);
  });

  it('looks under review to the parties while a ruling awaits approval', () => {
    const story = disputeUnderReview({ amount: 60_000 });
    const before = seenBy(story, 'buyer');
    story.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(60_000)), refundable: { items: 60_000, shipping: 0 } });
    const rulings = [{ id: 'rul_1', status: 'awaiting_approval', document: { outcome: 'buyer' }, sha256: 'x', createdAt: story.now }] as const;
    const [buyer, staff] = (['buyer', 'second'] as const).map((who) => viewOf(recordOf(story, { rulings }), reading(who)));
    expect(buyer).toEqual(before);
    expect(staff).toMatchObject({ state: 'escalated.awaitingApproval', rulings: [{ outcome: 'buyer' }] });
    expect(staff?.deadlines).toEqual([
      expect.objectContaining({ kind: 'approval', onExpiry: 'The ruling is not approved and the review goes on.' }),
      expect.objectContaining({ kind: 'decision', pausedLeft: 'P5D' }),
    ]);
  });

  it('once decided, appealing is a right and no duty', () => {
    const story = disputeUnderReview({ amount: 6000 });
    story.does('arbitrator', 'arbitratorRuled', { ruling: rulingOf(refundOf(6000)), refundable: { items: 6000, shipping: 0 } });
    expect(actionOf(seenBy(story, 'seller'), 'waive-appeal')).toMatchObject({ mandatory: false, onExpiry: 'The buyer is refunded €60.00.' });
    expect(seenBy(story, 'buyer').unavailableActions).toEqual(['appeal', 'waive-appeal'].map((action) => ({ action, reason: 'not_appealable' })));
  });
});

describe('money on its way', () => {
  it('is for the marketplace to report, in the provider’s name, until it has arrived', () => {
    const story = openedDispute({ amount: 4990 });
    story.passes('sellerResponse');
    expect(actionOf(seenBy(story, 'marketplace'), 'report-refund')).toMatchObject({ href: '/v1/refunds/rf_1/result', mandatory: true });
    story.does('marketplace', 'chargebackOpened', { reference: 'cb_1' });
    story.does('provider', 'refundSucceeded', { refundId: 'rf_1', keyNo: 1, providerReference: null });
    expect(may(story, 'marketplace')).toEqual(['open-chargeback', 'end-chargeback', 'lose-chargeback']);
  });
});

const ruleOf = (name: Action): ActionRule => ACTIONS[name];

describe('the catalogue of actions', () => {
  it('names, for every role and state, only events that this role may cause', () => {
    const roles: ActorRole[] = ['buyer', 'seller', 'arbitrator', 'lead', 'marketplace', 'provider', 'clock'];
    const doings = ACTION_NAMES.flatMap((name) => roles.flatMap((role) => STATES.map((state) => ({ name, role, event: eventOf(name, role, state) }))));
    const caused = doings.filter(({ event }) => event !== null);
    expect(caused.length).toBeGreaterThan(1000);
    const wrong = caused.filter(({ name, role, event }) => !ACTORS_OF[event as EventType].includes(ruleOf(name).onBehalfOf ?? role));
    expect(wrong).toEqual([]);
  });

  it('has a route for everything it offers', () => {
    expect(ACTION_NAMES.length).toBeGreaterThan(40);
    expect(ACTION_NAMES.filter((name) => !ACTIONS[name].routed)).toEqual([]);
  });
});
