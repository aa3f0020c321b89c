import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { documentedBy } from '../http/documented-by.js';
import { callerOf } from '../identity/caller.js';
import { problem } from '../problems/problem.js';
import type { IdempotencyRequest } from './records.js';

/** Visible ASCII only: a key is a name that clients make, and it ends up in logs. */
const KEY = /^[\x21-\x7e]{1,255}$/;
const EMPTY_BODY = Buffer.from('{}');

/** A hash of method, path and the body's very bytes; an absent body equals `{}`. */
export function fingerprintOf(method: string, path: string, body: Buffer | undefined): string {
  const bytes = body === undefined || body.length === 0 ? EMPTY_BODY : body;
  return createHash('sha256').update(`${method}\n${path}\n`).update(bytes).digest('base64url');
}

/** The key in the header; 400 when it is missing or not a plain name. */
export function requireKey(header: string | string[] | undefined): string {
  if (header === undefined || header === '') throw problem('idempotency_key_required');
  if (typeof header !== 'string' || !KEY.test(header)) {
    throw problem('malformed', { says: 'idempotency_key' });
  }
  return header;
}

/** What makes this request recognisable when it comes again. */
export function idempotencyRequestOf(request: FastifyRequest): IdempotencyRequest {
  const key = requireKey(request.headers['idempotency-key']);
  return { key, caller: callerOf(request).sub, fingerprint: fingerprintOf(request.method, request.url, request.bodyBytes) };
}

export const KEY_HEADER = { name: 'Idempotency-Key', required: true, description: 'a name of your own for this one request; the same key repeats the same answer for 7 days' };

/** Gives a controller method the `IdempotencyRequest`; without the header the request is refused with 400. */
export const Idempotency = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => idempotencyRequestOf(context.switchToHttp().getRequest<FastifyRequest>()),
  [documentedBy(ApiHeader(KEY_HEADER))],
);
