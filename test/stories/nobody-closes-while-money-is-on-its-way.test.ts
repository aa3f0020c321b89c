import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseUnderReview, rulingFor } from '../support/cases.js';
import { people, type People } from '../support/people.js';

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

const REASON = { reasonCode: 'outside_policy', text: 'The order is not covered.' };
const order = (behaviour: string) => `o-${behaviour}-${randomBytes(4).toString('hex')}`;

/** A claim that the seller has accepted: what was asked for is under way. `behaviour` is what the sandbox's provider does with a refund. */
async function accepted(kind: 'refund' | 'return_and_refund' | 'replacement', behaviour = 'refund-pending'): Promise<People> {
  const all = await people(parley);
  await all.marketplace.pushesOrder({}, order(behaviour));
  await all.buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.', requestedRemedy: { kind } });
  await all.buyer.opens();
  await all.seller.acceptsClaim();
  return all;
}

async function returning(): Promise<People> {
  const all = await accepted('return_and_refund');
  await all.seller.givesReturnAddress();
  return all;
}

async function onItsWayBack(): Promise<People> {
  const all = await returning();
  await all.buyer.shipsReturn();
  return all;
}

async function backAgain(): Promise<People> {
  const all = await onItsWayBack();
  await all.marketplace.deliversReturn(await all.clock.tells());
  return all;
}

async function replaced(): Promise<People> {
  const all = await accepted('replacement');
  await all.seller.shipsReplacement();
  return all;
}

/** The bank asks back while whatever was under way is. */
async function suspended(began: Promise<People>): Promise<People> {
  const all = await began;
  await all.marketplace.reportsChargeback('opened');
  return all;
}

async function ruled(): Promise<People> {
  const all = await caseUnderReview(parley);
  await all.arbitrator.doesHavingSeen('rulings', rulingFor(6_000));
  return all;
}

const stories: readonly [state: string, what: string, begins: () => Promise<People>, code: string][] = [
  ['refunding.pending', 'a refund that the provider has', () => accepted('refund'), 'action_not_allowed'],
  ['refunding.failed', 'a refund that failed', () => accepted('refund', 'refund-fails-once'), 'action_not_allowed'],
  ['refunding.failed', 'a refund of which nobody knows', async () => {
    const all = await accepted('refund', 'refund-no-answer');
    await all.clock.passes('PT24H');
    return all;
  }, 'action_not_allowed'],
  ['returning.awaitingAddress', 'a return to an address', () => accepted('return_and_refund'), 'action_not_allowed'],
  ['returning.awaitingShipment', 'a return to be sent', returning, 'action_not_allowed'],
  ['returning.inTransit', 'goods on their way back', onItsWayBack, 'action_not_allowed'],
  ['returning.inspection', 'goods that came back', backAgain, 'action_not_allowed'],
  ['escalated.queued', 'goods that came back and are argued about', async () => {
    const all = await backAgain();
    await all.seller.contestsReturn({ reason: 'damaged_by_user', text: 'An empty parcel came.', evidenceIds: [await all.seller.shows('parcel')] });
    return all;
  }, 'action_not_allowed'],
  ['replacing.awaitingShipment', 'a replacement to be sent', () => accepted('replacement'), 'action_not_allowed'],
  ['replacing.inTransit', 'a replacement on its way', replaced, 'action_not_allowed'],
  ['escalated.queued', 'a replacement that is broken too', async () => {
    const all = await replaced();
    await all.buyer.reportsFault();
    return all;
  }, 'action_not_allowed'],
  ['suspended', 'a refund that the provider has, while the bank looks', () => suspended(accepted('refund')), 'action_not_allowed'],
  ['suspended', 'goods on their way back, while the bank looks', () => suspended(onItsWayBack()), 'action_not_allowed'],
  ['suspended', 'a replacement on its way, while the bank looks', () => suspended(replaced()), 'action_not_allowed'],
  ['decided', 'money that was given in a ruling', ruled, 'action_not_allowed'],
  ['suspended', 'money that was given in a ruling, while the bank looks', () => suspended(ruled()), 'action_not_allowed'],
  ['appealed.queued', 'a ruling that is appealed', async () => {
    const all = await ruled();
    await all.seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
    return all;
  }, 'action_not_allowed'],
  ['escalated.queued', 'a ruling that was sent back', async () => {
    const all = await ruled();
    await all.seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
    await all.secondArbitrator.takes();
    await all.secondArbitrator.doesHavingSeen('remand', { text: 'Nobody asked how loud it is.' });
    return all;
  }, 'already_ruled'],
];

describe('A lead does not close', () => {
  it.each(stories)('in %s: %s', async (state, _what, begins, code) => {
    const { lead, arbitrator, buyer, seller } = await begins();
    const before = await lead.waitsUntil(state);
    const shown = await Promise.all([buyer, seller].map(async (party) => [await party.sees(), await party.sees('refunds'), await party.sees('timeline')]));
    expect(await lead.may()).not.toContain('close');
    await expect(lead.does('close', REASON)).rejects.toMatchObject({ status: 409, code });
    expect(await lead.sees()).toEqual(before);
    expect(await Promise.all([buyer, seller].map(async (party) => [await party.sees(), await party.sees('refunds'), await party.sees('timeline')]))).toEqual(shown);
    await expect(arbitrator.does('close', REASON)).rejects.toMatchObject({ status: 403 });
  });
});

describe('A lead closes', () => {
  it.each<[state: string, begins: () => Promise<People>]>([
    ['escalated.underReview', () => caseUnderReview(parley)],
    ['suspended', () => suspended(caseUnderReview(parley))],
  ])('in %s, where nothing is under way: an event with its reason, the queue is empty of it, and nobody appeals it', async (state, begins) => {
    const { lead, arbitrator, buyer, seller, scene } = await begins();
    expect((await lead.sees()).state).toBe(state);
    for (const wrong of [{ reasonCode: 'outside_policy' }, { text: 'No.' }, { reasonCode: 'In a bad mood', text: 'No.' }, { ...REASON, text: ' ' }]) await expect(lead.does('close', wrong)).rejects.toMatchObject({ status: 422 });
    await lead.does('close', REASON);
    for (const who of [buyer, seller, arbitrator, lead]) {
      expect(await who.sees()).toMatchObject({ state: 'closed.inadmissible', refunds: [], availableActions: [] });
      const { data } = await who.sees<{ data: { type: string; actor: object; said?: object }[] }>('timeline?limit=100');
      const isStaff = who === arbitrator || who === lead;
      expect(data.at(-1)).toMatchObject({ type: 'closedByLead', actor: isStaff ? { role: 'lead', id: lead.sub } : { role: 'lead' }, said: { text: REASON.text } });
    }
    const { data } = await lead.asks<{ data: { disputeId: string }[] }>('get', '/v1/cases?limit=100');
    expect(data.map(({ disputeId }) => disputeId)).not.toContain(scene.disputeId);
    await expect(buyer.does('appeals', { ground: 'procedural_error', text: 'Nobody asked me.' })).rejects.toMatchObject({ status: 409, code: 'not_appealable' });
  });
});
