import type { FastifyInstance } from 'fastify';
import { BODY_LIMIT_BYTES, registerJsonParser } from './json-body.js';
import { guardTarget } from './json-guard.js';
import { registerRequestId, requestIdOf } from './request-id.js';

/** A slow sender holds a socket no longer than this; the largest body needs a fraction of it. */
export const REQUEST_TIMEOUT_MS = 15_000;

/** Options of the Fastify instance that belong to the guards. */
export const HTTP_LIMITS = {
  bodyLimit: BODY_LIMIT_BYTES,
  requestTimeout: REQUEST_TIMEOUT_MS,
  genReqId: requestIdOf,
  // The client's id is taken by genReqId, after looking at it; Fastify itself would believe any text.
  requestIdHeader: false,
  // Ids of the marketplace have up to 128 characters, each of them three where a client encodes it.
  routerOptions: { maxParamLength: 3 * 128 },
} as const;

/** Everything that happens to a request before Nest sees it. To be called on the bare instance, before `app.init()`. */
export function registerHttp(fastify: FastifyInstance): void {
  fastify.decorateRequest('caller', undefined);
  registerRequestId(fastify);
  fastify.addHook('onRequest', (request, _reply, done) => {
    guardTarget(request.url);
    done();
  });
  registerJsonParser(fastify);
}
