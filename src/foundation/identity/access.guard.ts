import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { problem } from '../problems/problem.js';
import { ACCESS, mayEnter, needsToken, type AccessPolicy } from './access.js';
import type { Caller } from './caller.js';
import { isLocalRequest } from './local-request.js';
import { TokenVerifier, unauthenticated } from './token-verifier.js';

/** RFC 6750: the scheme's name in any case, one space or more, then the token. */
const BEARER = /^Bearer +([\w.~+/=-]+)$/i;

/** Stands before every route: finds out who is calling and whether the route's policy lets them in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    private readonly verifier: TokenVerifier,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const policy = this.reflector.getAllAndOverride<AccessPolicy | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    // The boot check makes this impossible; if it ever were not, a closed door is the right default.
    if (policy === undefined) throw problem('forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (policy === 'sandbox') return this.enterSandbox(request);
    return needsToken(policy) ? this.enterWithToken(policy, request) : true;
  }

  private enterSandbox(request: FastifyRequest): boolean {
    if (!this.config.sandbox) throw problem('not_found');
    if (!isLocalRequest(request)) throw problem('sandbox_loopback_only');
    return true;
  }

  private enterWithToken(policy: AccessPolicy, request: FastifyRequest): boolean | Promise<boolean> {
    const caller = this.verifier.verify(tokenIn(request.headers.authorization));
    // Not awaiting a caller who is known already saves the hot path a turn of the event loop.
    if (caller instanceof Promise) return caller.then((verified) => admit(policy, verified, request));
    return admit(policy, caller, request);
  }
}

function tokenIn(header: string | undefined): string {
  if (header === undefined) throw unauthenticated();
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw unauthenticated('invalid_token');
  return token;
}

function admit(policy: AccessPolicy, caller: Caller, request: FastifyRequest): boolean {
  request.caller = caller;
  if (!mayEnter(policy, caller)) throw problem('forbidden');
  return true;
}
