import { NotFoundException, HttpException, type ValidationError } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { ArrayMinSize, IsArray, IsIn, IsInt, Length, validateSync, ValidateNested } from 'class-validator';
import { AllowedMethods } from './allowed-methods.js';
import { clientErrorText } from './client-errors.js';
import { PROBLEM_CODES } from './problem-codes.js';
import { problem } from './problem.js';
import { asProblem } from './recognise.js';
import { renderProblem } from './rendering.js';
import { validationProblem } from './validation.js';

const context = { language: 'en', instance: '/v1/disputes', requestId: 'r-1' } as const;

describe('a problem', () => {
  it('is told as RFC 9457, with its own members and headers', () => {
    const refusal = problem('too_early_to_escalate', { says: 'try_again_in', values: { seconds: 9 } }, { extra: { availableFrom: '2026-01-02T00:00:00.000Z' } });
    const { status, headers, body } = renderProblem(refusal, { ...context, language: 'es' });
    expect(status).toBe(409);
    expect(headers).toMatchObject({ 'Content-Type': 'application/problem+json; charset=utf-8', 'Content-Language': 'es', 'X-Request-Id': 'r-1' });
    expect(body).toEqual({
      type: '/docs/problems#too_early_to_escalate',
      title: 'Es demasiado pronto para pedir que decida la plataforma',
      status: 409,
      detail: 'Inténtelo de nuevo en 9 segundos.',
      instance: '/v1/disputes',
      code: 'too_early_to_escalate',
      requestId: 'r-1',
      availableFrom: '2026-01-02T00:00:00.000Z',
    });
  });

  it('cannot disguise itself by its extra members', () => {
    const { body } = renderProblem(problem('forbidden', undefined, { extra: { status: 200, code: 'fine' } }), context);
    expect(body).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('says what went wrong before all else', () => {
    const { body } = renderProblem(problem('forbidden', undefined, { extra: { availableActions: [] } }), context);
    expect(Object.keys(body)).toEqual(['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId', 'availableActions']);
  });

  it.each([['unauthenticated', 'WWW-Authenticate'], ['unavailable', 'Retry-After'], ['too_many_requests', 'Retry-After']] as const)(
    '%s says what to do next in %s',
    (code, header) => expect(renderProblem(problem(code), context).headers[header]).toBeTruthy(),
  );

  it('has a plausible status and a title of its own in each language for every code', () => {
    const meanings = Object.entries(PROBLEM_CODES);
    expect(meanings.length).toBeGreaterThan(55);
    for (const [code, { status, title }] of meanings) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title.en).not.toBe(title.es);
    }
    expect(new Set(meanings.map(([, { title }]) => title.en)).size).toBe(meanings.length);
    expect(new Set(meanings.map(([, { title }]) => title.es)).size).toBe(meanings.length);
  });
});

describe('what was thrown', () => {
  const fastifyError = (code: string, statusCode: number): Error => Object.assign(new Error('quotes "the body"'), { name: 'FastifyError', code, statusCode });

  it.each([
    ['a problem', problem('own_offer'), 'own_offer'],
    ['no route', new NotFoundException('Cannot GET /x?secret=1'), 'not_found'],
    ['too large a body', new HttpException('x', 413, { cause: fastifyError('FST_ERR_CTP_BODY_TOO_LARGE', 413) }), 'body_too_large'],
    ['a strange type', fastifyError('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415), 'unsupported_media_type'],
    ['broken JSON', fastifyError('FST_ERR_CTP_INVALID_JSON_BODY', 400), 'malformed'],
    ['a database that is away', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'unavailable'],
    ['a full pool', new Error('timeout exceeded when trying to connect'), 'unavailable'],
    ['a slow statement', Object.assign(new Error('x'), { code: '57014' }), 'unavailable'],
    ['our own mistake', new TypeError('x is undefined'), 'internal'],
    ['an error that claims a status', Object.assign(new Error('x'), { statusCode: 404 }), 'internal'],
    ['no error at all', undefined, 'internal'],
  ])('%s becomes its code and quotes nothing', (_what, thrown, code) => {
    const found = asProblem(thrown);
    expect(found.code).toBe(code);
    expect(found.message).not.toMatch(/quotes|secret|undefined/);
  });
});

describe('validation', () => {
  class Line {
    @IsInt()
    'a/b~c': unknown = 'x';
  }

  class Claim {
    @IsArray()
    @ArrayMinSize(1)
    items: unknown;

    @Length(1, 20)
    text = '';

    @ValidateNested({ each: true })
    lines = [new Line()];

    @IsIn(['buyer', 'seller'], { each: true })
    roles = ['clock'];
  }

  const found = () => validateSync(new Claim(), { validationError: { target: true, value: true }, dismissDefaultMessages: true }) as ValidationError[];
  const errorsIn = (language: 'en' | 'es') => renderProblem(validationProblem(found()), { ...context, language }).body['errors'];

  it('says once that a field is missing, points at each fault, and gives a rule’s limits', () => {
    expect(errorsIn('en')).toEqual([
      { pointer: '/items', code: 'required', detail: 'This field is required.' },
      { pointer: '/text', code: 'is_length', detail: 'This must have some text, at most 20 characters.' },
      { pointer: '/lines/0/a~1b~0c', code: 'is_int', detail: 'This must be a whole number.' },
      { pointer: '/roles', code: 'is_in', detail: 'Every entry must be one of: buyer, seller.' },
    ]);
  });

  it('says it in the language of the caller', () => {
    expect((errorsIn('es') as { detail: string }[]).map(({ detail }) => detail)).toEqual([
      'Este campo es obligatorio.',
      'Este campo debe tener algún texto, de 20 caracteres como máximo.',
      'Este campo debe ser un número entero.',
      'Cada elemento debe ser uno de: buyer, seller.',
    ]);
  });

  it('says of a field that nobody knows only that', () => {
    const { status, errors } = validationProblem([{ property: 'x', constraints: { whitelistValidation: '', isInt: '' } }]);
    expect([status, errors]).toEqual([422, [{ pointer: '/x', code: 'unknown_field' }]]);
  });

  it('never answers a bad body with a much larger one', () => {
    const bad = Array.from({ length: 10_000 }, (_, at) => ({ property: `${at}${'x'.repeat(5_000)}`, constraints: { isInt: 'y'.repeat(5_000) } }));
    const problem = validationProblem(bad);
    expect(problem.errors?.length).toBe(20);
    const { body } = renderProblem(problem, context);
    expect(JSON.stringify(body).length).toBeLessThan(12_000);
  });
});

describe('what no route answers', () => {
  const allowed = new AllowedMethods();
  allowed.add('/v1/disputes/:id', ['GET', 'HEAD']);
  allowed.add('/v1/disputes/:id', ['PATCH']);
  allowed.add('/docs/*', ['GET']);

  it.each([
    ['/v1/disputes/dp_1', ['GET', 'HEAD', 'PATCH']],
    ['/v1/disputes/dp_1/x', []],
    ['/v1/disputes/', []],
    ['/docs/x', []],
  ])('%s knows its methods', (path, methods) => expect(allowed.of(path)).toEqual(methods));
});

describe('what is no request at all', () => {
  it.each([['HPE_HEADER_OVERFLOW', 431], ['ERR_HTTP_REQUEST_TIMEOUT', 408], ['HPE_INVALID_METHOD', 400]])('%s is answered with %i', (code, status) => {
    const [head = '', body = ''] = clientErrorText(code).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
    expect(JSON.parse(body)).toMatchObject({ status });
  });
});
