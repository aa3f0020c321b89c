import supertest from 'supertest';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/foundation/config/config.js';
import { Sql } from '../../src/foundation/database/sql.js';
import { AnswerCheck } from './answer-check.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export type Http = ReturnType<typeof supertest.agent>;

export interface TestAppOptions {
  /** `api,worker` unless told; `api` alone lets deadlines pass unnoticed until somebody with `worker` looks. */
  roles?: string;
  /** Another process on the same database: `second = await bootApp({ database: first.database })`. */
  database?: TestDatabase;
  /** Further settings, as environment variables. */
  env?: Record<string, string>;
  /** To listen in on the server before its routes are made. */
  prepare?: (app: NestFastifyApplication) => void;
  /** To change answers before they are compared with the contract: for the test that the comparison compares. */
  spoil?: (app: NestFastifyApplication) => void;
}

export interface TestApp {
  app: NestFastifyApplication;
  url: string;
  http: Http;
  sql: Sql;
  database: TestDatabase;
  /** Which answers were compared with openapi.yaml. */
  answers: AnswerCheck;
  /** Ends the application, and the database if it was made here. Throws if an answer was none that openapi.yaml allows. */
  close(): Promise<void>;
}

/** The real application on a database of its own, in the sandbox. Nothing is replaced. */
export async function bootApp({ roles = 'api,worker', database: given, env = {}, prepare, spoil }: TestAppOptions = {}): Promise<TestApp> {
  const database = given ?? (await createTestDatabase());
  const app = await createApp({ config: loadConfig({ ...process.env, ...settings(database, roles), ...env }) });
  spoil?.(app);
  const answers = new AnswerCheck();
  answers.listenTo(app.getHttpAdapter().getInstance());
  prepare?.(app);
  // Given a server that does not listen, supertest opens it for a request and closes it afterwards, under all others.
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    app,
    url,
    http: supertest.agent(url),
    sql: app.get(Sql),
    database,
    answers,
    async close() {
      await app.close();
      if (!given) await database.drop();
      answers.tell();
      answers.settle();
    },
  };
}

function settings(database: TestDatabase, roles: string): Record<string, string> {
  return {
    DATABASE_URL: database.url,
    SANDBOX: '1',
    ROLE: roles,
    PORT: '0',
    LOG_LEVEL: 'error',
    JWT_ISSUER: 'parley-test',
    REFUND_GATEWAY: 'sandbox',
    SWEEP_INTERVAL_MS: '20',
    DB_POOL: '8',
    // One person lives through many stories in a minute.
    RATE_DECLARE_PER_MINUTE: '100000',
    RATE_SIGN_PER_MINUTE: '100000',
    RATE_TYPING_PER_MINUTE: '100000',
    RATE_VIEW_PER_MINUTE: '100000',
  };
}
