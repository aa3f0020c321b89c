import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bootApp, type TestApp } from '../support/app.js';
import { declaresRelation, staffMember } from '../support/desk.js';
import { openedWith } from '../support/opened.js';
import type { People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { downloads, lists, photoBytes, seesPiece, whileNobodyRedacts } from '../support/pieces.js';

interface Redactions {
  data: { text?: string; by: { role: string; id?: string }; reasonCode: string }[];
}

const PART = { x: 0, y: 0, width: 0.5, height: 0.5 };
const APART = { status: 403, code: 'stepped_aside' };
const FORBIDDEN = { status: 403, code: 'forbidden' };

let parley: TestApp;
let story: People;
let id: string;
/** A lead whose sister is the seller. */
let own: Person;

beforeAll(async () => {
  parley = await bootApp();
});
afterAll(() => parley.close());
beforeEach(async () => {
  ({ story, piece: { id } } = await openedWith(parley, await photoBytes()));
  own = await staffMember(story, `lead-aside-${randomUUID().slice(0, 8)}`, ['lead']);
});

const stepsAside = () => declaresRelation(own, story.seller.sub, 'She is my sister.');
const tries = async (who: Person, method: 'get' | 'put' | 'post' | 'delete', path: string, body?: object, headers = {}) => {
  const { status, body: { code } } = (await who.request(method, path, body, headers)) as { status: number; body: { code?: string } };
  return { status, code };
};
const erases = (who: Person, headers = {}) => tries(who, 'post', `/v1/evidence/${id}/erasure`, { reasonCode: 'unlawful_content' }, headers);
const holdPath = () => `/v1/disputes/${story.scene.disputeId}/legal-hold`;
const originalOf = async (who: Person) => (await seesPiece(who, id) as { originalHref?: string }).originalHref;

describe('A lead with an interest in a case', () => {
  it('erases none of its evidence; another one may', async () => {
    await stepsAside();
    expect(await erases(own)).toEqual(APART);
    expect(await seesPiece(story.buyer, id)).toMatchObject({ status: 'available' });
    expect(await tries(story.buyer, 'get', `/v1/evidence/${id}`)).toMatchObject({ status: 200 });
    expect(await erases(story.lead)).toMatchObject({ status: 202 });
  });

  it('is answered again what they asked before they stepped aside', async () => {
    const key = { 'idempotency-key': randomUUID() };
    expect(await erases(own, key)).toMatchObject({ status: 202 });
    await stepsAside();
    expect([await erases(own, key), await erases(own)]).toEqual([expect.objectContaining({ status: 202 }), APART]);
  });

  it('erases none as whatever else they are either, also where they stepped back', async () => {
    await story.seller.rejectsClaim();
    await story.buyer.escalates();
    const both = await staffMember(story, `both-aside-${randomUUID().slice(0, 8)}`, ['arbitrator', 'marketplace']);
    await both.does('take');
    await both.does('recuse', { reason: 'I know the buyer from school.' });
    expect(await erases(both)).toEqual(APART);
    const shop = await staffMember(story, `shop-${randomUUID().slice(0, 8)}`, ['marketplace']);
    expect(await erases(shop)).not.toEqual(APART);
  });

  it('neither places nor lifts nor reads of a legal hold, until the relation has ended', async () => {
    const relation = await stepsAside();
    for (const method of ['put', 'get', 'delete'] as const) {
      expect([method, await tries(own, method, holdPath(), method === 'get' ? undefined : { reason: 'A court wants it kept.' })]).toEqual([method, APART]);
    }
    expect(await tries(story.lead, 'put', holdPath(), { reason: 'A court wants it kept.' })).toMatchObject({ status: 200 });
    for (const method of ['get', 'delete'] as const) {
      expect([method, await tries(own, method, holdPath(), method === 'get' ? undefined : { reason: 'It is over.' })]).toEqual([method, APART]);
    }
    const held = async () => (await story.lead.asks<{ isHeld: boolean }>('get', holdPath())).isHeld;
    expect(await held()).toBe(true);
    await own.request('delete', `/v1/me/conflicts/${relation}`);
    expect(await tries(own, 'delete', holdPath(), { reason: 'It is over.' })).toMatchObject({ status: 200 });
    expect(await held()).toBe(false);
  });

  it('sees of the evidence, of what was burned away and of who looked at originals what both sides do', async () => {
    await story.arbitrator.asks('post', `/v1/evidence/${id}/redactions`, { rectangles: [PART], reasonCode: 'face', text: 'A child of the neighbours.' });
    await story.arbitrator.asks('post', `/v1/evidence/${id}/views`, { reason: 'To read the label on the box.' });
    const redactions = (who: Person) => who.asks<Redactions>('get', `/v1/evidence/${id}/redactions`);
    const looks = async (who: Person) => JSON.stringify(await who.sees('evidence-access'));
    const { sub } = story.arbitrator;
    expect((await redactions(own)).data).toMatchObject([{ text: 'A child of the neighbours.', by: { id: sub } }]);
    expect([(await looks(own)).includes(sub), await originalOf(own)]).toEqual([true, `/v1/evidence/${id}/views`]);
    await stepsAside();
    expect(await redactions(own)).toEqual(await redactions(story.seller));
    expect((await redactions(own)).data).toEqual([expect.not.objectContaining({ text: expect.anything() })]);
    expect([(await looks(own)).includes(sub), await originalOf(own)]).toEqual([false, undefined]);
    expect(await tries(own, 'get', `/v1/evidence/${id}/renditions/original`)).toEqual(FORBIDDEN);
  });

  it('is shown nothing of a piece while parts of it are being hidden', async () => {
    await whileNobodyRedacts(parley.sql, async () => {
      await story.buyer.asks('post', `/v1/evidence/${id}/redactions`, { rectangles: [PART], reasonCode: 'face' });
      const shown = async () => [(await seesPiece(own, id)).renditions.length > 0, (await lists(own)).data.find((piece) => piece.id === id)!.renditions.length > 0];
      expect(await shown()).toEqual([true, true]);
      await stepsAside();
      expect(await shown()).toEqual([false, false]);
      await expect(downloads(own, `/v1/evidence/${id}/renditions/preview`)).rejects.toMatchObject({ status: 409, code: 'evidence_not_ready' });
      await downloads(story.lead, `/v1/evidence/${id}/renditions/preview`);
    });
  });
});

it('A draft of a ruling is not read by an author who stepped aside since, who may still throw it away', async () => {
  await story.seller.rejectsClaim();
  await story.buyer.escalates();
  const path = `/v1/disputes/${story.scene.disputeId}/ruling-draft`;
  expect(await tries(own, 'put', path, { document: { outcome: 'seller' } })).toMatchObject({ status: 200 });
  await stepsAside();
  expect(await tries(own, 'get', path)).toEqual(APART);
  expect(await tries(own, 'delete', path)).toMatchObject({ status: 204 });
});
