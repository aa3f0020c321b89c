import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { isStaff, type Caller } from './caller.js';

/**
 * Who may call a route at all; what they may do to one dispute is judged later, by the dispute. `sandbox` asks for no
 * token but for a request from this very machine, and does not exist outside the sandbox.
 */
export type AccessPolicy = 'public' | 'authenticated' | 'staff' | 'lead' | 'marketplace' | 'sandbox';

export const ACCESS = 'parley:access';

/** Declares the policy of a route, or of every route of a controller. A route without one stops the boot. */
export function Access(policy: AccessPolicy): MethodDecorator & ClassDecorator {
  const declared = applyDecorators(SetMetadata(ACCESS, policy), ApiExtension('x-access', policy));
  return needsToken(policy) ? applyDecorators(declared, ApiBearerAuth()) : declared;
}

/** Whether a route with this policy reads the Authorization header. */
export function needsToken(policy: AccessPolicy): boolean {
  return policy !== 'public' && policy !== 'sandbox';
}

/** Whether this caller may enter a route with this policy. */
export function mayEnter(policy: AccessPolicy, caller: Caller): boolean {
  if (policy === 'staff') return isStaff(caller);
  if (policy === 'lead' || policy === 'marketplace') return caller.roles.includes(policy);
  return true;
}
