import { Controller, Get, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Answer } from './answer.js';
import { HttpModule } from './http.module.js';

@Controller()
class LettersController {
  @Get('made')
  made() {
    return new Answer(201, { id: 'of_1' }, { etag: 7, location: '/v1/disputes/dp_1', headers: { 'X-Kind': 'offer' } });
  }
  @Get('repeated')
  repeated() {
    return new Answer(201, '{ "id":  "of_1" }', { etag: '7', replayed: true });
  }
  @Get('empty')
  empty() {
    return new Answer(204, null);
  }
  @Get('plain')
  plain() {
    return { status: 418, body: 'a view may have such fields' };
  }
}

@Module({ imports: [HttpModule], controllers: [LettersController] })
class LettersModule {}

let app: NestFastifyApplication;

beforeAll(async () => {
  const module = await Test.createTestingModule({ imports: [LettersModule] }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

describe('An answer', () => {
  it('carries its status, version, place and headers', async () => {
    const { statusCode, headers, body } = await app.inject({ url: '/made' });
    expect([statusCode, body]).toEqual([201, '{"id":"of_1"}']);
    expect(headers).toMatchObject({ etag: '"7"', location: '/v1/disputes/dp_1', 'x-kind': 'offer' });
    expect(headers).not.toHaveProperty('idempotency-replayed');
  });

  it('that was kept is sent to the letter, as JSON', async () => {
    const { headers, body } = await app.inject({ url: '/repeated' });
    expect(body).toBe('{ "id":  "of_1" }');
    expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', etag: '"7"', 'idempotency-replayed': 'true' });
  });

  it('may have no body', async () => {
    const { statusCode, body } = await app.inject({ url: '/empty' });
    expect([statusCode, body]).toEqual([204, '']);
  });

  it('is not mistaken for a view', async () => {
    const { statusCode, body } = await app.inject({ url: '/plain' });
    expect([statusCode, JSON.parse(body)]).toEqual([200, { status: 418, body: 'a view may have such fields' }]);
  });
});
