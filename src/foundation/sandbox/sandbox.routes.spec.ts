import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { createApp } from '../../app.js';
import { Clock } from '../clock/clock.js';
import { loadConfig } from '../config/config.js';
import { TokenVerifier } from '../identity/token-verifier.js';
import { Workers } from '../workers/workers.js';

const DAY = 86_400_000;
const LOCAL = { host: '127.0.0.1' };

let database: TestDatabase;
let app: NestFastifyApplication;

beforeAll(async () => {
  database = await createTestDatabase();
  const config = loadConfig({
    ...process.env,
    DATABASE_URL: database.url,
    SANDBOX: '1',
    REFUND_GATEWAY: 'sandbox',
    JWT_ISSUER: 'https://sandbox.example',
    LOG_LEVEL: 'silent',
    SWEEP_INTERVAL_MS: '20',
  });
  app = await createApp({ config });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const advance = (payload: object) => app.inject({ method: 'POST', url: '/v1/sandbox/clock/advance', headers: LOCAL, payload });
const nowAfter = async (by: string) => Date.parse((await advance({ by })).json<{ now: string }>().now);

describe('The sandbox', () => {
  it('tells the time', async () => {
    const answer = await advance({ by: 'P0D' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ now: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) });
  });

  it('lets time pass, and what falls due meanwhile happen at its time', async () => {
    const due = { at: (await nowAfter('P0D')) + 2 * DAY, firedAt: 0 };
    const isDue = async () => due.firedAt === 0 && due.at <= (await app.get(Clock).now());
    app.get(Clock).registerDueTime(async () => (due.firedAt === 0 ? due.at : null));
    app.get(Workers).register({
      name: 'test',
      everyMs: 20,
      backlog: async () => ((await isDue()) ? 1 : 0),
      tick: async () => {
        if (!(await isDue())) return 0;
        due.firedAt = await app.get(Clock).now();
        return 1;
      },
    });
    const before = await nowAfter('P0D');
    const after = await nowAfter('P5D');
    expect(after - before).toBeGreaterThanOrEqual(5 * DAY);
    expect(after - before).toBeLessThan(5 * DAY + 60_000);
    expect(due.firedAt - due.at).toBeLessThan(60_000);
    expect(due.firedAt).toBeGreaterThanOrEqual(due.at);
  });

  it('walks one walk after the other', async () => {
    const before = await nowAfter('P0D');
    await Promise.all([advance({ by: 'P1D' }), advance({ by: 'P1D' }), advance({ by: 'P1D' })]);
    expect((await nowAfter('P0D')) - before).toBeGreaterThanOrEqual(3 * DAY);
  });

  it.each([{ by: 'P1M' }, { by: 5 }, {}, { by: 'P1D', from: 'now' }])('refuses %j', async (body) => {
    const answer = await advance(body);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, 'invalid']);
  });

  it('knows its people', async () => {
    const answer = await app.inject({ url: '/v1/sandbox/tokens', headers: LOCAL });
    const people = answer.json<Record<string, { sub: string; token: string }>>();
    const callers = await Promise.all(Object.values(people).map(async ({ token }) => app.get(TokenVerifier).verify(token)));
    expect(callers.map(({ sub, roles, locale }) => [sub, roles.join(), locale])).toEqual([
      ['buyer-ana', '', 'es'],
      ['buyer-ben', '', 'en'],
      ['seller-lumen', '', 'en'],
      ['arbitrator-ines', 'arbitrator', 'en'],
      ['arbitrator-olu', 'arbitrator', 'en'],
      ['lead-mara', 'lead', 'en'],
      ['marketplace-demo', 'marketplace', undefined],
    ]);
  });

  it('mints a token for anybody', async () => {
    const payload = { sub: 'buyer-zoe', roles: ['arbitrator'], locale: 'es' };
    const answer = await app.inject({ method: 'POST', url: '/v1/sandbox/tokens', headers: LOCAL, payload });
    expect(answer.statusCode).toBe(201);
    expect(await app.get(TokenVerifier).verify(answer.json<{ token: string }>().token)).toEqual(payload);
  });

  it('offers its routes with their own methods only', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/v1/sandbox/tokens', headers: LOCAL });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });
});
