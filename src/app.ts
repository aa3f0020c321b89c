import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import type { Config } from './foundation/config/config.js';
import { serveAssets } from './foundation/docs/assets.js';
import { InFlight } from './foundation/health/in-flight.js';
import { HTTP_LIMITS, registerHttp } from './foundation/http/register.js';
import { FrameworkLog } from './foundation/logging/framework-log.js';
import { Log } from './foundation/logging/log.js';
import { writeRequestLines } from './foundation/logging/request-lines.js';
import { Metrics } from './foundation/metrics/metrics.js';
import { AllowedMethods } from './foundation/problems/allowed-methods.js';
import { answerClientError, answerExpectation } from './foundation/problems/client-errors.js';
import { problem } from './foundation/problems/problem.js';
import { ProblemFilter } from './foundation/problems/problem.filter.js';
import { validationProblem } from './foundation/problems/validation.js';

/** How to make the application. `preview` makes its shape only: no provider, no database; enough for the contract. */
export interface AppOptions {
  readonly config: Config;
  readonly preview?: boolean;
}

/** What a process without the api role still answers, to those who run it. */
const OPERATIONAL = /^\/(?:health|metrics)(?:[/?]|$)/;

/** The application, ready for `init()` (tests, contract) or `listen()` (main). */
export async function createApp({ config, preview = false }: AppOptions): Promise<NestFastifyApplication> {
  const log = new Log(config.logLevel);
  const filter = new ProblemFilter(log, new AllowedMethods());
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), fastifyAdapter(filter), {
    preview,
    logger: preview ? false : new FrameworkLog(log),
    bodyParser: false,
    forceCloseConnections: true,
    abortOnError: false,
  });
  app.useGlobalFilters(filter);
  app.useGlobalPipes(validation());
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  filter.allowed.listenTo(fastify);
  registerHttp(fastify);
  serveAssets(fastify);
  fastify.server.on('checkExpectation', answerExpectation);
  if (!config.servesApi) answerOperatorsOnly(fastify);
  if (!preview) observe(app, fastify, log);
  return app;
}

function fastifyAdapter(filter: ProblemFilter): FastifyAdapter {
  return new FastifyAdapter({
    ...HTTP_LIMITS,
    logger: false,
    skipMiddie: true,
    // While closing, requests under way are answered; those that still come in on open connections are too.
    return503OnClosing: false,
    // Node looks for slow requests only every 30 s unless told.
    http: { connectionsCheckingInterval: 2_000, headersTimeout: HTTP_LIMITS.requestTimeout },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => filter.answer(error, request, reply),
  });
}

/** Bodies are instances of their classes and hold nothing their class does not name. */
function validation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    // The value only tells whether the field was there at all, its owner which rules there are; nothing of them is repeated to anybody.
    validationError: { target: true, value: true },
    // What is wrong is said in the caller's language, in words of our own.
    dismissDefaultMessages: true,
    exceptionFactory: validationProblem,
  });
}

function answerOperatorsOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (!OPERATIONAL.test(request.url)) throw problem('not_found');
    done();
  });
}

function observe(app: NestFastifyApplication, fastify: FastifyInstance, log: Log): void {
  app.get(InFlight).listenTo(fastify);
  writeRequestLines(fastify, log, app.get(Metrics));
}
