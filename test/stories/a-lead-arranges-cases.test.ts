import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseFileOf } from '../support/case-file.js';
import { caseUnderReview, escalatedCase, rulingFor } from '../support/cases.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';

const DAY = 86_400_000;

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
});
afterAll(() => parley.close());

const dueOf = async (who: Person, kind: string) => Date.parse((await who.sees()).deadlines.find((deadline) => deadline.kind === kind)?.dueAt ?? '');
const textsOf = async (who: Person, language = 'en') => {
  const { id } = await who.sees();
  const { data } = await who.asks<{ data: { text: string; said?: Record<string, string> }[] }>('get', `/v1/disputes/${id}/timeline`, undefined, { 'accept-language': language });
  return data;
};

describe('A lead', () => {
  it('gives a case to somebody else, whom the parties do not learn, and back to the queue', async () => {
    const { lead, arbitrator, secondArbitrator, buyer, seller } = await caseUnderReview(parley);
    const to = { to: secondArbitrator.sub, reason: 'Inés is on leave.' };
    for (const other of [arbitrator, buyer, seller]) await expect(other.does('reassign', to)).rejects.toMatchObject({ status: 403 });
    await expect(lead.does('reassign', { to: secondArbitrator.sub })).rejects.toMatchObject({ status: 422 });
    await expect(lead.does('reassign', { ...to, to: arbitrator.sub })).rejects.toMatchObject({ status: 409, code: 'case_held' });
    await expect(lead.does('reassign', { ...to, to: seller.sub })).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    for (const nobody of ['', ' ', 'Inés', '\u202e', 'a'.repeat(129)]) await expect(lead.does('reassign', { ...to, to: nobody })).rejects.toMatchObject({ status: 422 });
    expect(await lead.does('reassign', to)).toMatchObject({ state: 'escalated.underReview', holder: secondArbitrator.sub });
    await expect(arbitrator.doesHavingSeen('rulings', rulingFor(6_000))).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    for (const party of [buyer, seller]) {
      const all = JSON.stringify([await party.sees(), await party.sees('timeline'), await party.sees('audit')]);
      expect(all).toContain('caseReassigned');
      for (const named of [lead.sub, arbitrator.sub, secondArbitrator.sub, 'Inés']) expect(all).not.toContain(named);
      expect((await caseFileOf(parley.http, party, (await party.sees()).id, 'en')).text).not.toContain('Inés');
    }
    expect((await buyer.sees<{ valid: boolean }>('audit')).valid).toBe(true);
    expect(await lead.does('reassign', { reason: 'Nobody has time.' })).toMatchObject({ state: 'escalated.queued' });
    expect((await textsOf(lead)).slice(-2)).toMatchObject([
      { text: 'The lead gave the case to somebody else.', said: { text: 'Inés is on leave.' } }, { text: 'The lead gave the case back to the queue.' },
    ]);
    expect((await textsOf(buyer, 'es')).at(-1)?.text).toBe('La plataforma devolvió el caso a la cola.');
  });

  it('takes part in no dispute of their own', async () => {
    const { seller, secondArbitrator } = await caseUnderReview(parley);
    const { body } = await parley.http.post('/v1/sandbox/tokens').send({ sub: seller.sub, roles: ['lead'] }).expect(201);
    const asLead = { authorization: `Bearer ${(body as { token: string }).token}` };
    const { id } = await seller.sees();
    const tried = [['reassign', { to: secondArbitrator.sub, reason: 'A friend.' }], ['deadlines/decision/extend', { by: 'P1D', reason: 'I am slow.' }]] as const;
    for (const [path, wish] of tried) {
      const refused = await seller.request('post', `/v1/disputes/${id}/${path}`, wish, asLead);
      expect([refused.status, (refused.body as { code: string }).code]).toEqual([409, 'conflict_of_interest']);
    }
  });

  it('gives more time with a reason, to twice what there was and no further', async () => {
    const { lead, seller, buyer } = await escalatedCase(parley).then(async (all) => (await all.arbitrator.takes(), all));
    const before = await dueOf(lead, 'decision');
    const extend = (by: string, kind = 'decision') => lead.does(`deadlines/${kind}/extend`, { by, reason: 'The carrier answers late.' });
    await expect(seller.does('deadlines/decision/extend', { by: 'P1D', reason: 'Please.' })).rejects.toMatchObject({ status: 403 });
    expect((await lead.sees()).availableActions).toContainEqual(expect.objectContaining({ action: 'extend-deadline', href: expect.stringMatching(/\/deadlines\/decision\/extend$/) }));
    await extend('P3D');
    expect(await dueOf(lead, 'decision')).toBe(before + 3 * DAY);
    expect((await buyer.sees()).deadlines).toMatchObject([{ kind: 'decision', computedFrom: { duration: 'P8D' } }]);
    const refusals = [['P3D', 'decision', 'extension_too_long'], ['P1D', 'pickup', 'deadline_not_running'], ['P1D', 'refundExecution', 'deadline_not_running']] as const;
    for (const [by, kind, code] of refusals) await expect(extend(by, kind)).rejects.toMatchObject({ status: 409, code });
    for (const by of ['P1M', 'soon', 'P0D', '-P1D', 'P0.5D', 'P1W1D', 'P99999999999999999999D']) await expect(extend(by)).rejects.toMatchObject({ status: 422, code: 'invalid' });
    await expect(extend('P1D', 'lunch')).rejects.toMatchObject({ status: 404 });
    await extend('P2D');
    await expect(extend('PT1S')).rejects.toMatchObject({ status: 409, code: 'extension_used' });
    expect((await textsOf(buyer, 'en')).at(-1)).toMatchObject({ text: 'The platform extended the time for this step by 2 days.', said: { text: 'The carrier answers late.' } });
    expect(await lead.may()).not.toContain('extend-deadline');
  });

  it('gives none while money is on its way', async () => {
    const { lead, seller } = await escalatedCase(parley);
    await seller.acceptsClaim();
    await expect(lead.does('deadlines/refundExecution/extend', { by: 'PT1H', reason: 'The bank is slow.' })).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
  });
});

describe('A lead who takes a case back', () => {
  const lastEventSeenBy = async (who: Person) =>
    (await who.sees<{ data: { type: string; actor: object; said?: object }[] }>('timeline?limit=100')).data.at(-1);

  /** To nobody only from the review itself: what the parties are asked comes back to somebody. */
  it.each<[state: string, toNobody: string, gets: (all: People) => Promise<unknown>]>([
    ['escalated.underReview', 'escalated.queued', () => Promise.resolve()],
    ['escalated.awaitingInformation', 'action_not_allowed', ({ arbitrator }) => arbitrator.does('information-requests', { addressees: ['buyer'], questions: [{ text: 'How loud?' }] })],
    ['escalated.awaitingAgreement', 'action_not_allowed', ({ arbitrator }) => arbitrator.does('settlements', { remedy: { kind: 'refund', amount: { amount: 5_000, currency: 'EUR' } } })],
  ])('in %s leaves the former holder nothing, and tells the parties neither who nor why', async (state, toNobody, gets) => {
    const all = await caseUnderReview(parley);
    const { arbitrator, secondArbitrator, lead, buyer, seller } = all;
    await gets(all);
    const due = (await buyer.sees()).deadlines;
    expect(await lead.does('reassign', { to: secondArbitrator.sub, reason: 'Inés is on leave.' })).toMatchObject({ state, holder: secondArbitrator.sub });
    for (const path of ['release', 'recuse'] as const) {
      const wish = path === 'recuse' ? { reason: 'It is not mine.' } : undefined;
      await expect(arbitrator.does(path, wish)).rejects.toMatchObject({ status: 409, code: state.endsWith('underReview') ? 'case_not_held' : 'action_not_allowed' });
    }
    for (const who of [arbitrator, lead]) expect(await who.sees()).toMatchObject({ state, holder: secondArbitrator.sub });
    for (const party of [buyer, seller]) {
      expect(await party.sees()).toMatchObject({ state, deadlines: due.map(({ kind, dueAt }) => expect.objectContaining(dueAt === undefined ? { kind } : { kind, dueAt })) });
      expect(await lastEventSeenBy(party)).toEqual(expect.objectContaining({ type: 'caseReassigned', actor: { role: 'lead' } }));
      expect(await lastEventSeenBy(party)).not.toHaveProperty('said');
    }
    expect(await lastEventSeenBy(lead)).toMatchObject({ type: 'caseReassigned', actor: { role: 'lead', id: lead.sub }, said: { text: 'Inés is on leave.' } });
    const back = lead.does('reassign', { reason: 'Nobody has time.' });
    if (toNobody === 'action_not_allowed') await expect(back).rejects.toMatchObject({ status: 409, code: toNobody });
    else {
      expect(await back).toMatchObject({ state: toNobody });
      for (const who of [lead, arbitrator, secondArbitrator]) expect(await who.sees()).not.toHaveProperty('holder');
      await expect(secondArbitrator.doesHavingSeen('rulings', rulingFor(6_000))).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
      await expect(lead.does('reassign', { reason: 'Again.' })).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
      expect(await arbitrator.takes()).toMatchObject({ holder: arbitrator.sub });
    }
  });

  it('gives none back while a ruling waits for a second person, and none that was decided', async () => {
    const { arbitrator, secondArbitrator, lead } = await caseUnderReview(parley, 60_000);
    const { rulings } = await arbitrator.doesHavingSeen('rulings', rulingFor(55_000));
    const tries = [{ reason: 'Too slow.' }, { to: secondArbitrator.sub, reason: 'Too slow.' }];
    for (const wish of tries) await expect(lead.does('reassign', wish)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    await secondArbitrator.asks('post', `/v1/rulings/${rulings[0]!.id}/approve`, undefined, { 'if-match': await secondArbitrator.version() });
    for (const wish of tries) await expect(lead.does('reassign', wish)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    expect((await lead.sees()).state).toBe('decided');
  });
});

describe('More time', () => {
  it('is an event that everybody reads, for whichever side was waited for', async () => {
    const all = await people(parley);
    const { buyer, seller, lead } = all;
    await all.marketplace.pushesOrder();
    await buyer.drafts({ reason: 'other', statement: 'The lamp hums so loudly that nobody can read beside it.' });
    await buyer.opens();
    const before = await dueOf(seller, 'sellerResponse');
    const version = (await buyer.sees()).version;
    await lead.does('deadlines/sellerResponse/extend', { by: 'P2D', reason: 'The seller was in hospital.' });
    for (const who of [buyer, seller, lead]) {
      expect(await dueOf(who, 'sellerResponse')).toBe(before + 2 * DAY);
      expect((await who.sees()).version).toBe(version + 1);
      expect((await textsOf(who, 'en')).at(-1)).toMatchObject({ text: expect.stringContaining('by 2 days'), said: { text: 'The seller was in hospital.' } });
      const { events } = await who.sees<{ events: { type: string; actor: object }[] }>('audit');
      expect(events.at(-1)).toMatchObject({ type: 'deadlineExtended', actor: who === lead ? { role: 'lead', id: lead.sub } : { role: 'lead' } });
    }
    expect(JSON.stringify([await buyer.sees('timeline'), await seller.sees('audit')])).not.toContain(lead.sub);
    await expect(lead.does('deadlines/sellerResponse/extend', { by: 'P1D' })).rejects.toMatchObject({ status: 422 });
  });
});

describe('The holder', () => {
  it('says what the claim is really about; the buyer’s own reason stays beside it', async () => {
    const { arbitrator, secondArbitrator, buyer, seller } = await caseUnderReview(parley);
    const defective = { reason: 'defective', text: 'Nothing is broken: it hums.' };
    await expect(secondArbitrator.does('reclassify', defective)).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    await expect(buyer.does('reclassify', defective)).rejects.toMatchObject({ status: 403 });
    await expect(arbitrator.does('reclassify', { ...defective, reason: 'constructor' })).rejects.toMatchObject({ status: 409, code: 'reason_unknown' });
    await expect(arbitrator.does('reclassify', { ...defective, reason: 'other' })).rejects.toMatchObject({ status: 409, code: 'reason_unchanged' });
    expect(await arbitrator.does('reclassify', defective)).toMatchObject({ state: 'escalated.underReview', reason: 'defective', originalReason: 'other' });
    for (const party of [buyer, seller]) expect(await party.sees()).toMatchObject({ reason: 'defective', originalReason: 'other' });
    for (const who of [buyer, seller, arbitrator]) {
      expect((await textsOf(who, 'en')).at(-1)).toMatchObject({ text: expect.stringMatching(/changed the reason of the claim: It does not work\.$/), said: { text: 'Nothing is broken: it hums.' } });
    }
    // Said again, what is kept is what the buyer gave, not what was thought in between.
    expect(await arbitrator.does('reclassify', { reason: 'not_as_described', text: 'It was said to be silent.' })).toMatchObject({ reason: 'not_as_described', originalReason: 'other' });
    for (const party of [buyer, seller]) expect(await party.sees()).toMatchObject({ reason: 'not_as_described', originalReason: 'other' });
  });

  it('says with a code and in words why it is not judged, and both sides read it', async () => {
    const { arbitrator, buyer, seller, lead } = await caseUnderReview(parley);
    for (const wrong of [{ text: 'Twice.' }, { reasonCode: 'duplicate' }, { reasonCode: 'bored', text: 'Twice.' }, { reasonCode: 'duplicate', text: ' ' }]) {
      await expect(arbitrator.does('inadmissible', wrong)).rejects.toMatchObject({ status: 422, code: 'invalid' });
    }
    for (const other of [buyer, seller]) await expect(other.does('inadmissible', { reasonCode: 'duplicate', text: 'Twice.' })).rejects.toMatchObject({ status: 403 });
    await expect(lead.does('inadmissible', { reasonCode: 'duplicate', text: 'Twice.' })).rejects.toMatchObject({ status: 409, code: 'case_not_held' });
    await arbitrator.does('inadmissible', { reasonCode: 'duplicate', text: 'The same lamp again.' });
    for (const who of [buyer, seller, lead]) {
      expect((await who.sees()).state).toBe('closed.inadmissible');
      expect((await textsOf(who, 'en')).at(-1)).toMatchObject({ type: 'ruledInadmissible', said: { text: 'The same lamp again.' } });
      const { events } = await who.sees<{ events: { canonical: string }[] }>('audit');
      expect(JSON.parse(events.at(-1)!.canonical)).toMatchObject({ type: 'ruledInadmissible', input: { reasonCode: 'duplicate' } });
    }
  });
});
