import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';

/** When the token of a request that was let in expires, in epoch milliseconds: for answers that outlast the look at it. */
export function tokenExpiryOf(request: FastifyRequest): number {
  const token = request.headers.authorization?.split(/ +/)[1] ?? '';
  return (decodeJwt(token).exp ?? 0) * 1_000;
}
