import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { durationMs, PolicyService, type Policy } from '../../src/policy/index.js';
import { bootApp, type TestApp } from '../support/app.js';
import { caseUnderReview, rulingFor } from '../support/cases.js';
import { eventually } from '../support/eventually.js';
import type { Person } from '../support/person.js';
import type { People } from '../support/people.js';
import type { SeenDispute } from '../support/seen.js';

let parley: TestApp;

beforeAll(async () => {
  parley = await bootApp({ roles: 'api,worker' });
});
afterAll(() => parley.close());

type Pending = People & { rulingId: string; approve: string; refuse: string; before: { buyer: string; seller: string } };

async function pendingRuling(): Promise<Pending> {
  const all = await caseUnderReview(parley, 60_000);
  const before = { buyer: await seenText(all.buyer), seller: await seenText(all.seller) };
  const { rulings } = await all.arbitrator.doesHavingSeen('rulings', rulingFor(55_000));
  const rulingId = rulings.at(-1)?.id ?? '';
  return { ...all, rulingId, approve: `/v1/rulings/${rulingId}/approve`, refuse: `/v1/rulings/${rulingId}/refuse`, before };
}

/** Everything a party can tell the dispute by, its ETag and the time of its last change included. */
async function seenText(who: People['buyer' | 'seller']): Promise<string> {
  return JSON.stringify([await who.sees(), await who.version(), await who.sees('timeline')]);
}

const approves = async (who: Person, path: string) => who.asks<SeenDispute>('post', path, undefined, { 'if-match': await who.version() });

describe('A ruling above the limit', () => {
  it('is nothing to the parties until a second person agrees: not even their version tells', async () => {
    const { buyer, seller, arbitrator, secondArbitrator, rulingId, before } = await pendingRuling();
    expect(await seenText(buyer)).toBe(before.buyer);
    expect(await seenText(seller)).toBe(before.seller);
    expect((await secondArbitrator.sees()).availableActions.map(({ action, href }) => [action, href])).toEqual(
      expect.arrayContaining([['approve-ruling', `/v1/rulings/${rulingId}/approve`], ['refuse-ruling', `/v1/rulings/${rulingId}/refuse`]]),
    );
    expect((await arbitrator.sees()).unavailableActions).toContainEqual(expect.objectContaining({ action: 'approve-ruling', reason: 'second_person_required' }));
    const audit = await buyer.sees<{ events: { type: string; toState: string }[] }>('audit');
    expect(audit.events.at(-1)).toMatchObject({ type: 'internal', toState: 'escalated.underReview' });
  });

  it('is never approved by its author, nor by a party, nor unseen', async () => {
    const { arbitrator, secondArbitrator, buyer, seller, approve } = await pendingRuling();
    await expect(approves(arbitrator, approve)).rejects.toMatchObject({ status: 409, code: 'second_person_required' });
    await expect(arbitrator.asks('post', approve.replace('approve', 'refuse'), { reason: 'On second thoughts.' })).rejects.toMatchObject({ code: 'second_person_required' });
    for (const party of [buyer, seller]) await expect(approves(party, approve)).rejects.toMatchObject({ status: 403 });
    const { body } = await parley.http.post('/v1/sandbox/tokens').send({ sub: seller.sub, roles: ['arbitrator'] }).expect(201);
    const asArbitrator = { authorization: `Bearer ${(body as { token: string }).token}`, 'if-match': await secondArbitrator.version() };
    const own = await seller.request('post', approve, undefined, asArbitrator);
    expect([own.status, (own.body as { code: string }).code]).toEqual([409, 'conflict_of_interest']);
    await expect(secondArbitrator.asks('post', approve)).rejects.toMatchObject({ status: 428 });
    await expect(approves(secondArbitrator, '/v1/rulings/rul_01kb0c3f6h9k2n5q8t1w4y7a0d/approve')).rejects.toMatchObject({ status: 404 });
    expect((await secondArbitrator.sees()).state).toBe('escalated.awaitingApproval');
  });

  it('takes force for both when approved, once', async () => {
    const { secondArbitrator, lead, buyer, seller, approve, rulingId, scene } = await pendingRuling();
    const before = await buyer.sees();
    expect(await approves(secondArbitrator, approve)).toMatchObject({ state: 'decided', ruling: { id: rulingId, status: 'in_force' } });
    for (const party of [buyer, seller]) expect(await party.sees()).toMatchObject({ state: 'decided', version: before.version + 1, ruling: { id: rulingId } });
    const told = async (who: People['buyer'], language: string) => (await who.asks<{ data: { text: string }[] }>('get', `/v1/disputes/${scene.disputeId}/timeline`, undefined, { 'accept-language': language })).data.at(-1)!.text;
    expect(await told(buyer, 'en')).toBe('The platform ruled: a refund of €550.00.');
    expect((await told(buyer, 'es')).replace(/\s/g, ' ')).toBe('La plataforma resolvió: un reembolso de 550,00 €.');
    await expect(approves(lead, approve)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    expect(JSON.stringify(await buyer.sees())).not.toContain(secondArbitrator.sub);
  });

  it('refused goes back to its author with the reason, which no party reads', async () => {
    const { arbitrator, secondArbitrator, buyer, refuse, rulingId, before } = await pendingRuling();
    await expect(secondArbitrator.asks('post', refuse, {})).rejects.toMatchObject({ status: 422 });
    const refused = await secondArbitrator.asks('post', refuse, { reason: 'The second photo is missing.' });
    expect(refused).toMatchObject({ state: 'escalated.underReview', holder: arbitrator.sub, rulings: [{ id: rulingId, status: 'refused' }] });
    const { data } = await arbitrator.sees<{ data: { said?: object; type: string }[] }>('timeline');
    expect(data.at(-1)).toMatchObject({ type: 'rulingRefused', said: { text: 'The second photo is missing.' } });
    expect(await buyer.sees()).toMatchObject({ rulings: [], version: (JSON.parse(before.buyer) as [{ version: number }])[0].version });
    expect(JSON.stringify(await buyer.sees('timeline'))).not.toContain('second photo');
    expect((await arbitrator.doesHavingSeen('rulings', rulingFor(10_000))).state).toBe('decided');
  });

  it('and an agreement of the parties on the version they know: the case is theirs to end', async () => {
    const { buyer, seller, arbitrator, approve, secondArbitrator } = await pendingRuling();
    const { offers } = await seller.offers(300);
    expect(await buyer.acceptsOffer(offers.at(-1)?.id)).toMatchObject({ stage: 'refunding', rulings: [] });
    // The refund moves the version meanwhile: only then is the refusal the one of the state.
    await eventually(async () => (await buyer.sees()).stage === 'closed');
    await expect(approves(secondArbitrator, approve)).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    expect((await arbitrator.sees()).rulings).toMatchObject([{ status: 'refused' }]);
  });

  it('that nobody approves in time goes back to its author', async () => {
    const { clock, arbitrator, buyer } = await pendingRuling();
    await clock.passes('P2D');
    expect(await arbitrator.sees()).toMatchObject({ state: 'escalated.underReview', rulings: [{ status: 'refused' }] });
    expect((await buyer.sees()).rulings).toEqual([]);
  });

  it('that came to nothing leaves no trace in the decision’s time: not in the dispute, the list, the questions or the event of its passing', async () => {
    const { buyer, seller, clock, arbitrator, secondArbitrator, lead, refuse, rulingId } = await pendingRuling();
    const known = await decisionSeenBy(buyer);
    await clock.passes('P1D');
    expect(await decisionSeenBy(seller)).toEqual(known);
    await secondArbitrator.asks('post', refuse, { reason: 'The second photo is missing.' });
    expect(await decisionSeenBy(seller)).toEqual(known);
    const counted = (await decisionSeenBy(lead)).dueAt ?? '';
    expect(Date.parse(counted) - Date.parse(known.dueAt ?? '')).toBeGreaterThanOrEqual(DAY);
    // Again, and this time nobody answers.
    await arbitrator.doesHavingSeen('rulings', rulingFor(55_000));
    expect(await decisionSeenBy(buyer)).toEqual(known);
    await clock.passes('P2D');
    expect((await arbitrator.sees()).state).toBe('escalated.underReview');
    expect(await decisionSeenBy(buyer)).toEqual(known);
    const internal = (await buyer.sees<Audit>('audit')).events.filter(({ type }) => type === 'internal');
    expect(internal.map(({ actor, canonical }) => [actor, JSON.parse(canonical)])).toEqual(
      internal.map(() => [{ role: expect.stringMatching(/^(arbitrator|lead)$/) }, expect.objectContaining({ actor: { role: expect.not.stringMatching('clock'), commitment: expect.any(String) } })]),
    );
    expect(internal).toHaveLength(4);
    // Both sides are asked: what is left of the time is told without what was waited.
    await arbitrator.does('information-requests', { addressees: ['buyer'], questions: [{ text: 'How loud?' }] });
    const asked = (await clock.tells());
    expect((await decisionSeenBy(buyer)).left).toBeLessThanOrEqual(Date.parse(known.dueAt ?? '') - Date.parse(asked) + 60_000);
    await buyer.asks('post', `/v1/information-requests/${(await buyer.sees<{ informationRequests: { id: string }[] }>()).informationRequests[0]!.id}/answers`, { text: 'Very.' });
    const told = Date.parse((await decisionSeenBy(buyer)).dueAt ?? '') - Date.parse(known.dueAt ?? '');
    expect(told).toBeLessThan(60_000);
    const due = (await decisionSeenBy(buyer)).dueAt;
    await clock.passes('P5D');
    expect((await buyer.waitsUntil('escalated.queued')).state).toBe('escalated.queued');
    const audit = await buyer.sees<Audit>('audit');
    expect(audit.valid).toBe(true);
    const passing = audit.events.findLast(({ type, canonical }) => type === 'deadlinePassed' && canonical.includes('"decision"'));
    expect((JSON.parse(passing?.canonical ?? '{}') as { input?: object }).input).toEqual({ kind: 'decision', dueAt: due });
    expect(JSON.stringify([audit, await buyer.sees('timeline'), await buyer.sees()])).not.toContain(rulingId);
  });

  it('that came to nothing is forgotten when somebody else begins with the case: parties are told the whole new time', async () => {
    const { buyer, seller, clock, arbitrator, secondArbitrator, lead, refuse } = await pendingRuling();
    await clock.passes('P1D');
    await lead.asks('post', refuse, { reason: 'The second photo is missing.' });
    await arbitrator.releases();
    await secondArbitrator.takes();
    const counted = await decisionSeenBy(lead);
    expect(Date.parse(counted.dueAt ?? '') - Date.parse(await clock.tells())).toBeGreaterThan(5 * DAY - 60_000);
    for (const party of [buyer, seller]) expect(await decisionSeenBy(party)).toEqual(counted);
  });
});

describe('A ruling about what the policy calls delicate', () => {
  it('waits for a second person whatever it is worth, and reclassifying it first does not help', async () => {
    const policies = parley.app.get(PolicyService);
    const standard = policies.get('standard-1');
    const released = policies['policies'] as Map<string, Policy>;
    released.set('standard-1', { ...standard, fourEyesReasons: ['other'] });
    try {
      for (const isReclassified of [false, true]) {
        const { arbitrator, secondArbitrator, buyer, seller } = await caseUnderReview(parley);
        if (isReclassified) await arbitrator.does('reclassify', { reason: 'defective', text: 'It hums.' });
        const before = [await seenText(buyer), await seenText(seller)];
        const { rulings, state } = await arbitrator.doesHavingSeen('rulings', rulingFor(100));
        expect(state).toBe('escalated.awaitingApproval');
        expect([await seenText(buyer), await seenText(seller)]).toEqual(before);
        const approve = `/v1/rulings/${rulings[0]!.id}/approve`;
        await expect(approves(arbitrator, approve)).rejects.toMatchObject({ status: 409, code: 'second_person_required' });
        await approves(secondArbitrator, approve);
        for (const party of [buyer, seller]) expect(await party.sees()).toMatchObject({ state: 'decided', ruling: { id: rulings[0]!.id } });
      }
    } finally {
      released.set('standard-1', standard);
    }
    const { arbitrator } = await caseUnderReview(parley);
    expect((await arbitrator.doesHavingSeen('rulings', rulingFor(100))).state).toBe('decided');
  });
});

const DAY = 86_400_000;

interface Audit {
  valid: boolean;
  events: { type: string; actor: object; canonical: string }[];
}

/** Everything by which somebody can tell until when it is to be decided: in the dispute, in their list; `left` in milliseconds, while it stands still. */
async function decisionSeenBy(who: Person): Promise<{ dueAt?: string | undefined; listed?: string | undefined; left?: number | undefined }> {
  const { id, deadlines } = await who.sees<SeenDispute & { deadlines: { kind: string; dueAt?: string; pausedLeft?: string }[] }>();
  const { data } = await who.asks<{ data: { id: string; dueAt?: string }[] }>('get', '/v1/disputes?limit=5');
  expect(deadlines.map(({ kind }) => kind)).not.toContain('approval');
  const { dueAt, pausedLeft }: { dueAt?: string; pausedLeft?: string } = deadlines.find(({ kind }) => kind === 'decision') ?? {};
  return { dueAt, listed: data.find((row) => row.id === id)?.dueAt, left: pausedLeft === undefined ? undefined : durationMs(pausedLeft) };
}
