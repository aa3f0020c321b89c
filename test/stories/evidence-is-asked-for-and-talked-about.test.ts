import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { video } from '../../tools/client.mjs';
import { bootApp, type TestApp } from '../support/app.js';
import { people, type People } from '../support/people.js';
import type { Person } from '../support/person.js';
import { VIDEO } from '../support/parts.js';
import { declaration, declares, photoBytes, shows } from '../support/pieces.js';

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
      const { status, body } = await who.request('post', `/v1/disputes/${story.scene.disputeId}/evidence`, declaration(await photoBytes(), { requirement }), ENGLISH);
      return [status, (body as { errors: { pointer: string; code: string; detail: string }[] }).errors[0]];
    };
    const fault = (detail: string) => [422, { pointer: '/requirement', code: 'unknown_requirement', detail }];
    expect(await refused(story.buyer, 'smell')).toEqual(fault('It must be one of: damage, item_whole, packaging.'));
    expect(await refused(story.seller, 'damage')).toEqual(fault('It must be one of: item_before_dispatch.'));
    expect(await refused(story.buyer, 'constructor')).toEqual(fault('It must be one of: damage, item_whole, packaging.'));
    expect(await declares(story.buyer, await photoBytes(), { requirement: 'packaging' })).toMatchObject({ status: 'declared' });
  });
});

interface Comment {
  id: string;
  author: { role: string; id?: string };
  audience: string;
  text: string;
  anchor: { evidenceId: string; second?: number; point?: { x: number; y: number } };
}
interface Comments {
  data: Comment[];
  hasMore: boolean;
  nextCursor: string | null;
}
const comments = (who: Person, id: string, body: object, headers?: Record<string, string>) => who.asks<Comment>('post', `/v1/evidence/${id}/comments`, body, headers);
const saidOf = async (who: Person, id: string, query = '') => who.asks<Comments>('get', `/v1/evidence/${id}/comments${query}`);
const texts = async (who: Person, id: string) => (await saidOf(who, id)).data.map(({ text }) => text);
const point = { x: 0.25, y: 0.5 };

describe('What is said about a piece', () => {
  let photo: string;
  beforeEach(async () => {
    await story.buyer.drafts();
    photo = await story.buyer.shows();
    await story.buyer.shows('lamp-shade');
    await story.buyer.opens();
  });

  it('points at a spot, is heard by whom it is for, and is a message of the dispute', async () => {
    const first = await comments(story.seller, photo, { text: 'This dent was there before.', point });
    await comments(story.buyer, photo, { text: 'It was not.', point: { x: 0, y: 1 } });
    await comments(story.seller, photo, { text: 'Only for the platform.', audience: 'staff' });
    await comments(story.arbitrator, photo, { text: 'Only for the buyer.', audience: 'buyer' });
    expect(first).toMatchObject({ author: { role: 'seller', id: story.seller.sub }, anchor: { evidenceId: photo, point } });
    expect(await texts(story.buyer, photo)).toEqual(['Only for the buyer.', 'It was not.', 'This dent was there before.']);
    expect(await texts(story.seller, photo)).toEqual(['Only for the platform.', 'It was not.', 'This dent was there before.']);
    expect(await texts(story.lead, photo)).toHaveLength(4);
    await story.buyer.says('By the way.');
    const messages = await story.buyer.sees<Comments>('messages');
    expect(messages.data.map(({ anchor }) => anchor?.point)).toEqual([undefined, undefined, { x: 0, y: 1 }, point]);
    expect((await saidOf(story.buyer, photo)).data).toHaveLength(3);
    const audit = await story.seller.sees<{ valid: boolean; events: { canonical: string }[] }>('audit');
    expect([audit.valid, audit.events.some(({ canonical }) => canonical.includes('"anchor":{"evidenceId"'))]).toEqual([true, true]);
    expect(JSON.stringify(audit)).not.toContain('This dent');
  });

  it('comes in pages, of this piece only', async () => {
    for (const text of ['one', 'two', 'three']) await comments(story.buyer, photo, { text });
    const page = await saidOf(story.seller, photo, '?limit=2');
    expect([page.data.map(({ text }) => text), page.hasMore]).toEqual([['three', 'two'], true]);
    const rest = await saidOf(story.seller, photo, `?limit=2&cursor=${page.nextCursor}`);
    expect([rest.data.map(({ text }) => text), rest.hasMore]).toEqual([['one'], false]);
    const [, other] = (await story.buyer.sees<{ evidence: { id: string }[] }>()).evidence;
    expect((await saidOf(story.seller, other!.id)).data).toEqual([]);
    await expect(saidOf(story.seller, other!.id, `?cursor=${page.nextCursor}`)).rejects.toMatchObject({ status: 400 });
  });

  it('points at a second in a video, within its length', async () => {
    const film = await shows(story.buyer, await video(6_000), VIDEO);
    expect(film).toMatchObject({ status: 'available', details: { durationSeconds: 2 } });
    await story.buyer.says('A film of it.', { evidenceIds: [film.id] });
    expect(await comments(story.seller, film.id, { text: 'Here it still shines.', second: 1.5 })).toMatchObject({ anchor: { second: 1.5 } });
    const refused = async (body: object) => {
      const response = await story.seller.request('post', `/v1/evidence/${film.id}/comments`, { text: 'Here.', ...body });
      return [response.status, (response.body as { errors: { pointer: string; code: string }[] }).errors[0]?.code];
    };
    expect(await refused({ second: 2.1 })).toEqual([422, 'after_the_end']);
    expect(await refused({ point })).toEqual([422, 'only_in_pictures']);
    expect(await refused({ second: 1, point })).toEqual([422, 'one_of']);
    expect((await saidOf(story.seller, film.id)).data).toHaveLength(1);
  });

  it.each([
    ['a second in a photo', { second: 1 }],
    ['a point outside', { point: { x: 1.01, y: 0 } }],
    ['half a point', { point: { x: 0.5 } }],
    ['a point in words', { point: 'top left' }],
    ['a point of a list', { point: [0.5, 0.5] }],
    ['no point', { point: null }],
    ['a negative second', { second: -1 }],
    ['nothing to say', { text: '  ' }],
    ['something nobody asked for', { evidenceId: 'ev_1' }],
  ])('is not %s', async (_, body) => {
    await expect(comments(story.buyer, photo, { text: 'Here.', ...body })).rejects.toMatchObject({ status: 422, code: 'invalid' });
    expect((await saidOf(story.buyer, photo)).data).toEqual([]);
  });

  it('is not for strangers, nor to be said to one side by the other, nor after the end', async () => {
    for (const who of [story.stranger, story.anonymous]) {
      const status = who === story.stranger ? 404 : 401;
      await expect(comments(who, photo, { text: 'I saw it.' })).rejects.toMatchObject({ status });
      await expect(saidOf(who, photo)).rejects.toMatchObject({ status });
    }
    await expect(comments(story.marketplace, photo, { text: 'Hm.' })).rejects.toMatchObject({ status: 403 });
    await expect(comments(story.seller, photo, { text: 'Psst.', audience: 'buyer' })).rejects.toMatchObject({ status: 409, code: 'audience_not_allowed' });
    await story.buyer.withdraws();
    await expect(comments(story.buyer, photo, { text: 'One more thing.' })).rejects.toMatchObject({ status: 409, code: 'action_not_allowed' });
    expect((await saidOf(story.buyer, photo)).data).toEqual([]);
  });

  it('is not said in a draft, and who tries is told what may be done there, as the draft itself tells it', async () => {
    const drafting = await people(parley);
    await drafting.buyer.drafts();
    const piece = await drafting.buyer.shows();
    const seen = await drafting.buyer.sees<{ availableActions: object[]; unavailableActions: object[] }>();
    const { status, body } = await drafting.buyer.request('post', `/v1/evidence/${piece}/comments`, { text: 'Look here.' });
    const { availableActions, unavailableActions } = seen;
    expect([status, body]).toMatchObject([409, { code: 'action_not_allowed', availableActions, unavailableActions }]);
    expect(availableActions.length).toBeGreaterThan(1);
  });

  it('is not said about what one may not know of; about one’s own it seals', async () => {
    const held = await story.seller.shows('parcel', { holdUntilAnswer: true });
    await expect(comments(story.buyer, held, { text: 'What is this?' })).rejects.toMatchObject({ status: 404 });
    await expect(comments(story.arbitrator, held, { text: 'What is this?' })).rejects.toMatchObject({ status: 404 });
    await comments(story.seller, held, { text: 'This is how it left us.', point });
    expect(await texts(story.buyer, held)).toEqual(['This is how it left us.']);
  });

  it('is said once however often it is sent', async () => {
    const headers = { 'idempotency-key': 'comment-once' };
    const body = { text: 'Only once.', point };
    const all = await Promise.all(Array.from({ length: 6 }, () => comments(story.buyer, photo, body, headers)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await texts(story.buyer, photo)).toEqual(['Only once.']);
    await expect(comments(story.buyer, photo, { text: 'Another.' }, headers)).rejects.toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });
});
