import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { caseFileOf } from '../support/case-file.js';
import { caseUnderReview, escalatedCase, rulingFor } from '../support/cases.js';
import type { People } from '../support/people.js';

const DAY = 86_400_000;

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api' });
});
afterAll(() => parley.close());

const dueOf = async (who: People['lead'], kind: string) => Date.parse((await who.sees()).deadlines.find((deadline) => deadline.kind === kind)?.dueAt ?? '');
const textsOf = async (who: People['lead' | 'buyer'], language = 'en') => {
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
    expect((await textsOf(buyer, 'en')).at(-1)).toMatchObject({ text: 'The platform changed the reason of the claim: It does not work.', said: { text: 'Nothing is broken: it hums.' } });
  });
});
