import { describe, expect, it } from '@jest/globals';
import { Answer } from '../http/answer.js';
import { fingerprintOf, requireKey } from './idempotency.js';
import { answerFromRecord, storedAnswerOf } from './records.js';

const PATH = '/v1/disputes/dp_1/offers';
const print = (body: string | undefined, method = 'POST', path = PATH) => fingerprintOf(method, path, body === undefined ? undefined : Buffer.from(body));

describe('A fingerprint', () => {
  it('is the same for the same request', () => {
    expect(print('{"amount":1}')).toBe(print('{"amount":1}'));
  });

  it('takes an absent and an empty body for {}', () => {
    expect([print(undefined), print('')]).toEqual([print('{}'), print('{}')]);
  });

  it.each([
    ['body', print('{"amount":2}')],
    ['spelling of the body', print('{ "amount":1}')],
    ['method', print('{"amount":1}', 'PUT')],
    ['path', print('{"amount":1}', 'POST', '/v1/disputes/dp_2/offers')],
    ['border between path and body', print('"amount":1}', 'POST', `${PATH}{`)],
  ])('differs with another %s', (_what, other) => {
    expect(other).not.toBe(print('{"amount":1}'));
  });
});

describe('A key', () => {
  it('is required', () => {
    expect(() => requireKey(undefined)).toThrow(expect.objectContaining({ code: 'idempotency_key_required', status: 400 }));
  });

  it.each(['two words', 'ñ', 'x'.repeat(256)])('%s is refused', (key) => {
    expect(() => requireKey(key)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('may be any plain name', () => {
    expect(requireKey('5f0e…'.replace('…', ':retry-1'))).toBe('5f0e:retry-1');
  });
});

describe('A kept answer', () => {
  const request = { key: 'k', caller: 'buyer-ana', fingerprint: print('{}') };
  const sent = new Answer(201, { id: 'of_1' }, { etag: 7, location: '/v1/disputes/dp_1' });
  const record = { ...storedAnswerOf(sent), fingerprint: request.fingerprint };

  it('is repeated to the letter, and says so', () => {
    expect(answerFromRecord(record, request)).toMatchObject({ status: 201, body: '{"id":"of_1"}', etag: '7', location: '/v1/disputes/dp_1', replayed: true });
  });

  it('is not there for a new key', () => {
    expect(answerFromRecord(null, request)).toBeNull();
  });

  it('belongs to one request only', () => {
    const other = { ...request, fingerprint: print('{"amount":1}') };
    expect(() => answerFromRecord(record, other)).toThrow(expect.objectContaining({ code: 'idempotency_key_reused', status: 422 }));
  });
});
