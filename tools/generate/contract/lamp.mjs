import { begin, decide } from '../../../dist/src/disputes/domain/decide.js';
import { GENESIS, canonicalJson, commitment } from '../../../dist/src/disputes/domain/chain.js';
import { timelineOf } from '../../../dist/src/disputes/http/views/timeline.view.js';
import { viewOf } from '../../../dist/src/disputes/http/views/dispute.view.js';
import { recordingOf, succeeded } from '../../../dist/src/disputes/recording.js';
import { statementOf } from '../../../dist/src/escalation/domain/statement.js';
import { policiesFolder, readPolicies } from '../../../dist/src/policy/policy.documents.js';

/** The story of the damaged lamp, told to the law itself: what its people are answered is what the contract shows. */

export const IDS = {
  order: 'order-2026-1001', dispute: 'dp_01kaz3m7x0e4n8v2r6t9w1c5hy', offer: 'of_01kaz6v1n4r7t0w3y6a9d2g5hm', ruling: 'rul_01kb0c3f6h9k2n5q8t1w4y7a0d',
  photos: ['ev_01kaz3p2d7f4x8m1q5s9v3b6ct', 'ev_01kaz3q5g8j1n4r7t0w3y6a9de'],
};
const PEOPLE = {
  buyer: { role: 'buyer', id: 'buyer-ana' }, seller: { role: 'seller', id: 'seller-lumen' }, arbitrator: { role: 'arbitrator', id: 'arbitrator-ines' },
  clock: { role: 'clock', id: 'clock' }, provider: { role: 'provider', id: 'sandbox' },
};
const PAID = 4_990;
const OFFERED = 600;
const POLICY = readPolicies(policiesFolder()).get('standard-1');
/** Chance has no place in a committed file. */
const SALT = '00000000000000000000000000000000';

export const STATEMENT = 'The shade is broken in two places and the foot is bent. The parcel looked fine from outside.';
const euros = (amount) => ({ amount, currency: 'EUR' });
export const OFFER = { remedy: { kind: 'refund', amount: euros(OFFERED) }, message: 'For a new shade.' };
export const ESCALATION = { text: 'Six euros do not repair it.' };
export const REJECTION = { text: 'The foot is bent too.' };

export const RULING = {
  outcome: 'buyer',
  remedy: { kind: 'refund', amount: euros(PAID) },
  facts: [{ text: 'Both photos show a broken shade.', evidenceIds: IDS.photos }],
  reasonCodes: ['damage_shown'],
  liability: { buyer: 0, seller: 100, carrier: 0, platform: 0 },
  texts: {
    buyer: 'Sus fotos muestran que la lámpara llegó rota. Se le devuelve el precio completo.',
    seller: 'The photos show that the lamp arrived broken. The whole price is paid back.',
  },
};

/** Texts of one command, bound by commitments. */
class Words {
  salt = SALT;
  texts = {};
  document = null;

  commit(field, text) {
    this.texts[field] = text;
    return commitment(this.salt, text);
  }

  commitDocument(document) {
    this.document = document;
    return commitment(this.salt, canonicalJson(document));
  }
}

function firstDispute(event, now, accepted) {
  const { state, facts } = accepted;
  return {
    id: IDS.dispute, number: 'D-2026-000123', orderId: IDS.order, buyerId: PEOPLE.buyer.id, sellerId: PEOPLE.seller.id, currency: 'EUR', state, facts,
    policy: POLICY.id, seq: 0, version: 0, chainHead: GENESIS, statement: STATEMENT, deadlines: accepted.deadlines, offers: [], rulings: [], refund: null, informationRequests: [], settlements: [], appeals: [],
    createdAt: now, updatedAt: now, now, order: null, others: [], recent: [], unread: null, wait: null,
  };
}

/** One dispute, event by event, with its log. */
class Told {
  log = [];

  constructor(at, event, words) {
    const now = Date.parse(at);
    const accepted = begin({ disputeId: IDS.dispute, now, policy: POLICY }, event, PEOPLE.buyer);
    this.dispute = firstDispute(event, now, accepted);
    this.#record(accepted, event, PEOPLE.buyer, words);
  }

  /** Throws where the law would refuse: then the story in the contract is not true any more. */
  then(at, who, type, input = {}, words = new Words()) {
    const now = Date.parse(at);
    this.dispute = { ...this.dispute, now };
    const { id: disputeId, state, facts, deadlines } = this.dispute;
    const event = { type, ...input };
    const decision = decide({ disputeId, state, facts, deadlines, now, policy: POLICY }, event, PEOPLE[who]);
    if (decision.outcome !== 'accepted') throw new Error(`${type} in ${state}: ${JSON.stringify(decision)}`);
    this.#record(decision, event, PEOPLE[who], words);
  }

  #record(accepted, event, actor, words) {
    const recording = recordingOf(this.dispute, event, actor, accepted, words, POLICY);
    const { type, ...input } = event;
    const { seq, now, state } = this.dispute;
    const texts = Object.keys(words.texts).length > 0 ? words.texts : null;
    this.log.push({
      id: '', seq: seq + 1, type, actor, fromState: seq === 0 ? null : state, toState: accepted.state, audience: recording.audience, input, texts, at: now,
    });
    this.dispute = succeeded(this.dispute, recording, GENESIS);
  }

  seenBy(who) {
    return viewOf(this.dispute, readerOf(who));
  }

  timelineFor(who) {
    return timelineOf(this.log, readerOf(who), this.dispute);
  }
}

const readerOf = (who) => ({ role: PEOPLE[who].role, callerId: PEOPLE[who].id, lang: 'en', policy: POLICY });

function draft() {
  const words = new Words();
  const claim = {
    reason: 'damaged', subreason: 'item_damaged', items: [{ lineId: 'lamp', quantity: 1, units: [], amount: 0 }], requested: { kind: 'refund', amount: null },
    statementLength: STATEMENT.length,
  };
  const event = { type: 'buyerStarted', claim, orderId: IDS.order, sellerId: PEOPLE.seller.id, currency: 'EUR', statement: words.commit('statement', STATEMENT) };
  return new Told('2026-03-05T08:55:00.000Z', event, words);
}

function opens(told) {
  for (const [index, id] of IDS.photos.entries()) {
    const evidence = { id, by: 'buyer', kind: 'photo', requirement: 'damage', content: `${index}`.repeat(64), size: 183_402 };
    told.then(`2026-03-05T08:5${8 + index}:00.000Z`, 'buyer', 'evidenceAdded', { evidence });
  }
  const line = { lineId: 'lamp', quantity: 1, unheld: 1, undecided: 1, free: 1, units: [0], amount: PAID, claimSeq: 0 };
  const assessment = { windowFrom: '2026-03-02T09:00:00.000Z', windowUntil: '2026-03-19T11:20:00.000Z', lines: [line], shipping: 0, amount: PAID };
  told.then('2026-03-05T09:00:00.000Z', 'buyer', 'buyerOpened', { assessment });
}

function offers(told) {
  const words = new Words();
  const remedy = { kind: 'refund', amount: OFFERED };
  const message = words.commit('message', OFFER.message);
  told.then('2026-03-06T10:00:00.000Z', 'seller', 'sellerOffered', { offerId: IDS.offer, remedy, hasAddress: false, message }, words);
}

function says(told, at, type, text, input = {}) {
  const words = new Words();
  told.then(at, 'buyer', type, { ...input, text: words.commit('text', text) }, words);
}

function rules(told) {
  const words = new Words();
  const appeal = { by: ['seller'], until: '2026-03-22T15:00:00.000Z' };
  const statement = statementOf(RULING, { amount: PAID, shipping: 0, currency: 'EUR' }, { policy: POLICY.id, appeal });
  const grant = { remedy: { kind: 'refund', amount: PAID }, items: PAID, shipping: 0 };
  const ruling = { id: IDS.ruling, grant, evidenceIds: IDS.photos, document: words.commitDocument(statement) };
  told.then('2026-03-12T15:00:00.000Z', 'arbitrator', 'arbitratorRuled', { ruling, refundable: { items: PAID, shipping: 0 } }, words);
}

/** What each of its people is answered, step by step. */
export function lampAnswers() {
  const told = draft();
  const answers = { draft: told.seenBy('buyer') };
  opens(told);
  Object.assign(answers, { opened: told.seenBy('buyer'), sellerIsAwaited: told.seenBy('seller') });
  offers(told);
  Object.assign(answers, { offered: told.seenBy('seller'), buyerHasAnOffer: told.seenBy('buyer') });
  says(told, '2026-03-06T18:30:00.000Z', 'buyerRejectedOffer', REJECTION.text, { offerId: IDS.offer });
  answers.offerRejected = told.seenBy('buyer');
  says(told, '2026-03-08T09:05:00.000Z', 'buyerEscalated', ESCALATION.text);
  answers.escalated = told.seenBy('buyer');
  told.then('2026-03-09T08:00:00.000Z', 'arbitrator', 'caseTaken');
  answers.taken = told.seenBy('arbitrator');
  rules(told);
  Object.assign(answers, { ruled: told.seenBy('arbitrator'), sellerMayAppeal: told.seenBy('seller') });
  const window = told.dispute.deadlines.find(({ kind }) => kind === 'appealWindow');
  const closesAt = new Date(window.dueAt).toISOString();
  told.then(closesAt, 'clock', 'deadlinePassed', { kind: 'appealWindow', dueAt: closesAt });
  const refundId = told.dispute.refund.id;
  told.then('2026-03-22T15:00:02.000Z', 'provider', 'refundSucceeded', { refundId, keyNo: 1, providerReference: 'psp-4711' });
  return { ...answers, closed: told.seenBy('buyer'), timeline: { ...told.timelineFor('buyer'), hasMore: false, nextCursor: null } };
}
