import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseUnderReview } from '../support/cases.js';
import { euros, type People } from '../support/people.js';
import type { SeenDispute } from '../support/seen.js';

interface Proposed extends SeenDispute {
  settlements: { id: string; status: string; acceptedBy: string[]; text?: string; remedy: object }[];
}

const HALF = { remedy: { kind: 'refund', amount: euros(60) }, text: 'Half the price, and nothing has to be sent back.' };

const DAY = 86_400_000;

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api,worker' });
});
afterAll(() => parley.close());

async function proposed(settlement: object = HALF): Promise<People & { accept: string; reject: string }> {
  const all = await caseUnderReview(parley);
  const made = await all.arbitrator.does<Proposed>('settlements', settlement);
  const { id } = made.settlements[0]!;
  return { ...all, accept: `settlements/${id}/accept`, reject: `settlements/${id}/reject` };
}

const settlementSeen = async (who: People['buyer' | 'seller' | 'arbitrator']) => (await who.sees<Proposed>()).settlements.at(-1);
const queuedIds = async ({ arbitrator }: People) => (await arbitrator.asks<{ data: { disputeId: string }[] }>('get', '/v1/cases?limit=100')).data.map(({ disputeId }) => disputeId);

describe('A settlement that the platform proposes', () => {
  it('is shown to both and is agreed when both accept what they have seen', async () => {
    const all = await proposed();
    const { buyer, seller, arbitrator, accept, scene } = all;
    for (const who of [buyer, seller, arbitrator]) {
      expect(await who.sees()).toMatchObject({ state: 'escalated.awaitingAgreement', waitingOn: 'both' });
      expect(await settlementSeen(who)).toMatchObject({ remedy: { kind: 'refund', amount: euros(60) }, status: 'open', acceptedBy: [], text: HALF.text });
    }
    const action = (await seller.sees()).availableActions.find(({ action: name }) => name === 'accept-settlement');
    expect(action).toMatchObject({ href: `/v1/disputes/${scene.disputeId}/${accept}`, mandatory: true, onExpiry: 'The proposed settlement lapses and the review goes on.' });
    const seenBefore = await seller.version();
    await expect(buyer.does(accept)).rejects.toMatchObject({ status: 428, code: 'if_match_required' });
    expect(await buyer.doesHavingSeen(accept)).toMatchObject({ state: 'escalated.awaitingAgreement', waitingOn: 'seller', settlements: [{ status: 'open', acceptedBy: ['buyer'] }] });
    await expect(buyer.doesHavingSeen(accept)).rejects.toMatchObject({ status: 409, code: 'settlement_answered' });
    await expect(seller.does(accept, undefined, { 'if-match': seenBefore })).rejects.toMatchObject({ status: 412, code: 'stale_version' });
    expect(await queuedIds(all)).toContain(scene.disputeId);
    expect(await seller.doesHavingSeen(accept)).toMatchObject({ stage: 'refunding', settlements: [{ status: 'accepted', acceptedBy: ['buyer', 'seller'] }] });
    expect(await queuedIds(all)).not.toContain(scene.disputeId);
    expect(await buyer.waitsUntil('closed.settled')).toMatchObject({ refunds: [{ amount: euros(60), status: 'succeeded' }], rulings: [] });
  });

  it('is rejected by one side, and the review goes on', async () => {
    const { buyer, seller, arbitrator, reject, accept, stranger } = await proposed();
    await expect(stranger.does(reject)).rejects.toMatchObject({ status: 404 });
    await expect(arbitrator.doesHavingSeen(accept)).rejects.toMatchObject({ status: 403 });
    await expect(seller.does('settlements/st_01kb1b9e2h5m8p1r4v7x0a3d6g/reject')).rejects.toMatchObject({ status: 404 });
    expect(await seller.does(reject, { text: 'It is worth more.' })).toMatchObject({ state: 'escalated.underReview' });
    for (const who of [buyer, arbitrator]) expect((await settlementSeen(who))?.status).toBe('rejected');
    await expect(buyer.doesHavingSeen(accept)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    const { data } = await arbitrator.sees<{ data: { said?: object }[] }>('timeline');
    expect(data.at(-1)?.said).toEqual({ text: 'It is worth more.' });
  });

  it('lapses when nobody answers', async () => {
    const { clock, buyer, seller, arbitrator } = await proposed();
    await clock.passes('P3D');
    for (const who of [buyer, seller, arbitrator]) {
      expect((await who.sees()).state).toBe('escalated.underReview');
      expect((await settlementSeen(who))?.status).toBe('expired');
    }
  });

  it('stops the clock of the decision while it waits: the holder has the rest of the time afterwards', async () => {
    const all = await caseUnderReview(parley);
    const { clock, buyer, seller, arbitrator } = all;
    const dueSeen = async (who: People['buyer' | 'seller' | 'arbitrator']) => Date.parse((await who.sees()).deadlines.find(({ kind }) => kind === 'decision')?.dueAt ?? '');
    const before = await dueSeen(buyer);
    const made = await arbitrator.does<Proposed>('settlements', HALF);
    for (const who of [buyer, seller, arbitrator]) {
      expect((await who.sees()).deadlines).toContainEqual(expect.objectContaining({ kind: 'decision', pausedLeft: expect.any(String) }));
    }
    await clock.passes('P2D');
    await buyer.does(`settlements/${made.settlements[0]!.id}/reject`);
    for (const who of [buyer, seller, arbitrator]) {
      const stood = (await dueSeen(who)) - before;
      expect([stood >= 2 * DAY, stood < 2 * DAY + 60_000]).toEqual([true, true]);
    }
  });

  it('gives way to what the parties agree on themselves, and the queue is then empty of it', async () => {
    const all = await proposed();
    const { buyer, seller, scene, accept } = all;
    await buyer.doesHavingSeen(accept);
    const { offers } = await seller.offers(80);
    expect(await buyer.acceptsOffer(offers.at(-1)?.id)).toMatchObject({ stage: 'refunding', settlements: [{ status: 'superseded', acceptedBy: ['buyer'] }] });
    expect(await queuedIds(all)).not.toContain(scene.disputeId);
    expect((await seller.waitsUntil('closed.settled')).refunds).toMatchObject([{ amount: euros(80) }]);
  });

  it('is the holder’s to propose, of what the reason and the claim allow', async () => {
    const all = await caseUnderReview(parley);
    const { arbitrator, secondArbitrator, buyer } = all;
    const refused = (settlement: object) => arbitrator.does('settlements', settlement).catch(({ status, code }: { status: number; code: string }) => [status, code]);
    expect(await refused({ remedy: { kind: 'refund', amount: euros(120.01) } })).toEqual([409, 'amount_exceeds_claim']);
    const headers = { 'accept-language': 'es' };
    const { body: told } = await arbitrator.request('post', `/v1/disputes/${all.scene.disputeId}/settlements`, { remedy: { kind: 'refund', amount: euros(120.01) } }, headers);
    expect({ ...(told as object), detail: (told as { detail: string }).detail.replace(/\s/g, ' ') }).toMatchObject({ detail: 'La reclamación es de 120,00 €: no se puede proponer más.', atMost: euros(120) });
    expect(await refused({ remedy: { kind: 'none' } })).toEqual([409, 'remedy_not_allowed']);
    expect(await refused({ remedy: { kind: 'refund', amount: { amount: 1, currency: 'USD' } } })).toEqual([422, 'invalid']);
    expect(await refused({})).toEqual([422, 'invalid']);
    await expect(secondArbitrator.does('settlements', HALF)).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    await expect(buyer.does('settlements', HALF)).rejects.toMatchObject({ status: 403 });
    expect(await arbitrator.sees()).toMatchObject({ state: 'escalated.underReview', settlements: [] });
    expect(await arbitrator.does('settlements', { remedy: { kind: 'refund' } })).toMatchObject({ settlements: [{ remedy: { amount: euros(120) } }] });
  });
});
