import type { IncomingMessage } from 'node:http';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problem } from '../problems/problem.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The longest mail that a route lets itself be sent, in bytes. */
    takesMail?: number;
  }
}

const MAIL = 'message/rfc822';
/** Mails are held in memory until they are kept: so many at once, the others are asked to come again. */
const AT_ONCE = 4;
const COME_AGAIN_SECONDS = 5;

/** Lets a route be sent an e-mail as it is, byte for byte (`message/rfc822`), up to this many bytes. */
export const TakesMail = (bytes: number): MethodDecorator => RouteConfig({ takesMail: bytes });

/** No other route reads a byte of one. To be called where all content types are registered. */
export function registerMailParser(fastify: FastifyInstance): void {
  let inHand = 0;
  fastify.addContentTypeParser(MAIL, (request: FastifyRequest, payload: IncomingMessage): Promise<Buffer> => {
    const limit = request.routeOptions.config.takesMail;
    if (limit === undefined) return Promise.reject(problem('unsupported_media_type'));
    if (inHand >= AT_ONCE) return Promise.reject(problem('too_many_requests', { says: 'mails_at_once' }, { headers: { 'Retry-After': String(COME_AGAIN_SECONDS) } }));
    inHand += 1;
    return bytesOf(request, payload, limit).finally(() => (inHand -= 1));
  });
}

async function bytesOf({ headers }: FastifyRequest, payload: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(headers['content-length'] ?? 0) > limit) throw problem('body_too_large');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw problem('body_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
