import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseUnderReview, escalatedCase, rulingFor } from '../support/cases.js';
import { euros, people, type People } from '../support/people.js';
import type { SeenList } from '../support/seen.js';

describe('buyer and seller agree', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await bootApp();
  });
  afterAll(() => app.close());

  it('the claim is accepted: the buyer gets what was asked for', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute();
    expect(await seller.acceptsClaim()).toMatchObject({ stage: 'refunding' });
    const closed = await buyer.waitsUntil('closed.settled');
    expect(closed.refunds).toEqual([expect.objectContaining({ status: 'succeeded', amount: euros(120) })]);
    expect(await seller.may()).toEqual([]);
  });

  it('the seller offers, the buyer accepts the version it has seen', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute();
    const { offers } = await seller.offers(60);
    await expect(buyer.does(`offers/${offers[0]?.id}/accept`)).rejects.toMatchObject({ status: 428, code: 'if_match_required' });
    await expect(seller.doesHavingSeen(`offers/${offers[0]?.id}/accept`)).rejects.toMatchObject({ status: 409 });
    expect(await buyer.acceptsOffer()).toMatchObject({ stage: 'refunding', offers: [{ status: 'accepted' }] });
    const closed = await seller.waitsUntil('closed.settled');
    expect(closed.refunds).toEqual([expect.objectContaining({ status: 'succeeded', amount: euros(60) })]);
  });

  it('a counter-offer is accepted; the one it answers is superseded', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute();
    await seller.offers(30);
    const countered = await buyer.offers(90, 'The foot is bent too.');
    expect(countered).toMatchObject({ state: 'negotiation.awaitingSeller', waitingOn: 'seller' });
    expect(countered.offers.map(({ by, status }) => [by, status])).toEqual([['seller', 'superseded'], ['buyer', 'open']]);
    await expect(buyer.doesHavingSeen(`offers/${countered.offers[1]?.id}/accept`)).rejects.toMatchObject({ status: 409 });
    await seller.acceptsOffer();
    const closed = await buyer.waitsUntil('closed.settled');
    expect(closed.refunds).toEqual([expect.objectContaining({ amount: euros(90) })]);
    expect(closed.offers.map(({ status }) => status)).toEqual(['superseded', 'accepted']);
  });

  it('they still agree while the platform has the case, and the queue is empty of it', async () => {
    const { buyer, seller, arbitrator, scene } = await people(app);
    await buyer.opensDispute();
    await seller.rejectsClaim();
    await buyer.escalates();
    await arbitrator.takes();
    await seller.offers(80, 'Let us end this.');
    expect(await buyer.acceptsOffer()).toMatchObject({ stage: 'refunding' });
    await seller.waitsUntil('closed.settled');
    const { data } = await arbitrator.asks<{ data: { disputeId: string }[] }>('get', '/v1/cases');
    expect(data.map(({ disputeId }) => disputeId)).not.toContain(scene.disputeId);
    await expect(arbitrator.rules()).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
  });

  it('three offers each, then only yes, no or the platform', async () => {
    const { buyer, seller } = await people(app);
    await buyer.opensDispute();
    for (const [sellerOffer, buyerOffer] of [[10, 110], [20, 105], [30, 100]] as const) {
      await seller.offers(sellerOffer);
      await buyer.offers(buyerOffer);
    }
    await expect(seller.offers(40)).rejects.toMatchObject({ status: 409, code: 'counter_offers_exhausted' });
    const seen = await seller.sees();
    expect(seen.unavailableActions).toContainEqual(expect.objectContaining({ action: 'offer', reason: 'counter_offers_exhausted' }));
    expect(await seller.may()).toEqual(expect.arrayContaining(['accept-offer', 'reject-offer', 'escalate']));
  });
});

const asks = (who: People['arbitrator']) => who.does('information-requests', { addressees: ['buyer', 'seller'], questions: [{ text: 'How loud is it?' }] });
const rules = (who: People['arbitrator'], amount: number, more?: object) => who.doesHavingSeen('rulings', rulingFor(amount, more));

/** The seller appealed half of the claim, and somebody else holds the case. */
async function heldOnAppeal(of: People, given = 6_000): Promise<People> {
  await rules(of.arbitrator, given);
  await of.seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
  await of.secondArbitrator.takes();
  return of;
}

async function after(all: Promise<People>, doing: (of: People) => Promise<unknown>): Promise<People> {
  const of = await all;
  await doing(of);
  return of;
}

const WAYS: readonly (readonly [state: string, way: (parley: TestApp) => Promise<People>])[] = [
  ['escalated.queued', (parley) => escalatedCase(parley)],
  ['escalated.underReview', (parley) => caseUnderReview(parley)],
  ['escalated.awaitingInformation', (parley) => after(caseUnderReview(parley), ({ arbitrator }) => asks(arbitrator))],
  ['escalated.awaitingAgreement', (parley) => after(caseUnderReview(parley), ({ arbitrator }) => arbitrator.does('settlements', { remedy: { kind: 'refund' } }))],
  ['escalated.awaitingApproval', (parley) => after(caseUnderReview(parley, 60_000), ({ arbitrator }) => rules(arbitrator, 55_000))],
  ['appealed.queued', (parley) => after(caseUnderReview(parley).then((of) => heldOnAppeal(of)), ({ secondArbitrator }) => secondArbitrator.releases())],
  ['appealed.underReview', (parley) => caseUnderReview(parley).then((of) => heldOnAppeal(of))],
  ['appealed.awaitingInformation', (parley) => after(caseUnderReview(parley).then((of) => heldOnAppeal(of)), ({ secondArbitrator }) => asks(secondArbitrator))],
  ['appealed.awaitingApproval', (parley) => after(caseUnderReview(parley, 60_000).then((of) => heldOnAppeal(of, 40_000)), ({ secondArbitrator }) =>
    rules(secondArbitrator, 55_000, { onAppeal: 'modify' }))],
];
/** Whatever only the desk waits for. */
const OF_THE_DESK = ['pickup', 'decision', 'appealDecision', 'information', 'settlement', 'approval'];

describe('A case at the desk', () => {
  let parley: TestApp;
  beforeAll(async () => {
    parley = await bootApp();
  });
  afterAll(() => parley.close());

  it.each(WAYS)('that is %s ends when the parties agree, and the desk has nothing more of it', async (state, way) => {
    const of = await way(parley);
    const { buyer, seller, arbitrator, secondArbitrator, lead, scene } = of;
    const listed = async (query = '') => (await lead.asks<SeenList<{ disputeId: string }>>('get', `/v1/cases?limit=100${query}`)).data.map(({ disputeId }) => disputeId);
    expect([(await lead.sees()).state, await listed(`&state=${state}`)]).toEqual([state, [scene.disputeId]]);
    // One time the seller offers, the other time the buyer.
    const [offering, accepting] = state.startsWith('escalated') ? [seller, buyer] : [buyer, seller];
    const { offers } = await offering.offers(50, 'Let us end this.');
    expect((await lead.sees()).state).toBe(state);
    expect(await accepting.acceptsOffer(offers.at(-1)!.id)).toMatchObject({ stage: 'refunding' });
    for (const who of [buyer, seller, arbitrator, secondArbitrator, lead]) {
      const seen = await who.sees();
      expect([['refunding', 'closed'].includes(seen.stage), seen.offers.at(-1)?.status]).toEqual([true, 'accepted']);
      expect(seen).not.toHaveProperty('holder');
      expect(seen.deadlines.filter(({ kind }) => OF_THE_DESK.includes(kind))).toEqual([]);
      expect(JSON.stringify(seen)).not.toMatch(/"status":"(open|awaiting_approval)"/);
    }
    expect(await listed()).toEqual([]);
    expect(await lead.asks('get', '/v1/cases/counts')).toMatchObject({ overdue: 0, dueSoon: 0, unassigned: 0 });
    for (const who of [arbitrator, secondArbitrator]) {
      expect(await who.asks('get', '/v1/cases/counts')).toMatchObject({ mine: 0 });
      await expect(who.takes()).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
      await expect(rules(who, 6_000)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    }
    for (const who of [buyer, seller]) expect((await who.waitsUntil('closed.settled')).refunds).toMatchObject([{ amount: euros(50), status: 'succeeded' }]);
  });
});
