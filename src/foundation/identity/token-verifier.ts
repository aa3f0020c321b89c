import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { Config, type TokenConfig } from '../config/config.js';
import { problem, type Problem } from '../problems/problem.js';
import type { Caller } from './caller.js';
import { callerFrom, MAX_LIFETIME_SECONDS } from './token-claims.js';
import { ALGORITHMS, KeysUnreachable } from './token-keys.js';
import { VerifiedTokens } from './verified-tokens.js';

/** The injection token of the function that finds the key for a token. */
export const TOKEN_KEYS = Symbol('TokenKeys');

/** Clocks of two machines differ a little. */
const TOLERANCE_SECONDS = 5;

/** Turns an access token into a caller, or refuses it. jose checks nothing that it is not told to check. */
@Injectable()
export class TokenVerifier {
  readonly #verified = new VerifiedTokens();
  readonly #expected: TokenConfig;

  constructor(
    config: Config,
    @Inject(TOKEN_KEYS) private readonly keys: JWTVerifyGetKey,
  ) {
    this.#expected = config.tokens;
  }

  /** The caller at once where the token was seen a moment ago, otherwise after checking everything. */
  verify(token: string): Caller | Promise<Caller> {
    return this.#verified.find(token, Date.now()) ?? this.examine(token);
  }

  private async examine(token: string): Promise<Caller> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.#expected.issuer,
        audience: this.#expected.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'iat', 'sub'],
        // Also refuses an `iat` in the future, which would stretch the lifetime.
        maxTokenAge: MAX_LIFETIME_SECONDS,
        clockTolerance: TOLERANCE_SECONDS,
      });
      const caller = callerFrom(payload);
      this.#verified.remember(token, caller, payload.exp! * 1000, Date.now());
      return caller;
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** The token's fault is 401; not reaching the marketplace's keys is no token's fault. */
function refusalOf(error: unknown): Problem {
  if (!(error instanceof KeysUnreachable)) return unauthenticated('invalid_token');
  return problem('unavailable', { says: 'keys_unreachable' }, { headers: { 'Retry-After': '5' } });
}

/** 401 as RFC 6750 wants it: without a token nothing is said about an error. */
export function unauthenticated(error?: 'invalid_token'): Problem {
  const challenge = error === undefined ? 'Bearer realm="parley"' : `Bearer realm="parley", error="${error}"`;
  return problem('unauthenticated', error === undefined ? undefined : { says: 'token_wrong' }, { headers: { 'WWW-Authenticate': challenge } });
}
