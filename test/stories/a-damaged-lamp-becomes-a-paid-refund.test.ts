import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { euros, people, type People } from '../support/people.js';

interface Audit {
  valid: boolean;
  head: string;
  events: { seq: number; type: string; actor: { role: string; id?: string }; canonical: string; hash: string }[];
}
interface Timeline {
  data: { seq: number; type: string; text: string }[];
}

/** Issue: a damaged lamp, an offer that is too small, a ruling, and the money, once. One dispute, told in order. */
describe('a damaged lamp becomes a paid refund', () => {
  let app: TestApp;
  let p: People;

  beforeAll(async () => {
    app = await bootApp();
    p = await people(app);
  });
  afterAll(() => app.close());

  it('the buyer drafts, and is told what is missing before it may open', async () => {
    const draft = await p.buyer.drafts();
    expect(draft).toMatchObject({ state: 'draft', waitingOn: 'buyer', version: 1 });
    expect(draft.number).toMatch(/^D-\d{4}-\d{6}$/);
    expect(draft.unavailableActions).toContainEqual(expect.objectContaining({ action: 'open', reason: 'evidence_missing' }));
    await expect(p.buyer.opens()).rejects.toMatchObject({ status: 409, code: 'evidence_missing' });
  });

  it('nobody but the buyer sees a draft', async () => {
    for (const person of [p.seller, p.arbitrator, p.marketplace, p.stranger]) {
      await expect(person.sees()).rejects.toMatchObject({ status: 404, code: 'not_found' });
    }
  });

  it('with two photos it opens; the seller is awaited and told what silence means', async () => {
    await p.buyer.shows('lamp-broken');
    await p.buyer.shows('lamp-shade');
    const opened = await p.buyer.opens();
    expect(opened).toMatchObject({ state: 'opened', stage: 'opened', waitingOn: 'seller' });
    expect(opened.evidence).toHaveLength(2);
    const seen = await p.seller.sees();
    expect(seen.availableActions.map(({ action }) => action)).toEqual(expect.arrayContaining(['accept-claim', 'reject-claim', 'offer']));
    const answer = seen.availableActions.find(({ action }) => action === 'accept-claim');
    expect(answer).toMatchObject({ mandatory: true, method: 'POST' });
    expect(answer?.onExpiry).toMatch(/platform|120/i);
    expect(seen.deadlines.map(({ kind }) => kind).sort()).toEqual(['negotiation', 'sellerResponse']);
  });

  it('the seller offers too little; the buyer refuses it', async () => {
    const offered = await p.seller.offers(20, 'For a new shade.');
    expect(offered).toMatchObject({ state: 'negotiation.awaitingBuyer', waitingOn: 'buyer' });
    expect((await p.buyer.sees()).offers).toEqual([expect.objectContaining({ by: 'seller', status: 'open', remedy: { kind: 'refund', amount: euros(20) } })]);
    const refused = await p.buyer.rejectsOffer('The foot is bent too.');
    expect(refused.offers).toEqual([expect.objectContaining({ status: 'rejected' })]);
  });

  it('it is too early to ask the platform, and the buyer knows from when', async () => {
    const seen = await p.buyer.sees();
    const escalate = seen.unavailableActions.find(({ action }) => action === 'escalate');
    expect(escalate).toMatchObject({ reason: 'too_early_to_escalate' });
    await expect(p.buyer.escalates()).rejects.toMatchObject({ status: 409, code: 'too_early_to_escalate' });
    await p.clock.passes('P3D');
    expect(Date.parse(await p.clock.tells())).toBeGreaterThanOrEqual(Date.parse(escalate?.availableFrom ?? ''));
    expect(await p.buyer.escalates()).toMatchObject({ state: 'escalated.queued', waitingOn: 'platform' });
  });

  it('an arbitrator takes the case; the parties see the platform, not a name', async () => {
    const queue = await p.arbitrator.asks<{ data: { disputeId: string }[] }>('get', '/v1/cases');
    expect(queue.data.map(({ disputeId }) => disputeId)).toContain(p.scene.disputeId);
    expect(await p.arbitrator.takes()).toMatchObject({ state: 'escalated.underReview' });
    for (const party of [p.buyer, p.seller]) {
      expect(JSON.stringify(await party.sees())).not.toContain(p.arbitrator.sub);
    }
    await expect(p.secondArbitrator.takes()).rejects.toMatchObject({ status: 409, code: 'case_held' });
  });

  it('the ruling explains itself to both, and both know until when they may appeal', async () => {
    const ruled = await p.arbitrator.rules();
    expect(ruled).toMatchObject({ state: 'decided' });
    for (const party of [p.buyer, p.seller]) {
      const seen = await party.sees();
      expect(seen.ruling).toMatchObject({ outcome: 'buyer', remedy: { kind: 'refund', amount: euros(120) } });
      expect(seen.deadlines).toContainEqual(expect.objectContaining({ kind: 'appealWindow' }));
    }
    expect((await p.seller.sees()).waitingOn).toBe('seller');
    await expect(p.buyer.offers(10)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
  });

  it('the appeal window passes; the refund is paid once and the case closes', async () => {
    await p.clock.passes('P10D');
    const closed = await p.buyer.waitsUntil('closed.ruled');
    expect(closed).toMatchObject({ waitingOn: 'none', deadlines: [] });
    expect(closed.refunds).toEqual([expect.objectContaining({ status: 'succeeded', amount: euros(120) })]);
    const [paid] = await app.sql.query<{ payments: number; money: number }>('SELECT count(*) AS payments, sum(amount) AS money FROM sandbox_payment');
    expect({ payments: Number(paid?.payments), money: Number(paid?.money) }).toEqual({ payments: 1, money: 12_000 });
    const [line] = await app.sql.query<object>('SELECT disputed_units, reserved, refunded FROM order_line WHERE order_id = $1', [p.scene.orderId]);
    expect(line).toEqual({ disputed_units: 0, reserved: 0, refunded: 12_000 });
  });

  it('nothing more may happen', async () => {
    for (const person of [p.buyer, p.seller, p.arbitrator]) expect((await person.sees()).availableActions).toEqual([]);
    await expect(p.buyer.says('One more thing.')).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
  });

  it('its history verifies, and is told in words in both languages', async () => {
    const audit = await p.buyer.sees<Audit>('audit');
    expect(audit.valid).toBe(true);
    expect(audit.events.map(({ type }) => type)).toEqual([
      'buyerStarted', 'evidenceAdded', 'evidenceAdded', 'buyerOpened', 'sellerOffered', 'buyerRejectedOffer', 'buyerEscalated',
      'caseTaken', 'arbitratorRuled', 'deadlinePassed', 'refundSucceeded',
    ]);
    expect(JSON.stringify(audit)).not.toContain(p.arbitrator.sub);
    const path = `/v1/disputes/${p.scene.disputeId}/timeline`;
    const english = await p.buyer.asks<Timeline>('get', path, undefined, { 'accept-language': 'en' });
    const spanish = await p.buyer.asks<Timeline>('get', path, undefined, { 'accept-language': 'es' });
    expect(english.data).toHaveLength(audit.events.length);
    expect(spanish.data.map(({ seq }) => seq)).toEqual(english.data.map(({ seq }) => seq));
    for (const [index, { text }] of spanish.data.entries()) {
      expect(text.length).toBeGreaterThan(5);
      expect(text).not.toBe(english.data[index]?.text);
    }
  });
});
