import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { queuedCase, staffMember } from '../support/desk.js';
import { people } from '../support/people.js';
import type { Person } from '../support/person.js';
import type { SeenDispute, SeenList } from '../support/seen.js';

interface Conflict {
  id: string;
  arbitrator: string;
  partyId: string;
  reason: string;
  endedAt?: string;
}

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

const declares = (who: Person, partyId: string, reason = 'My sister works there.') => who.request('post', '/v1/me/conflicts', { partyId, reason });
const takesNext = (who: Person) => who.asks<SeenDispute>('post', '/v1/cases/take-next');
const PATHS = ['?include=timeline', '/timeline', '/audit', '/messages'];

/** Everything a party can read of the dispute, as text. */
async function allThatIsShown(who: Person, disputeId: string): Promise<string> {
  const answers = await Promise.all(PATHS.map((path) => who.request('get', `/v1/disputes/${disputeId}${path}`)));
  expect(answers.map(({ status }) => status)).toEqual(PATHS.map(() => 200));
  return answers.map(({ text }) => text).join('\n');
}

describe('Whoever is related to a party', () => {
  it('cannot take its cases while the relation stands, and says so once', async () => {
    const { arbitrator, secondArbitrator, seller, buyer, lead, scene } = await queuedCase(parley);
    const declared = await declares(arbitrator, seller.sub);
    expect([declared.status, declared.body]).toEqual([201, {
      id: expect.stringMatching(/^coi_/), arbitrator: arbitrator.sub, partyId: seller.sub, reason: 'My sister works there.', declaredAt: expect.any(String),
    }]);
    const again = await declares(arbitrator, seller.sub, 'She still does.');
    expect([again.status, again.body]).toEqual([200, declared.body]);
    await expect(arbitrator.takes()).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    await expect(takesNext(arbitrator)).rejects.toMatchObject({ status: 409, code: 'no_case_to_take' });
    expect(await takesNext(secondArbitrator)).toMatchObject({ id: scene.disputeId });
    await secondArbitrator.releases();
    const { id } = declared.body as Conflict;
    expect((await secondArbitrator.request('delete', `/v1/me/conflicts/${id}`)).status).toBe(404);
    expect((await arbitrator.request('delete', `/v1/me/conflicts/${id}`)).status).toBe(204);
    expect(await takesNext(arbitrator)).toMatchObject({ id: scene.disputeId });
    const own = await arbitrator.asks<SeenList<Conflict>>('get', '/v1/me/conflicts');
    expect(own.data).toEqual([{ ...(declared.body as Conflict), endedAt: expect.any(String) }]);
    await declares(secondArbitrator, buyer.sub, 'We were at school together.');
    const all = await lead.asks<SeenList<Conflict>>('get', '/v1/conflicts?limit=1');
    expect([all.data.map(({ arbitrator: name }) => name), all.hasMore]).toEqual([[secondArbitrator.sub], true]);
    expect((await arbitrator.request('get', '/v1/conflicts')).status).toBe(403);
    for (const other of [buyer, seller]) expect((await declares(other, 'x')).status).toBe(403);
    await buyer.withdraws();
  });

  it.each([[{}, 422], [{ partyId: 'a b', reason: 'x' }, 422], [{ partyId: 'a', reason: ' ' }, 422], [{ partyId: 'a', reason: 'x', more: 1 }, 422]])(
    'is not declared by %j', async (body, status) => {
      const { arbitrator } = await people(parley);
      const before = await arbitrator.asks<SeenList<Conflict>>('get', '/v1/me/conflicts');
      expect((await arbitrator.request('post', '/v1/me/conflicts', body)).status).toBe(status);
      expect(await arbitrator.asks('get', '/v1/me/conflicts')).toEqual(before);
    });
});

describe('Who steps back', () => {
  it('is not offered the case again; it is an event, and the parties do not learn why nor who', async () => {
    const told = await queuedCase(parley);
    const { arbitrator, secondArbitrator, buyer, seller, scene } = told;
    const nadia = await staffMember(told, 'arbitrator-nadia');
    await expect(nadia.does('recuse', { reason: 'I know the buyer.' })).rejects.toMatchObject({ status: 409 });
    expect(await nadia.sees('recusals')).toEqual({ data: [] });
    await nadia.takes();
    const back = await nadia.does('recuse', { reason: 'I know the buyer from school.' });
    expect(back).toMatchObject({ state: 'escalated.queued', unavailableActions: expect.arrayContaining([expect.objectContaining({ action: 'take', reason: 'conflict_of_interest' })]) });
    expect(back).not.toHaveProperty('holder');
    await expect(nadia.takes()).rejects.toMatchObject({ code: 'conflict_of_interest' });
    await expect(takesNext(nadia)).rejects.toMatchObject({ code: 'no_case_to_take' });
    expect(await arbitrator.sees('recusals')).toEqual({
      data: [{ arbitrator: 'arbitrator-nadia', reason: 'I know the buyer from school.', recusedAt: expect.any(String) }],
    });
    for (const party of [buyer, seller]) {
      const shown = await allThatIsShown(party, scene.disputeId ?? '');
      expect([shown.includes('school'), shown.includes('nadia'), shown.includes('arbitratorRecused')]).toEqual([false, false, true]);
      expect((await party.sees<{ valid: boolean }>('audit')).valid).toBe(true);
      expect((await party.request('get', `/v1/disputes/${scene.disputeId}/recusals`)).status).toBe(403);
    }
    const { data } = await arbitrator.sees<{ data: { type: string; said?: object }[] }>('timeline');
    expect(data.at(-1)).toMatchObject({ type: 'arbitratorRecused', said: { text: 'I know the buyer from school.' } });
    await expect(secondArbitrator.does('recuse', {})).rejects.toMatchObject({ status: 422 });
    await buyer.withdraws();
  });
});

describe('A lead', () => {
  it('takes a case back, and gives it to nobody who is related to a party or stepped back', async () => {
    const told = await queuedCase(parley);
    const { arbitrator, seller, lead, buyer } = told;
    const [omar, pia] = [await staffMember(told, 'arbitrator-omar'), await staffMember(told, 'arbitrator-pia')];
    await declares(omar, seller.sub, 'We shared a flat.');
    await pia.takes();
    await pia.does('recuse', { reason: 'The seller wrote to me in private.' });
    await arbitrator.takes();
    for (const to of [omar.sub, pia.sub]) {
      await expect(lead.does('reassign', { to, reason: 'On leave.' })).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    }
    expect(await lead.does('reassign', { reason: 'On leave.' })).toMatchObject({ state: 'escalated.queued' });
    expect(await arbitrator.takes()).toMatchObject({ holder: arbitrator.sub });
    await buyer.withdraws();
  });

  it('does not find a second person in somebody who is related to a party', async () => {
    const told = await queuedCase(parley, { lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }] });
    const { arbitrator, lead, buyer, seller } = told;
    const rosa = await staffMember(told, 'arbitrator-rosa');
    await declares(rosa, buyer.sub, 'He is my dentist.');
    await arbitrator.takes();
    const { rulings } = await arbitrator.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }], remedy: { kind: 'refund', amount: { amount: 90_000, currency: 'EUR' } } });
    const approves = async (who: Person) => who.request('post', `/v1/rulings/${rulings[0]!.id}/approve`, undefined, { 'if-match': await who.version() });
    expect((await approves(rosa)).body).toMatchObject({ status: 409, code: 'conflict_of_interest' });
    expect((await approves(lead)).status).toBe(200);
    expect((await seller.sees()).state).toBe('decided');
  });
});

const cannotTake = (reason: string) => ({ unavailableActions: expect.arrayContaining([expect.objectContaining({ action: 'take', reason })]) });
const rowOf = async (who: Person, disputeId = '') => (await who.asks<SeenList<{ disputeId: string; take: object }>>('get', '/v1/cases')).data.find((row) => row.disputeId === disputeId);

describe('What stands in an arbitrator’s way', () => {
  it('is said where the case is shown, before anybody tries', async () => {
    const told = await queuedCase(parley);
    const { arbitrator, secondArbitrator, seller, buyer, scene } = told;
    const vera = await staffMember(told, 'arbitrator-vera');
    expect(await vera.may()).toContain('take');
    expect((await rowOf(vera, scene.disputeId))?.take).toEqual({ available: true });
    await declares(vera, seller.sub, 'We are cousins.');
    const seen = await vera.sees();
    expect(seen).toMatchObject(cannotTake('conflict_of_interest'));
    expect(seen.availableActions.map(({ action }) => action)).not.toContain('take');
    expect((await rowOf(vera, scene.disputeId))?.take).toEqual({ available: false, reason: 'conflict_of_interest' });
    await arbitrator.takes();
    expect((await rowOf(vera, scene.disputeId))?.take).toEqual({ available: false, reason: 'case_held' });
    expect(await secondArbitrator.sees()).toMatchObject(cannotTake('case_held'));
    await buyer.withdraws();
  });

  it('binds a holder as well: what was declared since leaves only letting the case go', async () => {
    const told = await queuedCase(parley);
    const { buyer, scene } = told;
    const ugo = await staffMember(told, 'arbitrator-ugo');
    await ugo.takes();
    await declares(ugo, buyer.sub, 'We met on holiday.');
    const questions = { addressees: ['buyer'], questions: [{ text: 'How loud is it?' }] };
    const acts = [
      ['inadmissible', { reasonCode: 'duplicate', text: 'Twice.' }], ['reclassify', { reason: 'defective', text: 'It hums.' }], ['information-requests', questions],
      ['settlements', { remedy: { kind: 'refund' } }],
    ] as const;
    for (const [path, body] of acts) await expect(ugo.does(path, body)).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    await expect(ugo.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }] })).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    expect(await ugo.may()).toEqual(expect.arrayContaining(['release', 'recuse']));
    expect((await ugo.sees()).unavailableActions).toEqual(expect.arrayContaining(['rule', 'propose-settlement'].map((action) => expect.objectContaining({ action, reason: 'conflict_of_interest' }))));
    expect((await ugo.sees()).state).toBe('escalated.underReview');
    await ugo.does('recuse', { reason: 'We met on holiday.' });
    expect((await buyer.sees()).state).toBe('escalated.queued');
    expect(scene.disputeId).toBeDefined();
    await buyer.withdraws();
  });

  it('does not take back an answer: the same request gets it again', async () => {
    const told = await queuedCase(parley, { lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }] });
    const { arbitrator, lead, buyer, seller, scene } = told;
    const tea = await staffMember(told, 'arbitrator-tea');
    const keys = [randomUUID(), randomUUID()].map((key) => ({ 'idempotency-key': key }));
    const given = () => lead.request('post', `/v1/disputes/${scene.disputeId}/reassign`, { to: tea.sub, reason: 'She knows lamps.' }, keys[0]);
    const [first] = [await given()];
    expect(first.status).toBe(200);
    await declares(tea, seller.sub, 'He is my landlord.');
    expect([(await given()).status, (await given()).body]).toEqual([200, first.body]);
    await lead.does('reassign', { to: arbitrator.sub, reason: 'Tea knows the seller.' });
    const { rulings } = await arbitrator.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }], remedy: { kind: 'refund', amount: { amount: 90_000, currency: 'EUR' } } });
    const path = `/v1/rulings/${rulings[0]!.id}`;
    const refused = await tea.request('post', `${path}/refuse`, { reason: 'Too much.' });
    expect(refused.body).toMatchObject({ status: 409, code: 'conflict_of_interest' });
    const mia = await staffMember(told, 'arbitrator-mia');
    const seen = await mia.version();
    const approved = () => mia.request('post', `${path}/approve`, undefined, { 'if-match': seen, ...keys[1] });
    const answer = await approved();
    expect(answer.status).toBe(200);
    await declares(mia, buyer.sub, 'Since yesterday.');
    expect([(await approved()).status, (await approved()).body]).toEqual([200, answer.body]);
  });
});

describe('Who ruled or approved in a dispute', () => {
  it('does not take it again: not on appeal, not after it was sent back, and is passed over by take-next', async () => {
    const told = await queuedCase(parley, { lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }] });
    const { seller, buyer, lead, scene } = told;
    const [rita, sam, tom] = [await staffMember(told, 'arbitrator-rita'), await staffMember(told, 'arbitrator-sam'), await staffMember(told, 'arbitrator-tom')];
    await rita.takes();
    const { rulings } = await rita.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }], remedy: { kind: 'refund', amount: { amount: 90_000, currency: 'EUR' } } });
    await sam.asks('post', `/v1/rulings/${rulings[0]!.id}/approve`, undefined, { 'if-match': await sam.version() });
    await seller.does('appeals', { ground: 'disproportionate', text: 'Too much for a hum.' });
    await notAgain();
    await tom.takes();
    await tom.doesHavingSeen('remand', { text: 'Nobody asked how loud it is.' });
    await notAgain();
    expect(await takesNext(tom)).toMatchObject({ id: scene.disputeId, state: 'escalated.underReview' });
    await buyer.withdraws();

    async function notAgain(): Promise<void> {
      for (const who of [rita, sam]) {
        await expect(who.takes()).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
        await expect(takesNext(who)).rejects.toMatchObject({ status: 409, code: 'no_case_to_take' });
        expect(await who.sees()).toMatchObject(cannotTake('conflict_of_interest'));
        expect((await rowOf(who, scene.disputeId))?.take).toEqual({ available: false, reason: 'conflict_of_interest' });
        await expect(lead.does('reassign', { to: who.sub, reason: 'Who else?' })).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
      }
    }
  });
});
