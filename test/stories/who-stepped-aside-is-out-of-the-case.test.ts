import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { declaresRelation, queuedCase, staffMember } from '../support/desk.js';
import type { People } from '../support/people.js';
import type { Person } from '../support/person.js';
import type { SeenList } from '../support/seen.js';

interface Said {
  text: string | null;
}

let parley: TestApp;
beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());

const statusOf = async (who: Person, path: string) => (await who.request('get', path)).status;

/** Everything somebody can read of what was said and done, as text. */
async function allThatIsShown(who: Person, disputeId = ''): Promise<string> {
  const answers = await Promise.all(['?include=timeline', '/timeline', '/messages'].map((path) => who.request('get', `/v1/disputes/${disputeId}${path}`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  return answers.map(({ text }) => text).join('\n');
}

describe('Who stepped aside', () => {
  const APART = { status: 403, code: 'stepped_aside' };
  const refusalOf = async (who: Person, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object) => {
    const answer = await who.request(method, path, body);
    return { status: answer.status, code: (answer.body as { code?: string } | null)?.code };
  };

  it.each<[string, (who: Person, told: People) => Promise<unknown>]>([
    ['by stepping back', async (who) => {
      await who.does('take');
      await who.does('recuse', { reason: 'I know the buyer from school.' });
    }],
    ['by a relation that they declared', (who, { seller }) => declaresRelation(who, seller.sub)],
  ])('%s reads and writes nothing of what staff keep about the case, and hears what both sides hear', async (_how, stepsAside) => {
    const told = await queuedCase(parley);
    const { arbitrator, buyer, seller, lead, scene } = told;
    const path = `/v1/disputes/${scene.disputeId}`;
    const photo = await seller.shows('parcel');
    const own = await staffMember(told, `arbitrator-aside-${randomUUID().slice(0, 8)}`);
    const note = await own.does<{ id: string }>('notes', { text: 'Mine, from before.' });
    await arbitrator.does('notes', { text: 'The same photo as last year.' });
    await buyer.says('I know where the seller lives.', { audience: 'staff' });
    await arbitrator.says('Between colleagues.', { audience: 'staff' });
    await arbitrator.says('To both of you.', { audience: 'parties' });
    expect((await own.sees<SeenList<object>>('notes')).data).toHaveLength(2);
    await stepsAside(own, told);
    const refused: [what: string, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object][] = [
      ['reads notes', 'get', `${path}/notes`], ['writes one', 'post', `${path}/notes`, { text: 'He is nice.' }], ['erases one', 'delete', `${path}/notes/${note.id}`],
      ['reads who stepped back', 'get', `${path}/recusals`], ['takes the case file', 'get', `${path}/case-file.pdf`], ['drafts', 'put', `${path}/ruling-draft`, { document: {} }],
      ['reads signals', 'get', `/v1/evidence/${photo}/signals`], ['sees an original', 'post', `/v1/evidence/${photo}/views`, { reason: 'I would like to see it once.' }],
      ['hides a part', 'post', `/v1/evidence/${photo}/redactions`, { rectangles: [{ x: 0, y: 0, width: 0.5, height: 0.5 }], reasonCode: 'face' }],
    ];
    for (const [what, ...request] of refused) expect([what, await refusalOf(own, ...request)]).toEqual([what, APART]);
    await expect(own.says('The platform says: wait.', { audience: 'parties' })).rejects.toMatchObject({ status: 409, code: 'conflict_of_interest' });
    expect((await own.sees()).unavailableActions).toContainEqual(expect.objectContaining({ action: 'send-message', reason: 'conflict_of_interest' }));
    const heard = await allThatIsShown(own, scene.disputeId ?? '');
    expect(['To both of you.', 'Between colleagues.', 'where the seller lives'].map((words) => heard.includes(words))).toEqual([true, false, false]);
    expect((await own.sees<SeenList<{ text: string }>>('messages')).data.map(({ text }) => text)).toEqual(['To both of you.']);
    // Everybody else of the house goes on as before, and a party learns nothing of it.
    expect((await lead.sees<SeenList<Said>>('notes')).data.map(({ text }) => text)).toEqual(['The same photo as last year.', 'Mine, from before.']);
    expect((await arbitrator.sees<SeenList<{ text: string }>>('messages')).data).toHaveLength(3);
    for (const party of [buyer, seller]) expect((await party.sees()).state).toBe('escalated.queued');
    await buyer.withdraws();
  });

  it('reads no ruling that waits for a second person, but knows that it is waited for; once in force it is everybody’s', async () => {
    const told = await queuedCase(parley, { lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }] });
    const { arbitrator, secondArbitrator, lead, buyer, seller } = told;
    const own = await staffMember(told, `arbitrator-aside-${randomUUID().slice(0, 8)}`);
    await declaresRelation(own, buyer.sub);
    await arbitrator.takes();
    const { rulings } = await arbitrator.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }], remedy: { kind: 'refund', amount: { amount: 90_000, currency: 'EUR' } } });
    const [path, text] = [`/v1/rulings/${rulings[0]!.id}`, `/v1/rulings/${rulings[0]!.id}/text`];
    const readBy = async (who: Person) => [(await who.sees()).rulings.length, await statusOf(who, path), await statusOf(who, text)];
    expect((await own.sees()).state).toBe('escalated.awaitingApproval');
    for (const out of [own, buyer, seller]) expect([out.name, await readBy(out)]).toEqual([out.name, [0, 404, 404]]);
    for (const within of [arbitrator, secondArbitrator, lead]) expect([within.name, await readBy(within)]).toEqual([within.name, [1, 200, 200]]);
    await secondArbitrator.asks('post', `${path}/approve`, undefined, { 'if-match': await secondArbitrator.version() });
    for (const who of [own, buyer, seller, lead]) expect([who.name, await readBy(who)]).toEqual([who.name, [1, 200, 200]]);
  });

  it('is not told what staff did meanwhile when they come too late, nor by the history as it was chained', async () => {
    const told = await queuedCase(parley, { lines: [{ id: 'lamp', title: 'Chandelier', quantity: 1, paid: 90_000 }] });
    const { arbitrator, secondArbitrator, buyer, scene } = told;
    const own = await staffMember(told, `arbitrator-aside-${randomUUID().slice(0, 8)}`);
    await declaresRelation(own, buyer.sub);
    await arbitrator.takes();
    const ruled = await arbitrator.rules({ facts: [{ text: 'It hums.', evidenceIds: [] }], remedy: { kind: 'refund', amount: { amount: 90_000, currency: 'EUR' } } });
    await secondArbitrator.asks('post', `/v1/rulings/${ruled.rulings[0]!.id}/refuse`, { reason: 'The noise was never heard.' }, { 'if-match': await secondArbitrator.version() });
    const late = async (who: Person, action: string) => {
      const { status, text } = await who.request('post', `/v1/disputes/${scene.disputeId}/${action}`, undefined, { 'if-match': '"1"' });
      return { status, tells: ['arbitratorRuled', 'rulingRefused', 'never heard'].filter((words) => text.includes(words)) };
    };
    expect(await late(arbitrator, 'release')).toEqual({ status: 412, tells: ['arbitratorRuled', 'rulingRefused', 'never heard'] });
    expect(await late(own, 'release')).toEqual({ status: 412, tells: [] });
    expect(await late(own, 'take')).toEqual({ status: 409, tells: [] });
    const chained = async (who: Person) => (await who.sees<{ events: { type: string; actor: { role: string; id?: string } }[] }>('audit')).events;
    expect((await chained(arbitrator)).map(({ type }) => type)).toEqual(expect.arrayContaining(['arbitratorRuled', 'rulingRefused']));
    const known = await chained(own);
    expect(known.filter(({ type }) => type === 'arbitratorRuled' || type === 'rulingRefused')).toEqual([]);
    expect(known.filter(({ type }) => type === 'internal').map(({ actor }) => actor)).toEqual([{ role: 'arbitrator' }, { role: 'arbitrator' }]);
  });

  it.each<[string, (who: Person, told: People) => Promise<unknown>]>([
    ['by stepping back', (who) => who.does('recuse', { reason: 'I know the buyer from school.' })],
    ['by a relation that they declared', async (who, { seller }) => {
      await who.does('release');
      await declaresRelation(who, seller.sub);
    }],
  ])('%s has nothing left to read, however much the others talk', async (_how, stepsAside) => {
    const told = await queuedCase(parley);
    const { arbitrator, buyer, scene } = told;
    const own = await staffMember(told, `arbitrator-aside-${randomUUID().slice(0, 8)}`);
    const unread = async () => [(await own.sees<{ unread: number }>()).unread, (await own.asks<{ unread: number }>('get', '/v1/me/unread')).unread];
    const marks = () => own.asks<{ upTo: number; unread: number }>('put', `/v1/disputes/${scene.disputeId}/read`, { upTo: 1_000 });
    await own.does('take');
    await buyer.says('Can you hear it hum?', { audience: 'staff' });
    expect(await unread()).toEqual([1, 1]);
    await stepsAside(own, told);
    for (const words of ['One.', 'Two.']) await arbitrator.says(words, { audience: 'staff' });
    expect(await unread()).toEqual([0, 0]);
    await arbitrator.says('To both of you.', { audience: 'parties' });
    const { data } = await own.sees<SeenList<{ seq: number }>>('messages');
    expect(await marks()).toEqual({ upTo: data[0]!.seq, unread: 0 });
    await arbitrator.says('Three.', { audience: 'staff' });
    expect(await unread()).toEqual([0, 0]);
    await buyer.withdraws();
  });
});
