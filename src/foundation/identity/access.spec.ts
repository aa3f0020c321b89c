import { Controller, Get, Module, type INestApplication, type Type } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Config, loadConfig } from '../config/config.js';
import { ConfigModule } from '../config/config.module.js';
import { registerHttp } from '../http/register.js';
import { LoggingModule } from '../logging/logging.module.js';
import { Log } from '../logging/log.js';
import { AllowedMethods } from '../problems/allowed-methods.js';
import { ProblemFilter } from '../problems/problem.filter.js';
import { SandboxTokens } from '../sandbox/sandbox-tokens.js';
import { Access } from './access.js';
import { CurrentCaller, type Caller, type Role } from './caller.js';
import { IdentityModule } from './identity.module.js';

const SANDBOX = {
  SANDBOX: '1',
  DATABASE_URL: 'postgres://localhost/parley',
  S3_ENDPOINT: 'http://localhost:9000',
  S3_BUCKET: 'evidence',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
  JWT_ISSUER: 'https://sandbox.example',
  REFUND_GATEWAY: 'sandbox',
  LOG_LEVEL: 'silent',
};
const config = loadConfig(SANDBOX);

@Controller('doors')
class DoorsController {
  @Get('public')
  @Access('public')
  street() {
    return { open: true };
  }
  @Get('authenticated')
  @Access('authenticated')
  hall(@CurrentCaller() caller: Caller) {
    return caller;
  }
  @Get('staff')
  @Access('staff')
  desk() {
    return {};
  }
  @Get('lead')
  @Access('lead')
  office() {
    return {};
  }
  @Get('marketplace')
  @Access('marketplace')
  dock() {
    return {};
  }
  @Get('sandbox')
  @Access('sandbox')
  playground() {
    return {};
  }
}

@Controller('gaps')
class GapsController {
  @Get('forgotten')
  forgotten() {
    return {};
  }
  @Get('declared')
  @Access('public')
  declared() {
    return {};
  }
}

@Access('staff')
@Controller('rooms')
class RoomsController {
  @Get()
  all() {
    return {};
  }
}

let app: INestApplication | undefined;

async function boot(controllers: Type[], settings: Config = config): Promise<NestFastifyApplication> {
  @Module({ imports: [ConfigModule.with(settings), LoggingModule, IdentityModule], controllers })
  class House {}
  const module = await Test.createTestingModule({ imports: [House] }).compile();
  const made = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { bodyParser: false, logger: false });
  app = made;
  registerHttp(made.getHttpAdapter().getInstance());
  made.useGlobalFilters(new ProblemFilter(module.get(Log), new AllowedMethods()));
  await made.init();
  await made.getHttpAdapter().getInstance().ready();
  return made;
}

afterEach(async () => {
  await app?.close();
  app = undefined;
});

describe('A route', () => {
  it('without a declared policy stops the boot, and all of them are named', async () => {
    await expect(boot([GapsController, DoorsController])).rejects.toThrow('Routes without @Access: GapsController.forgotten');
  });

  it('may inherit the policy of its controller', async () => {
    const house = await boot([RoomsController]);
    expect((await house.inject({ url: '/rooms' })).statusCode).toBe(401);
  });

  it.each([
    ['authenticated', [], 200],
    ['staff', [], 403],
    ['staff', ['marketplace'], 403],
    ['staff', ['arbitrator'], 200],
    ['staff', ['lead'], 200],
    ['lead', ['arbitrator'], 403],
    ['lead', ['lead'], 200],
    ['marketplace', ['lead'], 403],
    ['marketplace', ['marketplace'], 200],
  ] as [string, Role[], number][])('for %s answers somebody with the roles %j with %i', async (door, roles, status) => {
    const house = await boot([DoorsController]);
    const token = await new SandboxTokens(config).mint({ sub: 'somebody', roles });
    const answer = await house.inject({ url: `/doors/${door}`, headers: { authorization: `Bearer ${token}` } });
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.json()).toMatchObject({ code: 'forbidden' });
  });

  it('gives its method the caller', async () => {
    const house = await boot([DoorsController]);
    const token = await new SandboxTokens(config).mint({ sub: 'buyer-ana', roles: [], locale: 'es' });
    const answer = await house.inject({ url: '/doors/authenticated', headers: { authorization: `bearer ${token}` } });
    expect(answer.json()).toEqual({ sub: 'buyer-ana', roles: [], locale: 'es' });
  });

  it.each([
    [undefined, 'Bearer realm="parley"'],
    ['Basic YTpi', 'Bearer realm="parley", error="invalid_token"'],
    ['Bearer nonsense', 'Bearer realm="parley", error="invalid_token"'],
  ])('answers the Authorization %s with 401 and a challenge', async (authorization, challenge) => {
    const house = await boot([DoorsController]);
    const answer = await house.inject({ url: '/doors/authenticated', headers: authorization === undefined ? {} : { authorization } });
    expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, challenge]);
  });

  it('that is public asks for nothing', async () => {
    const house = await boot([DoorsController]);
    expect((await house.inject({ url: '/doors/public' })).json()).toEqual({ open: true });
  });
});

describe('A route of the sandbox', () => {
  const local = { url: '/doors/sandbox', headers: { host: 'localhost:3000' } };

  it('answers this machine without a token', async () => {
    const house = await boot([DoorsController]);
    expect((await house.inject(local)).statusCode).toBe(200);
  });

  it.each([
    ['from elsewhere', { ...local, remoteAddress: '10.0.0.7' }],
    ['under another name', { ...local, headers: { host: 'evil.example' } }],
    ['under a longer name', { ...local, headers: { host: 'localhost.evil.example' } }],
    ['passed on by a proxy', { ...local, headers: { host: 'localhost', 'x-forwarded-for': '127.0.0.1' } }],
    ['passed on by a modern proxy', { ...local, headers: { host: 'localhost', forwarded: 'for=127.0.0.1' } }],
  ])('refuses a request %s', async (_what, request) => {
    const house = await boot([DoorsController]);
    const answer = await house.inject(request);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'sandbox_loopback_only']);
  });

  it('does not exist outside the sandbox', async () => {
    const real = Object.assign(Object.create(Config.prototype) as Config, config, { sandbox: false, tokens: { ...config.tokens, jwksUrl: 'http://127.0.0.1:9/jwks' } });
    const house = await boot([DoorsController], real);
    expect((await house.inject(local)).statusCode).toBe(404);
  });
});
