import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { bootApp, type TestApp } from '../support/app.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { declaration, declares, photoBytes } from '../support/pieces.js';

let parley: TestApp;
let story: People;

beforeAll(async () => {
  parley = await bootApp();
});
beforeEach(async () => {
  story = await people(parley);
});
afterAll(() => parley.close());

interface Request {
  requirement: string;
  from: string;
  mandatory: boolean;
  kinds: string[];
  label: string;
  hint: string;
  exampleHref: string;
  satisfiedBy: string[];
  dueAt?: string;
}
const ENGLISH = { 'accept-language': 'en' };
const SPANISH = { 'accept-language': 'es' };
const requestsSeenBy = async (who: Person, headers = {}) =>
  (await who.asks<{ evidenceRequests: Request[] }>('get', `/v1/disputes/${story.scene.disputeId}`, undefined, headers)).evidenceRequests;
const answersSeenBy = async (who: Person) => Object.fromEntries((await requestsSeenBy(who)).map(({ requirement, satisfiedBy }) => [requirement, satisfiedBy]));
const dueOf = async (kind: string) => (await story.buyer.sees()).deadlines.find((deadline) => deadline.kind === kind)?.dueAt;

describe('What evidence is asked for', () => {
  it('is said before a dispute, in the reader’s language, with a drawing of each', async () => {
    const reasons = await story.buyer.asks<{ data: { reason: string; evidenceRequests: Request[] }[] }>('get', '/v1/reasons', undefined, ENGLISH);
    await story.buyer.drafts();
    const path = `/v1/orders/${story.scene.orderId}/eligibility`;
    const order = await story.buyer.asks<{ lines: { reasons: { reason: string; evidenceRequests: Request[] }[] }[] }>('get', path, undefined, SPANISH);
    const damaged = reasons.data.find(({ reason }) => reason === 'damaged')!.evidenceRequests;
    expect(damaged.map(({ requirement, from, mandatory }) => [requirement, from, mandatory])).toEqual([
      ['damage', 'buyer', true], ['item_whole', 'buyer', true], ['packaging', 'buyer', false], ['item_before_dispatch', 'seller', false],
    ]);
    expect(damaged[0]).toMatchObject({ label: 'The damage from close by', kinds: ['photo', 'video'], exampleHref: '/v1/evidence-examples/damage' });
    expect(order.lines[0]!.reasons.find(({ reason }) => reason === 'damaged')!.evidenceRequests[0]).toMatchObject({ label: 'El daño de cerca' });
    const asked = new Set(reasons.data.flatMap(({ evidenceRequests }) => evidenceRequests.map(({ exampleHref }) => exampleHref)));
    expect(asked.size).toBeGreaterThan(14);
    for (const href of asked) {
      const { body, headers } = await parley.http.get(href).buffer(true).parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
      }).expect(200).expect('content-type', 'image/webp');
      expect(await sharp(body as Buffer).metadata()).toMatchObject({ format: 'webp', width: 480, height: 360 });
      expect(headers['cache-control']).toContain('public');
    }
    await parley.http.get('/v1/evidence-examples/smell').expect(404).expect('content-type', /problem\+json/);
    await parley.http.get('/v1/evidence-examples/..%2fstandard-1').expect(404);
  });

  it('is ticked off in the dispute as pieces come, by what they were declared for', async () => {
    await story.buyer.drafts();
    expect(await answersSeenBy(story.buyer)).toEqual({ damage: [], item_whole: [], packaging: [], item_before_dispatch: [] });
    const plain = await story.buyer.shows();
    const damage = await story.buyer.shows('lamp-shade', { requirement: 'damage' });
    expect(await answersSeenBy(story.buyer)).toMatchObject({ damage: [damage], item_whole: [plain] });
    expect((await requestsSeenBy(story.buyer)).map(({ dueAt }) => dueAt)).toEqual([...Array<unknown>(3).fill(await dueOf('draft')), undefined]);
    await story.buyer.opens();
    const due = await dueOf('sellerResponse');
    expect((await requestsSeenBy(story.seller, SPANISH)).map(({ label, dueAt }) => [label, dueAt])).toEqual([
      ['El daño de cerca', undefined], ['El artículo entero', undefined], ['El embalaje', undefined], ['El artículo antes del envío', due],
    ]);
    const held = await story.seller.shows('parcel', { requirement: 'item_before_dispatch', holdUntilAnswer: true });
    expect([await answersSeenBy(story.seller), await answersSeenBy(story.buyer)]).toMatchObject([{ item_before_dispatch: [held] }, { item_before_dispatch: [] }]);
    await story.seller.rejectsClaim();
    expect(await answersSeenBy(story.arbitrator)).toMatchObject({ damage: [damage], item_before_dispatch: [held] });
    await story.buyer.withdraws();
    expect(await requestsSeenBy(story.buyer)).toEqual([]);
  });

  it('is named when it is missing, in the caller’s language', async () => {
    await story.buyer.drafts();
    const opening = async (headers: Record<string, string> = ENGLISH) => {
      const { status, body } = await story.buyer.request('post', `/v1/disputes/${story.scene.disputeId}/open`, undefined, headers);
      return { status, ...(body as { code: string; errors: object[] }) };
    };
    expect(await opening()).toMatchObject({
      status: 409, code: 'evidence_missing',
      errors: [
        { pointer: '/evidence/damage', code: 'requirement_missing', detail: 'One piece is missing: The damage from close by (photo or video).' },
        { pointer: '/evidence/item_whole', code: 'requirement_missing', detail: 'One piece is missing: The whole item (photo).' },
      ],
    });
    await story.buyer.shows();
    expect((await opening(SPANISH)).errors).toEqual([
      { pointer: '/evidence/item_whole', code: 'requirement_missing', detail: 'Falta una prueba: El artículo entero (foto).' },
    ]);
    await story.buyer.drafts({ reason: 'other', statement: 'It smells.' });
    expect((await opening()).errors).toEqual([{ pointer: '/statement', code: 'statement_missing', detail: 'The statement is 20 characters too short.' }]);
  });

  it('can be named only if it is asked of one’s side', async () => {
    await story.buyer.opensDispute();
    const refused = async (who: Person, requirement: string) => {
      const { status, body } = await who.request('post', `/v1/disputes/${story.scene.disputeId}/evidence`, declaration(await photoBytes(), { requirement }));
      return [status, (body as { errors: { pointer: string; code: string; detail: string }[] }).errors[0]];
    };
    const fault = (detail: string) => [422, { pointer: '/requirement', code: 'unknown_requirement', detail }];
    expect(await refused(story.buyer, 'smell')).toEqual(fault('One of damage, item_whole, packaging.'));
    expect(await refused(story.seller, 'damage')).toEqual(fault('One of item_before_dispatch.'));
    expect(await refused(story.buyer, 'constructor')).toEqual(fault('One of damage, item_whole, packaging.'));
    expect(await declares(story.buyer, await photoBytes(), { requirement: 'packaging' })).toMatchObject({ status: 'declared' });
  });
});
