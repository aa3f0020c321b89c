import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** What a token may say about an account beyond its name. Who is buyer or seller is a fact of the order, never a role. */
export const ROLES = ['arbitrator', 'lead', 'marketplace'] as const;
export type Role = (typeof ROLES)[number];

/** Languages people are spoken to in. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Whoever sent the request, as the verified token names them. */
export interface Caller {
  readonly sub: string;
  readonly roles: readonly Role[];
  readonly locale?: Language;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
  }
}

/** The caller of a route that asks for a token. On a public route there is none: using it there is our own mistake. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === undefined) throw new Error(`${request.method} ${request.url} uses a caller but asks for no token`);
  return request.caller;
}

/** Whether the caller works for the platform: an arbitrator or a lead. */
export function isStaff(caller: Caller): boolean {
  return caller.roles.includes('arbitrator') || caller.roles.includes('lead');
}

/** Gives a controller method the verified `Caller`. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
