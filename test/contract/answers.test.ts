import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { bootApp, type TestApp } from '../support/app.js';
import { people } from '../support/people.js';

/** An answer that goes wrong on its way out. */
type Spoil = (body: string) => { status?: number; body: string };

let parley: TestApp;
let spoil: Spoil | null = null;

/** Hooks on answers run in the order they were added: this one has to come before the check. */
function spoilAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (spoil === null) return done(null, payload);
    const { status, body } = spoil(String(payload));
    if (status !== undefined) void reply.status(status);
    done(null, body);
  });
}

beforeEach(() => {
  spoil = null;
});
beforeAll(async () => {
  parley = await bootApp({ roles: 'api', spoil: (app) => spoilAnswers(app.getHttpAdapter().getInstance()) });
});
afterAll(() => parley.close());

const changed = (change: object): Spoil => (body) => ({ body: JSON.stringify({ ...(JSON.parse(body) as object), ...change }) });

describe('The check of answers', () => {
  it('agrees with what the API says, and counts it', async () => {
    const { marketplace, buyer } = await people(parley);
    await marketplace.pushesOrder();
    await buyer.drafts();
    await expect(buyer.opens()).rejects.toMatchObject({ code: 'evidence_missing' });
    expect(parley.answers.seen.get('openDispute 409')).toBe(1);
    expect(parley.answers.seen.get('startDispute 201')).toBe(1);
    expect(() => parley.answers.settle()).not.toThrow();
  });

  it.each<[string, Spoil, RegExp]>([
    ['a member nobody documented', changed({ secret: 1 }), /must NOT have additional properties.*secret/],
    ['a member of another type', changed({ policy: 7 }), /\/policy must be string/],
    ['a missing member', changed({ data: undefined }), /must have required property 'data'/],
    ['a status nobody documented', (body) => ({ status: 418, body }), /the status is not documented/],
    ['a status whose body is another', (body) => ({ status: 401, body }), /application\/json is not documented/],
  ])('finds %s', async (_what, wrong, words) => {
    const { buyer } = await people(parley);
    spoil = wrong;
    await buyer.request('get', '/v1/reasons');
    expect(() => parley.answers.settle()).toThrow(words);
  });

  it.each<[string, Spoil, RegExp]>([
    ['a code the operation has not', changed({ code: 'own_offer' }), /the code own_offer is not documented/],
    ['a problem without its code', changed({ code: undefined }), /must have required property 'code'/],
  ])('finds %s', async (_what, wrong, words) => {
    const { buyer } = await people(parley);
    spoil = wrong;
    await buyer.request('get', '/v1/disputes/dp_none');
    expect(() => parley.answers.settle()).toThrow(words);
  });

  it('looks at refusals outside every operation too', async () => {
    await parley.http.get('/nowhere').expect(404);
    expect(() => parley.answers.settle()).not.toThrow();
    spoil = changed({ title: undefined });
    await parley.http.get('/nowhere').expect(404);
    expect(() => parley.answers.settle()).toThrow(/GET \/nowhere -> 404: .*'title'/);
  });

  it('makes closing fail, so that the file that saw it fails', async () => {
    const second = await bootApp({ roles: 'api', spoil: (app) => spoilAnswers(app.getHttpAdapter().getInstance()) });
    spoil = changed({ status: 1 });
    await second.http.get('/health/live').expect(200);
    spoil = null;
    await expect(second.close()).rejects.toThrow(/GET \/health\/live -> 200: \/status/);
  });
});
