import { applyDecorators, Injectable, SetMetadata, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { callerOf } from '../identity/caller.js';
import { problem } from '../problems/problem.js';
import { Rates, type RateName } from './rates.js';

const RATE = 'parley:rate';

/** Refuses (429, with Retry-After) who does this too often. Stands behind the guard that knows the caller. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly rates: Rates,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const name = this.reflector.get<RateName>(RATE, context.getHandler());
    const wait = await this.rates.waitOf(name, callerOf(context.switchToHttp().getRequest<FastifyRequest>()).sub);
    if (wait === null) return true;
    throw problem('too_many_requests', { says: 'try_again_in', values: { seconds: wait } }, { headers: { 'Retry-After': String(wait) } });
  }
}

/** Counts the calls of a route per caller and minute under this name; several routes may share one count. */
export function RateLimit(name: RateName): MethodDecorator {
  return applyDecorators(SetMetadata(RATE, name), UseGuards(RateLimitGuard), ApiExtension('x-rate-limit', name));
}
