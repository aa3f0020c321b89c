import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseUnderReview, rulingFor } from '../support/cases.js';
import { eventually } from '../support/eventually.js';
import { euros, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import type { SeenDispute, SeenList } from '../support/seen.js';

interface Appealed extends SeenDispute {
  appeals: { id: string; by: string; ground: string; text: string; status: string; evidenceIds: string[] }[];
}

const APPEAL = { ground: 'disproportionate', text: 'Half the price is too much for a hum.' };

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api,worker' });
});
afterAll(() => parley.close());

/** Half of 120 euros for the buyer: both sides may appeal. */
async function ruled(amount = 6_000, paid?: number): Promise<People> {
  const all = await caseUnderReview(parley, paid);
  await all.arbitrator.doesHavingSeen('rulings', rulingFor(amount));
  return all;
}

async function appealed(amount?: number, paid?: number): Promise<People> {
  const all = await ruled(amount, paid);
  await all.seller.does('appeals', APPEAL);
  return all;
}

async function underReviewAgain(amount?: number, paid?: number): Promise<People> {
  const all = await appealed(amount, paid);
  await all.secondArbitrator.takes();
  return all;
}

const appealSeen = async (who: Person) => (await who.sees<Appealed>()).appeals.at(-1);
const onAppeal = (outcome: string, amount: number) => rulingFor(amount, { onAppeal: outcome });

describe('An appeal', () => {
  it('is made once, with a ground, by the side the ruling went against; both sides read why', async () => {
    const { buyer, seller, arbitrator, stranger, scene } = await ruled(12_000);
    await expect(buyer.does('appeals', APPEAL)).rejects.toMatchObject({ status: 409, code: 'not_appealable' });
    for (const wrong of [{ ...APPEAL, ground: 'unfair' }, { ...APPEAL, text: '' }, { ground: 'new_evidence' }]) await expect(seller.does('appeals', wrong)).rejects.toMatchObject({ status: 422 });
    await expect(seller.does('appeals', { ...APPEAL, evidenceIds: ['ev_01kaz3m7x0e4n8v2r6t9w1c5hy'] })).rejects.toMatchObject({ status: 409, code: 'evidence_unknown' });
    await expect(arbitrator.does('appeals', APPEAL)).rejects.toMatchObject({ status: 403 });
    await expect(stranger.does('appeals', APPEAL)).rejects.toMatchObject({ status: 404 });
    const made = await seller.request('post', `/v1/disputes/${scene.disputeId}/appeals`, APPEAL);
    expect([made.status, made.headers['location']]).toEqual([201, `/v1/disputes/${scene.disputeId}#${(made.body as Appealed).appeals[0]?.id}`]);
    expect(made.body).toMatchObject({ state: 'appealed.queued', waitingOn: 'platform' });
    for (const who of [buyer, seller]) expect(await appealSeen(who)).toMatchObject({ ...APPEAL, by: 'seller', status: 'open', evidenceIds: [] });
    await expect(seller.does('appeals', APPEAL)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    const photo = await seller.shows('parcel');
    expect((await seller.sees()).evidence.map(({ id }) => id)).toContain(photo);
  });

  it.each(['new_evidence', 'procedural_error', 'wrong_policy', 'disproportionate'])('says on the ground of %s what both sides and the desk then read', async (ground) => {
    const { buyer, seller, lead } = await ruled();
    await seller.does('appeals', { ground, text: `It is ${ground}.` });
    for (const who of [buyer, seller, lead]) {
      expect(await appealSeen(who)).toMatchObject({ by: 'seller', ground, text: `It is ${ground}.`, status: 'open' });
      expect((await who.sees<{ data: object[] }>('timeline?limit=100')).data.at(-1)).toMatchObject({ type: 'partyAppealed', said: { text: `It is ${ground}.` } });
    }
  });

  it('rests on evidence that was not there before, of one’s own, and the new ruling may rest on it too', async () => {
    const { buyer, seller, lead, arbitrator, secondArbitrator } = await caseUnderReview(parley);
    const [own, theirs] = [await seller.shows('parcel'), await buyer.shows('lamp-broken')];
    await arbitrator.doesHavingSeen('rulings', rulingFor(6_000));
    await expect(seller.does('appeals', { ...APPEAL, evidenceIds: [theirs] })).rejects.toMatchObject({ status: 409, code: 'evidence_unknown' });
    await seller.does('appeals', { ground: 'new_evidence', text: 'It was packed in foam.', evidenceIds: [own] });
    const later = await seller.shows('lamp-shade');
    for (const who of [buyer, seller, lead]) {
      expect((await appealSeen(who))?.evidenceIds).toEqual([own]);
      expect((await who.sees()).evidence.map(({ id, status }) => [id, status])).toEqual(expect.arrayContaining([own, theirs, later].map((id) => [id, 'sealed'])));
    }
    await secondArbitrator.takes();
    const facts = [{ text: 'The parcel was packed in foam.', evidenceIds: [own, later] }];
    const [first, second] = (await secondArbitrator.doesHavingSeen('rulings', rulingFor(3_000, { onAppeal: 'modify', facts }))).rulings;
    // Two statements of reasons, and everybody reads both.
    for (const who of [buyer, seller, lead]) {
      expect((await who.sees()).rulings).toMatchObject([{ id: first!.id, status: 'replaced', remedy: { amount: euros(60) } }, { id: second!.id, status: 'in_force', facts, remedy: { amount: euros(30) } }]);
      for (const { id, amount } of [{ id: first!.id, amount: '€60.00' }, { id: second!.id, amount: '€30.00' }]) {
        expect((await who.request('get', `/v1/rulings/${id}/text`, undefined, { 'accept-language': 'en' })).text).toContain(amount);
      }
    }
  });

  it('is judged by somebody else, with a statement of reasons of its own', async () => {
    const { arbitrator, secondArbitrator, buyer, seller } = await appealed();
    const first = (await buyer.sees()).ruling!;
    await expect(arbitrator.takes()).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    await secondArbitrator.takes();
    await expect(secondArbitrator.doesHavingSeen('rulings', rulingFor(3_000))).rejects.toMatchObject({ status: 422 });
    await expect(secondArbitrator.doesHavingSeen('rulings', onAppeal('uphold', 3_000))).rejects.toMatchObject({ status: 409, code: 'uphold_keeps_remedy' });
    await expect(secondArbitrator.doesHavingSeen('rulings', onAppeal('remand', 3_000))).rejects.toMatchObject({ status: 422 });
    const decided = await secondArbitrator.doesHavingSeen('rulings', onAppeal('modify', 3_000));
    expect(decided).toMatchObject({ stage: 'refunding', rulings: [{ id: first.id, status: 'replaced' }, { status: 'in_force', onAppeal: { outcome: 'modify', rulingId: first.id }, appeal: { by: [], until: null } }] });
    for (const who of [buyer, seller]) {
      expect((await appealSeen(who))?.status).toBe('modified');
      expect(JSON.stringify(await who.sees())).not.toContain(secondArbitrator.sub);
    }
    expect((await buyer.waitsUntil('closed.ruled')).refunds).toMatchObject([{ amount: euros(30), status: 'succeeded' }]);
    const timeline = await seller.asks<{ data: { text: string }[] }>('get', `/v1/disputes/${decided.id}/timeline`, undefined, { 'accept-language': 'en' });
    expect(timeline.data.map(({ text }) => text)).toContain('The platform modified the ruling on appeal: a refund of €30.00.');
  });

  it('upheld keeps what was given', async () => {
    const { secondArbitrator, seller } = await underReviewAgain();
    const upheld = await secondArbitrator.doesHavingSeen('rulings', onAppeal('uphold', 6_000));
    expect(upheld).toMatchObject({ stage: 'refunding', ruling: { onAppeal: { outcome: 'uphold' }, remedy: { amount: euros(60) } }, appeals: [{ status: 'upheld' }] });
    expect((await seller.waitsUntil('closed.ruled')).refunds).toMatchObject([{ amount: euros(60) }]);
  });

  it('upheld without a word about components keeps those it had; with others it would be another ruling', async () => {
    const parts = (items: number, shipping: number) => ({
      remedy: { kind: 'refund', amount: euros(60), components: [{ kind: 'item', amount: euros(items) }, { kind: 'shipping', amount: euros(shipping) }] },
    });
    const all = await caseUnderReview(parley);
    await all.arbitrator.doesHavingSeen('rulings', rulingFor(6_000, parts(57, 3)));
    await all.seller.does('appeals', APPEAL);
    await all.secondArbitrator.takes();
    await expect(all.secondArbitrator.doesHavingSeen('rulings', rulingFor(6_000, { onAppeal: 'uphold', ...parts(58, 2) }))).rejects.toMatchObject({ status: 409, code: 'uphold_keeps_remedy' });
    await all.secondArbitrator.doesHavingSeen('rulings', onAppeal('uphold', 6_000));
    await all.seller.waitsUntil('closed.ruled');
    const [dispute] = await parley.sql.query<{ items: number; shipping: number }>(`SELECT (facts #>> '{grant,items}')::integer AS items, (facts #>> '{grant,shipping}')::integer AS shipping FROM dispute WHERE id = $1`, [all.scene.disputeId]);
    expect(dispute).toEqual({ items: 5_700, shipping: 300 });
  });

  it('overturned gives nothing, or everything', async () => {
    const { secondArbitrator, buyer, seller, lead } = await underReviewAgain();
    expect(await secondArbitrator.doesHavingSeen('rulings', onAppeal('overturn', 0))).toMatchObject({ state: 'closed.ruled', appeals: [{ status: 'overturned' }] });
    for (const who of [buyer, seller, lead]) expect(await who.sees()).toMatchObject({ state: 'closed.ruled', refunds: [], ruling: { outcome: 'seller', onAppeal: { outcome: 'overturn' } } });
    const again = await appealed();
    await again.lead.does('take');
    expect(await again.lead.doesHavingSeen('rulings', onAppeal('overturn', 12_000))).toMatchObject({ stage: 'refunding', appeals: [{ status: 'overturned' }] });
    for (const who of [again.buyer, again.seller]) expect((await who.waitsUntil('closed.ruled')).refunds).toMatchObject([{ amount: euros(120), status: 'succeeded' }]);
  });

  it('sends the case back to be judged anew, and says why', async () => {
    const { secondArbitrator, arbitrator, buyer, seller } = await underReviewAgain();
    await expect(secondArbitrator.doesHavingSeen('remand', {})).rejects.toMatchObject({ status: 422 });
    await expect(secondArbitrator.does('remand', { text: 'x' })).rejects.toMatchObject({ status: 428 });
    await expect(arbitrator.doesHavingSeen('remand', { text: 'Again.' })).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    const back = await secondArbitrator.doesHavingSeen('remand', { text: 'The seller was never asked.' });
    expect(back).toMatchObject({ state: 'escalated.queued', rulings: [{ status: 'replaced' }], appeals: [{ status: 'remanded' }] });
    expect(back).not.toHaveProperty('ruling');
    const { data } = await seller.sees<{ data: { type: string; said?: object }[] }>('timeline');
    expect(data.at(-1)).toMatchObject({ type: 'appealRemanded', said: { text: 'The seller was never asked.' } });
    await secondArbitrator.takes();
    await expect(secondArbitrator.doesHavingSeen('rulings', onAppeal('modify', 3_000))).rejects.toMatchObject({ status: 422 });
    await secondArbitrator.doesHavingSeen('rulings', rulingFor(3_000));
    await expect(seller.does('appeals', APPEAL)).rejects.toMatchObject({ status: 409, code: 'appeal_used' });
    expect(await buyer.does('appeals', { ...APPEAL, ground: 'wrong_policy' })).toMatchObject({ state: 'appealed.queued' });
  });

  it('withdrawn gives the other side what was left of its time', async () => {
    const { buyer, seller } = await appealed();
    await expect(buyer.does('withdraw-appeal')).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    expect(await seller.may()).toContain('withdraw-appeal');
    expect(await seller.does('withdraw-appeal')).toMatchObject({ state: 'decided', waitingOn: 'buyer', appeals: [{ status: 'withdrawn' }] });
    expect(await buyer.does('waive-appeal')).toMatchObject({ stage: 'refunding' });
  });

  it('ends when the parties agree', async () => {
    const { buyer, seller, arbitrator } = await underReviewAgain();
    const { offers } = await seller.offers(40);
    expect(await buyer.acceptsOffer(offers.at(-1)?.id)).toMatchObject({ stage: 'refunding', appeals: [{ status: 'ended' }] });
    // What was ruled is still read, and binds nobody any more.
    for (const who of [buyer, seller, arbitrator]) {
      const { ruling, rulings } = await who.sees();
      expect([ruling, rulings.map(({ status }) => status)]).toEqual([undefined, ['replaced']]);
      const words = async (language: string) => (await who.request('get', `/v1/rulings/${rulings[0]?.id}/text`, undefined, { 'accept-language': language })).text;
      for (const [language, ...said] of [['en', 'No longer in force.', 'There is no further appeal.'], ['es', 'Ya no está en vigor.', 'No cabe otra apelación.']] as const) {
        const text = await words(language);
        expect(said.filter((sentence) => !text.includes(sentence))).toEqual([]);
      }
    }
  });

  it('over the limit needs a second person too, who has not judged before', async () => {
    const { secondArbitrator, arbitrator, lead, buyer, seller, clock, scene } = await underReviewAgain(40_000, 60_000);
    const seen = await buyer.version();
    const { rulings } = await secondArbitrator.doesHavingSeen('rulings', onAppeal('modify', 55_000));
    const approve = `/v1/rulings/${rulings.at(-1)?.id}/approve`;
    expect([await buyer.version(), (await buyer.sees()).state]).toEqual([seen, 'appealed.underReview']);
    const approving = async (who: People['lead'] | People['arbitrator']) => who.asks('post', approve, undefined, { 'if-match': await who.version() });
    await expect(approving(secondArbitrator)).rejects.toMatchObject({ code: 'second_person_required' });
    await expect(approving(arbitrator)).rejects.toMatchObject({ code: 'conflict_of_interest' });
    expect(await approving(lead)).toMatchObject({ stage: 'refunding', appeals: [{ status: 'modified' }] });
    expect((await seller.waitsUntil('closed.ruled')).refunds).toMatchObject([{ amount: euros(550) }]);
    // To both sides it is what it decided, and that somebody had to approve it is nothing to them.
    const { data } = await seller.sees<{ data: { text: string }[] }>('timeline');
    expect(data.map(({ text }) => text)).toContain('The platform modified the ruling on appeal: a refund of €550.00.');
    for (const to of [buyer, seller]) {
      const letter = await eventually(async () => {
        const { data: letters } = await clock.asks<SeenList<{ to: string; disputeId: string; template: string; text: string }>>('get', '/v1/sandbox/mailbox?limit=100');
        return letters.find((one) => one.disputeId === scene.disputeId && one.to === to.sub && one.template === 'appeal_ruled');
      });
      expect(letter.text.replace(/\s+/g, ' ')).toContain('changed the decision about Brass lamp: a refund of €550.00. This decision is final.');
    }
  });
});

describe('No appeal', () => {
  it('is wanted by either side: the ruling is carried out at once, and both see it happen', async () => {
    const { buyer, seller, lead } = await ruled();
    await seller.does('waive-appeal');
    for (const who of [buyer, seller, lead]) expect(await who.sees()).toMatchObject({ state: 'decided', waitingOn: 'buyer' });
    expect(await seller.may()).not.toContain('appeal');
    await expect(seller.does('appeals', APPEAL)).rejects.toMatchObject({ status: 409, code: 'not_appealable' });
    await buyer.does('waive-appeal');
    for (const who of [buyer, seller, lead]) expect(await who.waitsUntil('closed.ruled')).toMatchObject({ refunds: [{ amount: euros(60), status: 'succeeded' }] });
  });

  it('is the seller’s who has to give nothing: the buyer alone may, and waiving alone ends it', async () => {
    const { buyer, seller } = await ruled(0);
    expect(await buyer.sees()).toMatchObject({ state: 'decided', waitingOn: 'buyer', ruling: { appeal: { by: ['buyer'] } } });
    await expect(seller.does('appeals', APPEAL)).rejects.toMatchObject({ status: 409, code: 'not_appealable' });
    await buyer.does('waive-appeal');
    for (const party of [buyer, seller]) expect(await party.sees()).toMatchObject({ state: 'closed.ruled', refunds: [] });
  });

  it('comes in time: the ruling is carried out by itself', async () => {
    const { buyer, seller, clock } = await ruled();
    await clock.passes('P10D');
    for (const party of [buyer, seller]) expect((await party.waitsUntil('closed.ruled')).refunds).toMatchObject([{ amount: euros(60) }]);
    await expect(seller.does('appeals', APPEAL)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
  });
});

describe('A dispute that is not judged at all', () => {
  const DUPLICATE = { reasonCode: 'duplicate', text: 'The seller paid this back in March.' };

  async function inadmissible(): Promise<People> {
    const all = await caseUnderReview(parley);
    await expect(all.arbitrator.does('inadmissible', { ...DUPLICATE, reasonCode: 'bored' })).rejects.toMatchObject({ status: 422 });
    await expect(all.secondArbitrator.does('inadmissible', DUPLICATE)).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    expect(await all.arbitrator.does('inadmissible', DUPLICATE)).toMatchObject({ state: 'closed.inadmissible' });
    return all;
  }

  it('can be appealed once by the buyer, and is found inadmissible again with reasons', async () => {
    const { buyer, seller, arbitrator, secondArbitrator } = await inadmissible();
    const { data } = await buyer.sees<{ data: { said?: object }[] }>('timeline');
    expect(data.at(-1)?.said).toEqual({ text: DUPLICATE.text });
    expect(await buyer.may()).toContain('appeal');
    await expect(seller.does('appeals', APPEAL)).rejects.toMatchObject({ status: 409, code: 'not_appealable' });
    expect(await buyer.does('appeals', { ground: 'procedural_error', text: 'Nobody asked me.' })).toMatchObject({ state: 'appealed.queued' });
    await expect(arbitrator.takes()).rejects.toMatchObject({ code: 'conflict_of_interest' });
    await secondArbitrator.takes();
    await expect(secondArbitrator.doesHavingSeen('rulings', onAppeal('overturn', 6_000))).rejects.toMatchObject({ status: 409, code: 'uphold_or_remand_only' });
    await expect(secondArbitrator.doesHavingSeen('rulings', onAppeal('uphold', 6_000))).rejects.toMatchObject({ status: 409, code: 'uphold_keeps_remedy' });
    const closed = await secondArbitrator.doesHavingSeen('rulings', onAppeal('uphold', 0));
    expect(closed).toMatchObject({ state: 'closed.inadmissible', appeals: [{ status: 'upheld' }], ruling: { outcome: 'seller', onAppeal: { outcome: 'uphold' } } });
    await expect(buyer.does('appeals', APPEAL)).rejects.toMatchObject({ status: 409, code: 'appeal_used' });
    expect((await buyer.sees()).availableActions).toEqual([]);
  });

  it('can be sent back and judged', async () => {
    const { buyer, secondArbitrator } = await inadmissible();
    await buyer.does('appeals', { ground: 'procedural_error', text: 'Nobody asked me.' });
    await secondArbitrator.takes();
    expect(await secondArbitrator.doesHavingSeen('remand', { text: 'It was another lamp.' })).toMatchObject({ state: 'escalated.queued', appeals: [{ status: 'remanded' }] });
  });
});
