import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { Log } from '../logging/log.js';
import { AllowedMethods } from '../problems/allowed-methods.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { BODY_LIMIT_BYTES } from './json-body.js';
import { MAX_JSON_DEPTH } from './json-guard.js';
import { HTTP_LIMITS, registerHttp } from './register.js';

const server = fastify(HTTP_LIMITS);

beforeAll(async () => {
  const problems = new ProblemFilter(new Log('silent'), new AllowedMethods());
  server.setErrorHandler((error, request, reply) => {
    problems.answer(error, request, reply);
    return reply;
  });
  registerHttp(server);
  server.post('/echo', (request) => ({ body: request.body, bytes: request.bodyBytes?.toString('utf8') ?? null }));
  server.get('/echo', (request) => ({ id: request.id }));
  await server.ready();
});
afterAll(() => server.close());

interface Told {
  readonly status: number;
  readonly body: { readonly code?: string; readonly body?: unknown; readonly bytes?: unknown; readonly errors?: { pointer: string; code: string }[] };
}

async function post(payload: string | Buffer, contentType = 'application/json'): Promise<Told> {
  const answer = await server.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': contentType } });
  return { status: answer.statusCode, body: answer.json() };
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('A body', () => {
  it('is read as JSON and kept to the byte', async () => {
    expect(await post('{ "text": "línea\\n\\tdos 🪔" }')).toEqual({
      status: 200,
      body: { body: { text: 'línea\n\tdos 🪔' }, bytes: '{ "text": "línea\\n\\tdos 🪔" }' },
    });
  });

  it('that is absent equals {}', async () => {
    const without = await server.inject({ method: 'POST', url: '/echo' });
    const empty = await post('');
    expect([without.json<object>(), empty.body]).toEqual([{ body: {}, bytes: null }, { body: {}, bytes: '' }]);
  });

  it(`may be nested ${MAX_JSON_DEPTH} deep and no deeper`, async () => {
    expect((await post(nested(MAX_JSON_DEPTH))).status).toBe(200);
    expect(await post(nested(MAX_JSON_DEPTH + 1))).toMatchObject({ status: 400, body: { code: 'malformed', errors: [{ code: 'too_deep' }] } });
  });

  it('as deep as it is long breaks nothing', async () => {
    expect((await post(nested(BODY_LIMIT_BYTES / 2))).status).toBe(400);
  });

  it.each([
    ['NUL', '{"a":{"b":["ok","\\u0000"]}}', '/a/b/1', 'control_character'],
    ['a carriage return', '{"a":"\\r\\n"}', '/a', 'control_character'],
    ['DEL', '{"a":"\x7f"}', '/a', 'control_character'],
    ['half a surrogate pair', '{"a/b":"\\ud83d"}', '/a~1b', 'not_unicode'],
    ['NUL in a name', '{"\\u0000":1}', '/\u0000', 'control_character'],
    ['a prototype', '{"__proto__":{"roles":["lead"]}}', '/__proto__', 'forbidden_key'],
  ])('with %s is refused and the place is named', async (_what, payload, pointer, code) => {
    expect(await post(payload)).toMatchObject({ status: 400, body: { code: 'malformed', errors: [{ pointer, code }] } });
  });

  it.each([
    ['broken JSON', '{"a":', 'application/json', 400, 'malformed'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'malformed'],
    ['another charset', '{}', 'application/json; charset=iso-8859-1', 415, 'unsupported_media_type'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['plain text', 'a', 'text/plain', 415, 'unsupported_media_type'],
    ['too many bytes', `"${'a'.repeat(BODY_LIMIT_BYTES)}"`, 'application/json', 413, 'body_too_large'],
  ])('of %s is refused', async (_what, payload, contentType, status, code) => {
    expect(await post(payload, contentType)).toMatchObject({ status, body: { code } });
  });

  it('in UTF-8 may say so', async () => {
    expect((await post('{}', 'application/json; charset=UTF-8')).status).toBe(200);
  });
});

describe('An address', () => {
  it.each(['/echo?cursor=%00', '/echo?cursor=%ff', '/echo?cursor=%0d', '/echo?cursor=%zz'])('%s is refused', async (url) => {
    const answer = await server.inject({ url });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'malformed']);
  });

  it('may hold any language', async () => {
    expect((await server.inject({ url: '/echo?text=l%C3%A1mpara+rota%0A' })).statusCode).toBe(200);
  });
});

describe('A request id', () => {
  it('is the one the client sent', async () => {
    const answer = await server.inject({ url: '/echo', headers: { 'x-request-id': 'shop:42' } });
    expect([answer.headers['x-request-id'], answer.json<{ id: string }>().id]).toEqual(['shop:42', 'shop:42']);
  });

  it.each(['two words', 'x'.repeat(65), ''])('"%s" is replaced', async (given) => {
    const answer = await server.inject({ url: '/echo', headers: { 'x-request-id': given } });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
