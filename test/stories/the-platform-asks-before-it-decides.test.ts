import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseFileOf } from '../support/case-file.js';
import { caseUnderReview, rulingFor } from '../support/cases.js';
import { eventually } from '../support/eventually.js';
import type { People } from '../support/people.js';
import type { Person } from '../support/person.js';
import type { SeenList } from '../support/seen.js';

interface Asked {
  informationRequests: {
    id: string; addressees: string[]; status: string; silent: string[]; dueAt?: string; questions: { text: string; for?: string }[]; wantedEvidence: object[];
    answers: { by: string; text: string; evidenceIds: string[] }[];
  }[];
}

const QUESTIONS = {
  addressees: ['buyer', 'seller'],
  questions: [{ text: 'How was the lamp packed?', for: 'seller' }, { text: 'What did the box look like?' }],
  wantedEvidence: [{ for: 'buyer', kind: 'photo', requirement: 'packaging', text: 'The box from outside.' }],
};
const [HOUR, MINUTE] = [3_600_000, 60_000];
const answers = (id: string) => `/v1/information-requests/${id}/answers`;
const extension = (id: string) => `/v1/information-requests/${id}/extension`;

let parley: TestApp;
let told: People;
let requestId: string;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api,worker' });
});
afterAll(() => parley.close());

const requestSeen = async (who: Person) => (await who.sees<Asked>()).informationRequests.at(-1)!;

async function asked(questions: object = QUESTIONS): Promise<People> {
  told = await caseUnderReview(parley);
  const answer = await told.arbitrator.request('post', `/v1/disputes/${told.scene.disputeId}/information-requests`, questions);
  expect(answer.status).toBe(201);
  requestId = (answer.body as Asked).informationRequests[0]!.id;
  expect(answer.headers['location']).toBe(`/v1/disputes/${told.scene.disputeId}#${requestId}`);
  return told;
}

describe('The platform asks before it decides', () => {
  it('both sides read the questions and are told what silence brings; the decision’s clock stands still', async () => {
    const { buyer, seller, arbitrator } = await asked();
    for (const who of [buyer, seller, arbitrator]) {
      const seen = await who.sees();
      expect(seen).toMatchObject({ state: 'escalated.awaitingInformation', waitingOn: 'both' });
      expect(await requestSeen(who)).toMatchObject({ ...QUESTIONS, status: 'open', answers: [], silent: [] });
      expect(seen.deadlines).toContainEqual(expect.objectContaining({ kind: 'decision', pausedLeft: expect.stringMatching(/^P4D|^P5D/) }));
      expect(JSON.stringify(await who.sees('timeline'))).toMatch(/asked both sides for information|pidió información a ambas partes/);
    }
    const answer = (await seller.sees()).availableActions.find(({ action }) => action === 'answer-information');
    expect(answer).toMatchObject({ href: answers(requestId), mandatory: true, onExpiry: 'The review goes on with what is known; the silence is recorded.' });
    expect(JSON.stringify(await seller.sees())).not.toContain(arbitrator.sub);
  });

  it('each answers once, with evidence of their own; the last answer brings the case back', async () => {
    const { buyer, seller, arbitrator, secondArbitrator, stranger } = told;
    const photo = await buyer.shows('parcel', { requirement: 'packaging' });
    await expect(seller.asks('post', answers(requestId), { text: 'It is mine.', evidenceIds: [photo] })).rejects.toMatchObject({ status: 409, code: 'evidence_unknown' });
    const first = await buyer.asks<Asked & { state: string; waitingOn: string }>('post', answers(requestId), { text: 'Undamaged.', evidenceIds: [photo] });
    expect(first).toMatchObject({ state: 'escalated.awaitingInformation', waitingOn: 'seller' });
    await expect(buyer.asks('post', answers(requestId), { text: 'Again.' })).rejects.toMatchObject({ status: 409, code: 'information_not_awaited' });
    await expect(stranger.asks('post', answers(requestId), { text: 'Me too.' })).rejects.toMatchObject({ status: 404 });
    await expect(secondArbitrator.asks('post', answers(requestId), { text: 'Me too.' })).rejects.toMatchObject({ status: 403 });
    expect((await requestSeen(seller)).answers).toEqual([expect.objectContaining({ by: 'buyer', text: 'Undamaged.', evidenceIds: [photo] })]);
    const last = await seller.asks<Asked & { state: string }>('post', answers(requestId), { text: 'In a box, with foam.' });
    expect(last).toMatchObject({ state: 'escalated.underReview', informationRequests: [{ status: 'answered', silent: [] }] });
    expect(await arbitrator.may()).toContain('rule');
    expect((await arbitrator.sees()).deadlines).toContainEqual(expect.objectContaining({ kind: 'decision', dueAt: expect.any(String) }));
    await expect(seller.asks('post', extension(requestId))).rejects.toMatchObject({ status: 409, code: 'information_not_awaited' });
  });

  it('more time is had once, by whoever still has to answer or from the holder', async () => {
    const { buyer, seller, arbitrator, lead, secondArbitrator } = await asked();
    const due = async () => Date.parse((await requestSeen(buyer)).dueAt ?? '');
    const before = await due();
    expect(await seller.may()).toContain('extend-information');
    await expect(secondArbitrator.asks('post', extension(requestId), {})).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    await buyer.asks('post', extension(requestId), { text: 'The carrier answers on Monday.' });
    expect(await due()).toBe(before + 72 * 3_600_000);
    for (const who of [seller, arbitrator, lead]) await expect(who.asks('post', extension(requestId), {})).rejects.toMatchObject({ status: 409, code: 'extension_used' });
    expect((await seller.sees()).unavailableActions).toContainEqual(expect.objectContaining({ action: 'extend-information', reason: 'extension_used' }));
    const timeline = await seller.sees<{ data: { text: string; said?: object }[] }>('timeline');
    expect(timeline.data.at(-1)).toMatchObject({ text: 'The buyer extended the time to give the information asked for by 3 days.', said: { text: 'The carrier answers on Monday.' } });
  });

  it('a silence is recorded and shown, and the review goes on', async () => {
    const { buyer, seller, arbitrator, clock } = told;
    await buyer.asks('post', answers(requestId), { text: 'Undamaged.' });
    await clock.passes('P6D');
    for (const who of [buyer, seller, arbitrator]) {
      expect((await who.sees()).state).toBe('escalated.underReview');
      expect(await requestSeen(who)).toMatchObject({ status: 'lapsed', silent: ['seller'] });
    }
    await expect(seller.asks('post', answers(requestId), { text: 'Too late.' })).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    const lastSeen = async (who: Person, language: string) =>
      (await who.asks<{ data: { text: string }[] }>('get', `/v1/disputes/${told.scene.disputeId}/timeline`, undefined, { 'accept-language': language })).data.at(-1)?.text;
    expect(await lastSeen(buyer, 'es')).toBe('El vendedor no dio a tiempo la información pedida. Ahora está en estudio por la plataforma.');
    expect(await lastSeen(seller, 'en')).toBe('The seller did not give the information asked for in time. It is now under review by the platform.');
    expect((await caseFileOf(parley.http, arbitrator, told.scene.disputeId!, 'en')).text).toContain('The seller did not give the information asked for in time.');
    const letter = await eventually(async () => {
      const { data } = await told.anonymous.asks<SeenList<{ to: string; subject: string; text: string }>>('get', '/v1/sandbox/mailbox?limit=100');
      const { number } = await buyer.sees();
      return data.find(({ to, subject, text }) => to === buyer.sub && subject.includes(number) && text.includes('information asked for in time'));
    });
    expect(letter.text).toContain('The seller did not give the information asked for in time.');
  });

  it('one side alone is waited for 72 hours, and the decision’s clock goes on with what it had left', async () => {
    const { buyer, seller, arbitrator, lead, clock } = await caseUnderReview(parley).then((all) => (told = all));
    const everybody = [buyer, seller, arbitrator, lead];
    const decisionDue = async (who: Person) => Date.parse((await who.sees()).deadlines.find(({ kind }) => kind === 'decision')?.dueAt ?? '');
    const before = await decisionDue(buyer);
    await clock.passes('P1D');
    await arbitrator.does('information-requests', { addressees: ['buyer'], questions: [{ text: 'How loud is it?' }] });
    const now = Date.parse(await clock.tells());
    const { id, dueAt } = await requestSeen(buyer);
    expect(Math.abs(Date.parse(dueAt ?? '') - now - 72 * HOUR)).toBeLessThan(MINUTE);
    for (const who of everybody) expect(await who.sees()).toMatchObject({ state: 'escalated.awaitingInformation', waitingOn: 'buyer' });
    expect(await seller.may()).not.toContain('answer-information');
    await clock.passes('P2D');
    await expect(seller.asks('post', answers(id), { text: 'Not loud at all.' })).rejects.toMatchObject({ status: 409, code: 'information_not_awaited' });
    await buyer.asks('post', answers(id), { text: 'As loud as a fridge.' });
    for (const who of everybody) {
      expect(await who.sees()).toMatchObject({ state: 'escalated.underReview', waitingOn: 'platform' });
      expect(await requestSeen(who)).toMatchObject({ status: 'answered', silent: [], answers: [{ by: 'buyer', text: 'As loud as a fridge.' }] });
      const stood = (await decisionDue(who)) - before;
      expect(stood).toBeGreaterThanOrEqual(48 * HOUR);
      expect(stood).toBeLessThan(48 * HOUR + MINUTE);
    }
  });

  it('on appeal too: whoever judges it asks, and a silence brings the case back to them', async () => {
    const { buyer, seller, arbitrator, secondArbitrator, lead, clock } = await caseUnderReview(parley).then((all) => (told = all));
    await arbitrator.doesHavingSeen('rulings', rulingFor(6_000));
    await seller.does('appeals', { ground: 'new_evidence', text: 'It was never loud.' });
    await secondArbitrator.takes();
    await expect(arbitrator.does('information-requests', QUESTIONS)).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    await secondArbitrator.does('information-requests', { addressees: ['seller'], questions: [{ text: 'What is new?' }] });
    for (const who of [buyer, seller, secondArbitrator, lead]) {
      const seen = await who.sees();
      expect(seen).toMatchObject({ state: 'appealed.awaitingInformation', waitingOn: 'seller' });
      expect(seen.deadlines).toContainEqual(expect.objectContaining({ kind: 'appealDecision', pausedLeft: expect.any(String) }));
    }
    await clock.passes('P3D');
    for (const who of [buyer, seller, secondArbitrator, lead]) {
      expect((await who.waitsUntil('appealed.underReview')).deadlines).toContainEqual(expect.objectContaining({ kind: 'appealDecision', dueAt: expect.any(String) }));
      expect(await requestSeen(who)).toMatchObject({ status: 'lapsed', silent: ['seller'] });
    }
    expect(await lead.sees()).toMatchObject({ holder: secondArbitrator.sub });
    for (const party of [buyer, seller]) expect(JSON.stringify([await party.sees(), await party.sees('timeline')])).not.toContain(secondArbitrator.sub);
  });

  it('asks nobody whom it does not address, and addresses nobody whom it does not ask', async () => {
    const { arbitrator, buyer, secondArbitrator } = await caseUnderReview(parley).then((all) => (told = all));
    const wrong = async (questions: object) => {
      const { status, body } = await arbitrator.request('post', `/v1/disputes/${told.scene.disputeId}/information-requests`, questions);
      return [status, (body as { errors?: { pointer: string; code: string }[] }).errors?.map(({ pointer, code }) => `${pointer} ${code}`)];
    };
    expect(await wrong({ addressees: ['buyer'], questions: [{ text: 'How?', for: 'seller' }] })).toEqual([422, ['/questions/0/for not_addressed', '/addressees/0 nothing_asked']]);
    expect(await wrong({ addressees: [], questions: [{ text: 'How?' }] })).toEqual([422, ['/addressees array_min_size']]);
    expect(await wrong({ addressees: ['buyer', 'buyer'], questions: [{ text: ' ' }] })).toEqual([422, ['/addressees array_unique', '/questions/0/text matches']]);
    await expect(secondArbitrator.does('information-requests', QUESTIONS)).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    await expect(buyer.does('information-requests', QUESTIONS)).rejects.toMatchObject({ status: 403 });
    expect(await arbitrator.sees()).toMatchObject({ state: 'escalated.underReview', informationRequests: [] });
  });

  it('is two statements, and the same answer for the same key', async () => {
    const { buyer } = await asked();
    const elsewhere = await bootApp({ roles: 'api', database: parley.database });
    const before = elsewhere.sql.statements;
    const path = answers(requestId);
    const send = () => elsewhere.http.post(path).set('authorization', `Bearer ${buyer.token}`).set('idempotency-key', 'answered-once').send({ text: 'Undamaged.' });
    const first = await send();
    expect([first.status, elsewhere.sql.statements - before]).toEqual([201, 2]);
    const again = await send();
    expect([again.text, again.headers['idempotency-replayed'], elsewhere.sql.statements - before]).toEqual([first.text, 'true', 3]);
    await elsewhere.close();
  });
});
