import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Anything else a client sends as an id is replaced: it goes into logs and into the event log. */
const ACCEPTABLE = /^[\w.:-]{1,64}$/;

/** The id of a request: the client's own where it is a plain word, otherwise a new one. For Fastify's `genReqId`. */
export function requestIdOf(raw: Pick<IncomingMessage, 'headers'>): string {
  const given = raw.headers['x-request-id'];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : newRequestId();
}

/** An id for a request that came without one. */
export function newRequestId(): string {
  return randomUUID();
}

/** Every answer names its request, so that a person can quote it and a log search finds it. */
export function registerRequestId(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    done();
  });
}
